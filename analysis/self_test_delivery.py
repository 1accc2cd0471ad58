"""Sends the self-test's messages as an ordinary client of the proxy, over TLS, from this machine."""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import ssl
from pathlib import Path
from typing import Final

import msgspec

from analysis.self_test_data import Sample
from analysis.self_test_gate import SELF_TEST_HOST

TIMEOUT: Final = 10.0  # seconds for each step of a delivery
Place = tuple[str, int]


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one message on the client's side.

    ``failure`` is "" where it was answered. ``certificate`` is the SHA-256 (hex) of the one that the client was shown, ""
    where it came to none: the recipient's own means that the proxy did not open the connection.
    """

    sample: Sample
    path: str
    failure: str = ""
    certificate: str = ""


def deliver(messages: list[tuple[str, Sample]], proxy: Place, authority: Path) -> list[Delivery]:
    """Send every (path, sample) on a connection of its own, trusting ``authority`` alone; stop at the first that fails."""
    done: list[Delivery] = []
    for path, sample in messages:
        if done and done[-1].failure:
            done.append(Delivery(sample=sample, path=path, failure=done[-1].failure))
        else:
            done.append(_deliver(path, sample, proxy, authority))
    return done


def _deliver(path: str, sample: Sample, proxy: Place, authority: Path) -> Delivery:
    certificate = ""
    headers = {"Content-Type": sample.content_type, "User-Agent": "leakledger-self-test"}
    if sample.content_encoding:
        headers["Content-Encoding"] = sample.content_encoding
    connection: http.client.HTTPSConnection | None = None
    try:
        connection = _connection(proxy, authority)
        connection.connect()
        assert isinstance(connection.sock, ssl.SSLSocket)
        certificate = hashlib.sha256(connection.sock.getpeercert(binary_form=True) or b"").hexdigest()
        connection.request("POST", path, sample.body, headers)
        answer = connection.getresponse()
        answer.read()
        failure = "" if answer.status == 200 else f"the proxy answered {answer.status} {answer.reason}"
    except (OSError, http.client.HTTPException) as error:
        failure = _words(error, proxy)
    finally:
        if connection is not None:
            connection.close()
    return Delivery(sample=sample, path=path, failure=failure, certificate=certificate)


def _connection(proxy: Place, authority: Path) -> http.client.HTTPSConnection:
    """A connection that comes from loopback, by which this machine is enrolled, also where the proxy listens elsewhere."""
    host, port = reachable(proxy)
    source = "::1" if ":" in host else "127.0.0.1"
    context = ssl.create_default_context(cafile=str(authority))
    connection = http.client.HTTPSConnection(
        host, port, timeout=TIMEOUT, source_address=(source, 0), context=context
    )
    connection.set_tunnel(SELF_TEST_HOST, 443)
    return connection


def reachable(listens: Place) -> Place:
    """Where a server that listens there can be reached from this machine: a wildcard stands for loopback as well."""
    host, port = listens
    try:
        if ipaddress.ip_address(host).is_unspecified:
            return ("::1" if ":" in host else "127.0.0.1"), port
    except ValueError:
        return host, port
    return host, port


def _words(error: Exception, proxy: Place) -> str:
    where = f"{proxy[0]} port {proxy[1]}"
    if isinstance(error, ConnectionRefusedError):
        return f"nothing accepts connections at {where}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the proxy at {where} shows a certificate that this home's authority did not sign ({error.verify_message})"
    if isinstance(error, TimeoutError):
        return f"no answer from {where} within {TIMEOUT:.0f} s"
    if "Tunnel connection failed" in str(error):
        return (
            f"the proxy at {where} did not relay it ({str(error).removeprefix('Tunnel connection failed: ')})"
        )
    return f"the connection through {where} broke ({error})"
