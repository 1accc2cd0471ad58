"""Tells what stays in the house: connections of devices to this box and to one another. They are no recipient outside.

The sniffer marks such a flow in its reason, for it alone knows the addresses of this box. In the ledger they have a corpus
of their own, so that no total of what left holds them; what the interface counted is compared with both.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from analysis.flow_reasons import PLACES, place_in
from analysis.queries import QUARTERS, Day, Scope, Viewer, fetch, of_device, quarters
from analysis.records import HOME_CORPUS, LOCAL_CORPUS, Flow


class Local(msgspec.Struct, frozen=True, kw_only=True):
    """What a device sent and got within the house: bytes on the wire, connections. ``place`` is one of ``PLACES``."""

    place: str
    bytes_out: int
    bytes_in: int
    connections: int


def corpus_of(flow: Flow) -> str:
    """The corpus under which the ledger keeps a flow."""
    sniffed = flow.corpus == HOME_CORPUS and flow.writer.startswith("sniffer")
    return LOCAL_CORPUS if sniffed and place_in(flow.reason) else flow.corpus


def local(connection: Connection, viewer: Viewer, day: Day, device: str = "") -> tuple[Local, ...]:
    """What stayed in the house on a day, by place; only places with traffic."""
    scope = Scope(connection, viewer)
    where, parameters = of_device(scope, device)
    rows = fetch(
        connection,
        f"""SELECT host, sum(bytes_out) AS bytes_out, sum(bytes_in) AS bytes_in, sum(flows) AS flows FROM flow_rollup
            WHERE {QUARTERS} AND {where} GROUP BY host""",
        **{**quarters(day), **parameters, "corpus": LOCAL_CORPUS},
    )
    found = [
        Local(
            place=row["host"], bytes_out=row["bytes_out"], bytes_in=row["bytes_in"], connections=row["flows"]
        )
        for row in rows
        if row["flows"] or row["bytes_out"] or row["bytes_in"]
    ]
    return tuple(sorted(found, key=lambda one: PLACES.index(one.place)))
