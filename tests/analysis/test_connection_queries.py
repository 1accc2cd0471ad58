"""The connection of a message, with what only the packets told of it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from analysis.connection_queries import ConnectionFacts, connection_of
from analysis.flow_rows import FlowRow
from analysis.ledger import EventRow
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer
from analysis.records import Address, Certificate, Flow, SocketPair, Visibility
from analysis.settings import Home
from tests.ledger_book import PHONE, Book, found

OWNER = Viewer(owner=True)
PAIR = SocketPair(local_ip="192.0.2.7", local_port=5, remote_ip="203.0.113.9", remote_port=443)


def test_a_message_leads_to_its_connection(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    at = book.at("10:00")
    book.send(at, PHONE, "social", found("health.heart_rate"))
    row, event = book._rows
    assert isinstance(row, FlowRow)
    assert isinstance(event, EventRow)
    book._rows[0] = row._replace(flow=Flow(**{name: getattr(row.flow, name) for name in row.flow.__struct_fields__} | {
        "client": PAIR, "upstream": None,
    }))  # fmt: skip
    seen = Flow(
        flow_id="s1", opened_at=at, closed_at=row.flow.closed_at, writer="sniffer", client=PAIR, upstream=PAIR,
        addresses=(Address(kind="ip", value="192.0.2.7"),), ja4="t13d1516h2_8daaf6152771_e5627efa2ab1", ech=True,
        aliases=("edge.tracker.example",), bytes_out=3000, bytes_in=900, host="203.0.113.9",
    )  # fmt: skip
    book._rows.append(FlowRow(seen, PHONE, None, None))
    book.close()
    name = event.event.transmission.id
    with LedgerReader(home.ledger_path).read() as connection:
        facts = connection_of(connection, OWNER, name)
        assert connection_of(connection, Viewer(person="Ben"), name) is None
        assert connection_of(connection, OWNER, "nothing") is None
    assert facts is not None
    assert (facts.host, facts.bytes_out, facts.aliases, facts.ech) == (
        "api.social.example", 3000, ("edge.tracker.example",), True,
    )  # fmt: skip
    assert "an alias of edge.tracker.example" in facts.words
    assert "JA4) t13d1516h2" in facts.words


def test_what_was_not_seen_is_not_said() -> None:
    bare = ConnectionFacts(
        flow_id="f", host="a.example", port=0, transport="udp", visibility=Visibility.QUIC, reason=""
    )
    assert bare.words == "udp"


def test_the_ground_of_a_nameless_one_is_said() -> None:
    facts = ConnectionFacts(
        flow_id="f", host="17.1.2.3", port=443, transport="tcp", visibility=Visibility.METADATA_ONLY, reason="",
        certificate=Certificate(names=("a.example", "*.a.example"), organisation="Acme"), evidence="address_range",
        certainty="certain", matched="17.0.0.0/8",
    )  # fmt: skip
    assert facts.words == (
        "tcp, port 443; its certificate is for a.example, *.a.example; issued to Acme; no known authority vouches for it;"
        " known by the range of its address, 17.0.0.0/8: certain"
    )


def test_certificate_and_ground_come_from_the_sniffer_and_are_kept_by_the_ledger(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    book = Book(home)
    at = book.at("10:00")
    book.send(at, PHONE, "social", found("health.heart_rate"))
    row, event = book._rows
    assert isinstance(row, FlowRow)
    assert isinstance(event, EventRow)
    proxied = msgspec.structs.replace(
        row.flow,
        client=msgspec.structs.replace(PAIR, remote_ip="192.0.2.1", remote_port=8080),  # behind a redirect
        upstream=msgspec.structs.replace(PAIR, local_ip="192.0.2.1", local_port=6),
        host="203.0.113.9",
    )
    book._rows[0] = row._replace(flow=proxied, company=None, tracker=None)
    certificate = Certificate(names=("a.example",), vouched=True)
    seen = Flow(
        flow_id="s1", opened_at=at, closed_at=row.flow.closed_at, writer="sniffer", client=PAIR, upstream=PAIR,
        addresses=(Address(kind="ip", value="192.0.2.7"),), certificate=certificate, bytes_out=3000, bytes_in=900,
        host="203.0.113.9",
    )  # fmt: skip
    book._rows.append(FlowRow(seen, PHONE, "t", "acme", None, "certificate", "certain", "a.example"))
    book.close()
    with LedgerReader(home.ledger_path).read() as connection:
        facts = connection_of(connection, OWNER, event.event.transmission.id)
    assert facts is not None
    assert (facts.certificate, facts.evidence, facts.certainty, facts.matched) == (
        certificate, "certificate", "certain", "a.example",
    )  # fmt: skip
