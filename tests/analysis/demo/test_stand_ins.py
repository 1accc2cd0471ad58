from __future__ import annotations

import asyncio
import http.client
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from analysis import catalogue
from analysis.demo.stand_ins import HTTP_HOSTS, PLAIN, VOICE, StandIns


@pytest.fixture
def stand_ins(tmp_path: Path) -> Iterator[StandIns]:
    running = StandIns(tmp_path / "stand-ins")
    yield running
    running.close()


def address(stand_ins: StandIns, host: str) -> tuple[str, int]:
    ip, _, port = stand_ins.resolutions()[host].rpartition(":")
    return ip, int(port)


def context(stand_ins: StandIns) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(stand_ins.certificates.authority))


def test_they_stand_in_for_a_dozen_trackers_of_the_catalogue_on_loopback_only(stand_ins: StandIns) -> None:
    known = catalogue.load()
    companies = {
        tracker.company
        for host in stand_ins.resolutions()
        if (tracker := known.tracker_for(host)) is not None
    }
    assert len(companies) >= 12
    assert all(known.tracker_for(host) is not None for host in stand_ins.resolutions())
    assert {address(stand_ins, host)[0] for host in stand_ins.resolutions()} == {"127.0.0.1"}


def test_a_request_is_answered_over_tls_under_the_real_name(stand_ins: StandIns) -> None:
    with socket.create_connection(address(stand_ins, HTTP_HOSTS[0]), 10) as raw:
        connection = http.client.HTTPSConnection(HTTP_HOSTS[0], context=context(stand_ins))
        connection.sock = context(stand_ins).wrap_socket(raw, server_hostname=HTTP_HOSTS[0])
        for body in (b"x" * 300_000, b""):
            connection.request("POST", "/anything", body=body)
            response = connection.getresponse()
            assert (response.status, response.read()) == (200, b'{"status":"ok"}')
        connection.close()


def test_a_silent_client_does_not_hold_up_the_others(stand_ins: StandIns) -> None:
    with socket.create_connection(address(stand_ins, HTTP_HOSTS[0]), 10) as silent:
        test_a_request_is_answered_over_tls_under_the_real_name(stand_ins)
        silent.settimeout(0.01)
        with pytest.raises(TimeoutError):  # it was held all the while, and told nothing
            silent.recv(1)


def test_a_plain_get_is_answered(stand_ins: StandIns) -> None:
    connection = http.client.HTTPConnection(*address(stand_ins, PLAIN), timeout=10)
    connection.request("GET", "/tx.io?st=demo", headers={"Host": PLAIN})
    assert connection.getresponse().status == 204
    connection.close()


def test_the_voice_service_acknowledges_each_message(stand_ins: StandIns) -> None:
    async def talk() -> object:
        host, port = address(stand_ins, VOICE)
        options = {
            "ssl": context(stand_ins),
            "server_hostname": VOICE,
            "host": host,
            "port": port,
            "proxy": None,
        }
        async with connect(f"wss://{VOICE}/v1/listen", **options) as socket:
            await socket.send(b"12345")
            return await socket.recv()

    assert asyncio.run(talk()) == '{"received":5}'


def test_nothing_listens_after_close(tmp_path: Path) -> None:
    running = StandIns(tmp_path / "stand-ins")
    ports = {address(running, host)[1] for host in running.resolutions()}
    running.close()
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), 2)
