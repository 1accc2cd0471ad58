"""The recording proxy with real peers: what is recorded, what is not, and that traffic goes on."""

from __future__ import annotations

from analysis.records import Visibility
from tests.proxy_addons.peers import Origin, RunningProxy


def test_a_post_over_http1_is_recorded_with_its_flow(proxy: RunningProxy, origin: Origin) -> None:
    reply = proxy.curl(
        "--http1.1", "-H", "X-App: test", "-H", "Authorization: Bearer geheim",
        "-d", '{"lat": 52.5}', "https://tracker.example/v1/e?k=1&token=geheim",
    )  # fmt: skip
    assert reply.stdout == b'{"ok": true}'
    proxy.wait_for(transmissions=1, closed_flows=1)
    (seen,) = proxy.transmissions()
    assert (seen.method, seen.scheme, seen.host, seen.port) == ("POST", "https", "tracker.example", 443)
    assert (seen.path, seen.protocol, seen.visibility) == ("/v1/e", "http/1.1", Visibility.OPENED)
    assert seen.body == b'{"lat": 52.5}'
    assert (seen.response_status, seen.response_type) == (200, "application/json")
    assert seen.header("x-app") == "test"
    assert b"geheim" not in proxy.on_disk()
    (flow,) = proxy.flows()
    assert flow.flow_id == seen.flow_id
    assert (flow.host, flow.sni, flow.alpn, flow.visibility) == (
        "tracker.example", "tracker.example", "http/1.1", Visibility.OPENED,
    )  # fmt: skip
    assert {(address.kind, address.value) for address in flow.addresses} == {
        ("proxy_user", "phone"),
        ("ip", "127.0.0.1"),
    }
    assert flow.bytes_out is not None
    assert flow.bytes_out > len(seen.body or b"")
    assert flow.upstream is not None
    assert flow.upstream.remote_port == origin.port
