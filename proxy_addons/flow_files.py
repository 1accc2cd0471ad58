"""Reads mitmproxy flow files flow by flow: every format version from 0.10 on, past a flow that is broken, up to a cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import mitmproxy.dns
import mitmproxy.http
import mitmproxy.tcp
import mitmproxy.udp  # noqa: F401  each of these imports registers a kind of flow
from mitmproxy.flow import Flow
from mitmproxy.io import compat, tnetstring
from mitmproxy.version import FLOW_FORMAT_VERSION

from analysis.units import UnreadableFile

_AT_END: Final = "not a tnetstring: empty file"
_AGAIN: Final = "save it again from mitmproxy"
_State = dict[bytes | str, Any]


def read_flows(path: Path) -> Iterator[Flow | str]:
    """Each flow, or one line that says why it cannot be read.

    Raises ``UnreadableFile`` where the file is empty or cut short or its version is unknown; what came before stands.
    """
    with path.open("rb") as stream:
        index = 0
        while (state := _next_state(stream, index)) is not None:
            _check_version(state, index)
            yield _to_flow(state)
            index += 1
    if index == 0:
        raise UnreadableFile("the file is empty")


def _next_state(stream: BinaryIO, index: int) -> _State | None:
    """The next flow's dictionary, None at the end of the file."""
    start = stream.tell()
    try:
        state = tnetstring.load(stream)
    except (ValueError, TypeError, IndexError, RecursionError, MemoryError) as error:
        if str(error) == _AT_END:
            return None
        if index == 0:
            raise UnreadableFile(
                f"the flow file is cut short or damaged in its first flow; {_AGAIN}"
            ) from error
        raise UnreadableFile(
            f"the flow file is cut short or damaged at byte {start}, after {index} "
            f"{'flow' if index == 1 else 'flows'}; {_AGAIN}"
        ) from error
    if not isinstance(state, dict):
        raise UnreadableFile("not a mitmproxy flow file")
    return state


def _check_version(state: _State, index: int) -> None:
    version = _version(state)
    if version == FLOW_FORMAT_VERSION or version in compat.converters or version == (0, 10):
        return
    named = ".".join(map(str, version)) if isinstance(version, tuple) else str(version)
    where = f" (flow {index})" if index else ""
    if isinstance(version, int) and version > FLOW_FORMAT_VERSION:
        raise UnreadableFile(
            f"flow file version {named}{where} is newer than this mitmproxy reads (up to {FLOW_FORMAT_VERSION}); "
            "update leakledger"
        )
    raise UnreadableFile(f"flow file version {named}{where} is not known")


def _version(state: _State) -> int | tuple[int, ...] | None:
    raw = state.get(b"version", state.get("version"))
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, (list, tuple)) and all(isinstance(part, int) for part in raw):
        return tuple(raw)[:2]
    return None


def _to_flow(state: _State) -> Flow | str:
    try:
        if _version(state) == (0, 10):
            _from_010(state)
        unanswered = _is_unanswered(state)
        migrated = compat.migrate_flow(state)
        if unanswered:
            migrated["response"] = None
        return Flow.from_state(migrated)
    except Exception as error:  # noqa: BLE001  a file made by a stranger; the line that says so takes the flow's place
        return f"cannot be read ({type(error).__name__}: {str(error)[:80]!r})"


def _is_unanswered(state: _State) -> bool:
    """mitmproxy's own converters of the oldest versions fail where no response came; a stand-in is taken out again."""
    version = _version(state)
    if not isinstance(version, tuple) or version >= (0, 18) or state.get(b"response") is not None:
        return False
    state[b"response"] = {
        b"httpversion": [1, 1],
        b"code": 0,
        b"msg": b"",
        b"content": b"",
        b"headers": [],
        b"timestamp_start": 0.0,
        b"timestamp_end": 0.0,
    }
    return True


def _from_010(state: _State) -> None:
    """Version 0.10, which mitmproxy reads no longer: connections stood inside the request."""
    request = state[b"request"]
    client = request.pop(b"client_conn", None) or {}
    response = state.get(b"response") or {}
    encrypted = request[b"scheme"] == b"https"
    started = request.get(b"timestamp_start")
    tls_at = request.pop(b"ssl_setup_timestamp", None)
    tcp_at = request.pop(b"tcp_setup_timestamp", None)
    request.pop(b"ip", None)
    request |= {b"form_in": b"relative", b"form_out": b"relative", b"is_replay": False}
    state |= {
        b"type": b"http",
        b"id": b"0.10",
        b"version": [0, 11],
        b"intercepted": False,
        b"client_conn": {
            b"address": {b"address": client.get(b"address") or [b"", 0], b"use_ipv6": False},
            b"clientcert": None,
            b"ssl_established": encrypted,
            b"timestamp_start": started,
            b"timestamp_ssl_setup": tls_at,
            b"timestamp_end": None,
        },
        b"server_conn": {
            b"address": {b"address": [request[b"host"], request[b"port"]], b"use_ipv6": False},
            b"source_address": {b"address": [b"", 0], b"use_ipv6": False},
            b"cert": response.pop(b"cert", None),
            b"sni": request[b"host"] if encrypted else None,
            b"ssl_established": encrypted,
            b"state": [],
            b"timestamp_start": tcp_at,
            b"timestamp_tcp_setup": tcp_at,
            b"timestamp_ssl_setup": tls_at,
            b"timestamp_end": None,
        },
    }
