"""A value added later is found in what is still kept, and a rebuild makes findings of it where the content is there."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.erasure import erase
from analysis.indicator_search import KeptHit, Searched, search
from analysis.indicator_store import add, known_values, remove
from analysis.indicators import Indicators
from analysis.journal import JournalWriter, encode_transmission
from analysis.journal_reading import tail
from analysis.ledger_tables import findings
from analysis.rebuild import rebuild
from analysis.records import Transmission, new_id
from analysis.settings import Home

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MAIL = "anna.muster@example.org"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")


def sent(number: int, body: object, query: str = "") -> Transmission:
    data = json.dumps(body).encode()
    return Transmission(
        id=new_id(NOON, str(number).encode()), flow_id="f", seen_at=NOON + timedelta(seconds=number), writer="proxy-0",
        method="POST", scheme="https", host="collector.example", port=443, path="/x", query=query, body=data,
        body_size=len(data), request_headers=(("Content-Type", "application/json"),),
    )  # fmt: skip


def record(home: Home, *messages: Transmission) -> None:
    writer = JournalWriter(home.journal_dir, "proxy-0")
    writer.append([encode_transmission(item) for item in messages])
    writer.close()


def analyse(home: Home) -> Analyst:
    analyst = Analyst(home, catalogue.load())
    while analyst.step():
        continue
    analyst.close()
    return analyst


def erase_bodies(home: Home) -> None:
    by = JournalWriter(home.journal_dir, "owner")
    erase(
        home.journal_dir,
        [item.position for item in tail(home.journal_dir, "proxy-0")],
        "body",
        "for the test",
        by,
    )
    by.close()


def looked(home: Home) -> tuple[list[KeptHit], Searched]:
    searched = Searched()
    return list(search(home, Indicators(known_values(home)), searched)), searched


def by_indicator(home: Home) -> list[tuple[str, str, str, str]]:
    engine = sa.create_engine(f"sqlite:///{home.ledger_path}")
    columns = (findings.c.path, findings.c.value, findings.c.reasoning, findings.c.rules)
    with engine.connect() as connection:
        rows = connection.execute(sa.select(*columns).order_by(findings.c.path)).fetchall()
    return [tuple(row) for row in rows if "indicator" in json.loads(row.rules)]


HIDDEN = {"data": base64.b64encode(f'{{"u": "{MAIL}"}}'.encode()).decode()}


def test_what_the_analyst_reads_is_looked_through_as_it_comes(home: Home) -> None:
    add(home, "Anna's mail", "email", MAIL)
    record(home, sent(1, HIDDEN), sent(2, {"u": "eva.muster@example.org"}))
    analyse(home)
    (row,) = by_indicator(home)
    assert row[0] == "body>json:$.data>base64>json:$.u"
    assert row[1] == "a…@e….org"
    assert "the known value 'Anna's mail'" in row[2]


def test_a_value_added_while_the_analyst_runs_is_found_from_then_on(home: Home) -> None:
    analyst = Analyst(home, catalogue.load())
    record(home, sent(1, HIDDEN))
    analyst.step()
    add(home, "Anna's mail", "email", MAIL)
    record(home, sent(2, HIDDEN))
    while analyst.step():
        continue
    analyst.close()
    assert len(by_indicator(home)) == 1


def test_a_value_added_later_is_found_in_kept_bodies_and_a_rebuild_makes_it_a_finding(home: Home) -> None:
    record(home, sent(1, HIDDEN), sent(2, {"n": 1}))
    analyse(home)
    add(home, "Anna's mail", "email", MAIL)
    hits, searched = looked(home)
    assert [(hit.path, hit.host, hit.body_kept) for hit in hits] == [
        ("body>json:$.data>base64>json:$.u", "collector.example", True)
    ]
    assert hits[0].event == sent(1, 0).id
    assert searched.whole == 2
    assert by_indicator(home) == []  # searching only reads
    assert rebuild(home, catalogue.load()).analysed == 2
    assert len(by_indicator(home)) == 1
    assert rebuild(home, catalogue.load()).analysed == 0  # nothing has changed since
    remove(home, "Anna's mail")
    rebuild(home, catalogue.load())
    assert by_indicator(home) == []


def test_where_the_body_is_gone_the_values_of_findings_and_the_request_are_looked_through(home: Home) -> None:
    record(home, sent(1, {"contact": MAIL}), sent(2, {"n": 1}, query=f"m={MAIL}"), sent(3, {"n": 2}))
    analyse(home)
    erase_bodies(home)
    add(home, "Anna's mail", "email", MAIL)
    hits, searched = looked(home)
    assert sorted((hit.path, hit.body_kept) for hit in hits) == [
        ("body>json:$.contact", False),
        ("query:m", False),
    ]
    assert (searched.whole, searched.without_body) == (0, 3)
    assert searched.values >= 1


def test_one_place_is_named_once_though_body_and_values_both_hold_it(home: Home) -> None:
    add(home, "Anna's mail", "email", MAIL)
    record(home, sent(1, {"contact": MAIL}))
    analyse(home)
    hits, _ = looked(home)
    assert [hit.path for hit in hits] == ["body>json:$.contact"]


def test_nothing_that_a_hit_tells_holds_the_value(home: Home) -> None:
    record(home, sent(1, {"contact": MAIL, MAIL: {"x": MAIL}}))
    add(home, "Anna's mail", "email", MAIL)
    hits, _ = looked(home)
    assert hits
    assert MAIL not in repr(hits)


def test_an_unreadable_record_is_counted_and_the_others_are_read(home: Home) -> None:
    from analysis.journal import Entry

    writer = JournalWriter(home.journal_dir, "proxy-0")
    writer.append(
        [Entry(kind="transmission", content=b'{"id": 1}'), encode_transmission(sent(1, {"m": MAIL}))]
    )
    writer.close()
    add(home, "Anna's mail", "email", MAIL)
    hits, searched = looked(home)
    assert len(hits) == searched.unreadable == searched.whole == 1
