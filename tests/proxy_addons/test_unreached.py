"""What never reached a server has not left the home: no message, no byte, no word that it was read; the flow says why."""

from __future__ import annotations

import pytest

from analysis.records import Flow, Visibility
from tests.proxy_addons.peers import RunningProxy, free_port


def one_flow(proxy: RunningProxy) -> Flow:
    proxy.wait_for(closed_flows=1)
    (flow,) = proxy.flows()
    assert proxy.transmissions() == []
    return flow


@pytest.mark.parametrize(
    "target", ["192.168.1.1", "127.0.0.1", "169.254.169.254", "10.0.0.1", "localhost", "[::1]"]
)
@pytest.mark.parametrize("way", ["plain", "tunnel"])
def test_what_was_not_relayed_was_not_read(proxy: RunningProxy, target: str, way: str) -> None:
    proxy.curl(*(["-p"] if way == "tunnel" else []), "-d", "secret=1", f"http://{target}:81/x", check=False)
    flow = one_flow(proxy)
    assert (flow.visibility, flow.reason) == (
        Visibility.METADATA_ONLY,
        "not relayed: this box or the local network",
    )
    assert (flow.bytes_out, flow.bytes_in, flow.upstream) == (0, 0, None)


def test_a_server_that_is_down_got_nothing(proxy: RunningProxy) -> None:
    proxy.stop()
    proxy.origins["down.example"] = free_port()
    proxy.start()
    proxy.curl("-d", "secret=1", "http://down.example/x", check=False)
    flow = one_flow(proxy)
    assert (flow.host, flow.visibility, flow.reason) == (
        "down.example",
        Visibility.METADATA_ONLY,
        "the server could not be reached",
    )
    assert flow.bytes_out == 0


def test_a_server_that_goes_away_keeps_what_it_got(proxy: RunningProxy) -> None:
    proxy.curl("-d", "hi", "http://plain.example/x", "http://plain.example/y")
    proxy.wait_for(transmissions=2, closed_flows=1)
    (flow,) = proxy.flows()
    assert (flow.visibility, flow.reason) == (Visibility.CLEARTEXT, "")
