"""The connection that a message went in, as the ledger keeps it: both what was seen on the wire and what it was called."""

from __future__ import annotations

import json

import msgspec
from sqlalchemy import Connection

from analysis.counting import commas
from analysis.queries import Scope, Viewer, fetch
from analysis.recipient_words import certificate_words, ground_words
from analysis.records import Certificate, Visibility
from analysis.wording import tr


class ConnectionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One connection. ``aliases`` is the chain of names that DNS gave for ``host``; None is what was not seen.

    ``evidence``, ``certainty`` and ``matched`` are those of the recipient, as ``Attribution`` has them.
    """

    flow_id: str
    host: str
    port: int
    transport: str
    visibility: Visibility
    reason: str
    remote_ip: str | None = None
    sni: str | None = None
    alpn: str | None = None
    ja4: str | None = None
    ech: bool | None = None
    aliases: tuple[str, ...] = ()
    certificate: Certificate | None = None
    evidence: str | None = None
    certainty: str | None = None
    matched: str | None = None
    bytes_out: int | None = None
    bytes_in: int | None = None

    @property
    def words(self) -> str:
        """In one line, with what is known: ``tcp to 203.0.113.9, port 443; asked for as a.example; …``."""
        to = self.transport
        if self.remote_ip:
            to = tr("{transport} to {address}", transport=to, address=self.remote_ip)
        parts = [tr("{address}, port {port}", address=to, port=self.port) if self.port else to]
        if self.sni:
            parts.append(tr("asked for as {name}", name=self.sni))
        if self.aliases:
            parts.append(tr("an alias of {names}", names=commas(self.aliases)))
        if self.alpn:
            parts.append(tr("offered {protocols}", protocols=self.alpn))
        if self.ja4:
            parts.append(tr("TLS fingerprint (JA4) {value}", value=self.ja4))
        if self.ech:
            parts.append(tr("with an ECH extension"))
        if self.certificate is not None:
            parts.append(certificate_words(self.certificate))
        if ground := ground_words(self.evidence or "", self.matched or "", self.certainty or ""):
            parts.append(ground)
        return "; ".join(parts)


def connection_of(connection: Connection, viewer: Viewer, event_id: str) -> ConnectionFacts | None:
    """The connection of a message; None where it is not known or the viewer may not see it."""
    scope = Scope(connection, viewer)
    names = ", ".join(f"f.{name}" for name in ConnectionFacts.__struct_fields__)
    sql = f"""
        SELECT {names} FROM events e
        JOIN flows f ON f.flow_id IN
            (e.flow_id, (SELECT a.shown_as FROM flow_accounts a WHERE a.flow_id = e.flow_id))
        WHERE e.id = :event AND {scope.where("e.device")} AND {scope.where("f.device")} LIMIT 1"""
    rows = fetch(connection, sql, event=event_id, **scope.parameters)
    if not rows:
        return None
    row = rows[0]
    values = {name: row[name] for name in ConnectionFacts.__struct_fields__} | {
        "visibility": Visibility(row["visibility"]),
        "aliases": tuple(json.loads(row["aliases"])) if row["aliases"] else (),
        "certificate": msgspec.json.decode(row["certificate"], type=Certificate)
        if row["certificate"]
        else None,
        "ech": None if row["ech"] is None else bool(row["ech"]),
    }
    return ConnectionFacts(**values)
