"""The analyst joins what belongs together exactly once, wherever it is killed, and keeps media only until then."""

from __future__ import annotations

import base64
import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from analysis import analyst as module
from analysis import erasure
from analysis.analyst import Analyst
from analysis.assembler import MAX_AGE
from analysis.assembly_journal import ASSEMBLY, decode_whole, rejoined
from analysis.evidence.verify import verify_journal
from analysis.journal import JournalWriter, encode_flow, encode_transmission
from analysis.journal_reading import tail
from analysis.ledger import Ledger
from analysis.ledger_tables import events, findings, flow_rollup, flows
from analysis.rebuild import rebuild
from analysis.records import Flow, Transmission, new_id
from analysis.settings import Home
from analysis.writer_assembly import WriterAssembly
from tests.analysis.test_analyst import KNOWN, flow, rows, work
from tests.analysis.test_assembler import (
    FILM,
    FRAMES,
    NOON,
    START,
    VOICE,
    cut,
    form,
    frame,
    in_ranges,
    packets,
    publish,
    sent,
)

Record = Flow | Transmission


def load() -> list[Record]:
    """Two uploads, a stream of sound, one of Base64, a split publication, and plain messages between all of them."""
    uploads: Iterator[Record] = iter(in_ranges(FILM, 4, flow="u"))
    forms: Iterator[Record] = iter(
        form(40 + number, {"dzuuid": "5f", "dzchunkindex": number, "dztotalchunkcount": 3}, piece, flow="v")
        for number, piece in enumerate(cut(FILM[::-1], 3))
    )
    plain = [
        sent(50 + number, json.dumps({"latitude": 52.2352, "longitude": 10.564 + number}).encode(), flow="p", path="/p",
             method="POST", headers=(("Content-Type", "application/json"),))
        for number in range(3)
    ]  # fmt: skip
    texts = [
        frame(
            70 + number,
            json.dumps({"type": "x", "audio": base64.b64encode(piece).decode()}).encode(),
            flow="t",
        )
        for number, piece in enumerate(cut(VOICE[:9600], 3))
    ]
    split = cut(
        publish("home/cam", json.dumps({"latitude": 48.1371, "longitude": 11.5754}).encode() + b" " * 300), 2
    )
    secret = frame(90, b'{"password":"hunter2-hunter2"}', flow="t")
    return [
        *(flow(flow_id=name, host="up.example") for name in "usvptm"), frame(0, START), frame(69, START, flow="t"),
        next(uploads), frame(1, FRAMES[0]), plain[0], next(forms), next(uploads), frame(2, FRAMES[1]), texts[0],
        packets(80, split[0]), next(forms), frame(3, FRAMES[2]), plain[1], secret, next(uploads), texts[1],
        packets(81, split[1]), frame(4, FRAMES[3]), next(forms), next(uploads), plain[2],
        *(frame(5 + n, FRAMES[4 + n]) for n in range(5)),
        texts[2],
        *(flow(flow_id=name, host="up.example", closed_at=NOON + timedelta(minutes=1)) for name in "usvptm"),
    ]  # fmt: skip


LOAD = load()
WHOLES = 5


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 3)


def write(home: Home, records: list[Record], writer: str = "proxy-0") -> None:
    journal = JournalWriter(home.journal_dir, writer)
    for start in range(0, len(records), 4):
        journal.append(
            [
                encode_flow(item) if isinstance(item, Flow) else encode_transmission(item)
                for item in records[start : start + 4]
            ]
        )
    journal.close()


def told(home: Home) -> list[tuple[object, ...]]:
    """Everything that the ledger says, but for where in the analyst's journal it stands."""
    known = [column for column in findings.c if column.name != "id"]
    where = ("analyst_seq", "analyst_day", "journal_seq")
    columns = [column for column in events.c if column.name not in where]
    return sorted([*rows(home, *known), *rows(home, *columns)], key=repr)


def media(home: Home) -> list[tuple[object, ...]]:
    found = rows(home, findings.c.category, findings.c.event_id, findings.c.confidence)
    return sorted(row[:2] for row in found if str(row[0]).startswith(("audio", "photo")))


def bodies(home: Home) -> list[bool]:
    return [
        item.body is not None for item in tail(home.journal_dir, "proxy-0") if item.kind == "transmission"
    ]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home.open(tmp_path_factory.mktemp("reference") / "home")
    write(home, LOAD)
    work(home)
    return home


def without_digests(said: list[tuple[object, ...]]) -> list[str]:
    """Each home has a key of its own: digests differ, all else must not."""
    return sorted(repr([item for item in row if not _is_digest(item)]) for row in said)


def _is_digest(item: object) -> bool:
    return isinstance(item, str) and len(item) == 64 and set(item) <= set("0123456789abcdef")


def test_what_belongs_together_is_one_event_and_each_medium_is_counted_once(reference: Home) -> None:
    joined = [
        decode_whole(item.content or b"")
        for item in tail(reference.journal_dir, "analyst", limit=1000)
        if item.kind == ASSEMBLY
    ]
    assert len(joined) == WHOLES
    assert sorted(len(item.parts) for item in joined) == [2, 3, 3, 4, 9]
    assert all(item.body is None for item in joined)
    names = {item.id for item in joined}
    found = media(reference)
    assert {row[1] for row in found} <= names
    assert [row[0] for row in found] == ["audio.recording", "audio.stream", "audio.stream"]
    places = [
        row[1]
        for row in rows(reference, findings.c.category, findings.c.event_id)
        if row[0] == "location.precise"
    ]
    assert len(places) == 2 * 4  # latitude and longitude of three plain messages and of the split publication
    assert len(names.intersection(places)) == 1
    assert len(rows(reference, events.c.id)) == WHOLES + sum(isinstance(item, Transmission) for item in LOAD)


def test_a_whole_is_no_further_message_in_the_totals(reference: Home) -> None:
    messages = sum(isinstance(item, Transmission) for item in LOAD)
    assert sum(int(str(row[0])) for row in rows(reference, flows.c.messages)) == messages
    by_day = [row for row in rows(reference, flow_rollup.c.grain, flow_rollup.c.messages) if row[0] == "d"]
    assert sum(int(str(row[1])) for row in by_day) == messages


def test_the_bodies_of_parts_go_with_the_whole_and_the_journal_holds(reference: Home) -> None:
    kept = [
        decode.body is not None
        for decode in tail(reference.journal_dir, "proxy-0", limit=1000)
        if decode.kind == "transmission"
    ]
    sound_and_pictures = {
        item.id for item in LOAD if isinstance(item, Transmission) and item.flow_id in "ust" and item.body
        and not item.body.startswith((b'{"type":"start"',))
    }  # fmt: skip
    expected = [item.id not in sound_and_pictures for item in LOAD if isinstance(item, Transmission)]
    assert kept == expected
    assert verify_journal(reference.journal_dir).holds


def test_an_open_whole_holds_its_parts_back_and_no_longer_than_its_age(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.open(tmp_path / "home")
    write(home, [flow(flow_id="u"), *in_ranges(FILM, 4, flow="u")[:2]])
    work(home)
    assert bodies(home) == [True, True]
    assert not media(home)
    later = module.utc_now() + MAX_AGE + timedelta(minutes=1)
    monkeypatch.setattr(module, "utc_now", lambda: later)
    assert work(home).analysed == 1
    assert bodies(home) == [False, False]
    assert len(media(home)) == 1
    assert work(home).analysed == 0
    before = told(home)
    rebuild(home, KNOWN)
    assert told(home) == before
    assert verify_journal(home.journal_dir).holds


def test_a_rebuild_gives_the_same_and_so_does_one_under_other_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.open(tmp_path / "home")
    write(home, LOAD)
    work(home)
    before = told(home)
    done = rebuild(home, KNOWN)
    assert done.analysed == 0
    assert told(home) == before
    with monkeypatch.context() as other:
        other.setattr("analysis.pipeline.rules_version", lambda: "other")
        assert rebuild(home, KNOWN).analysed > 0
    assert len(rows(home, events.c.id)) == WHOLES + sum(isinstance(item, Transmission) for item in LOAD)
    assert {row[0] for row in rows(home, events.c.rules_version)} >= {"other"}
    rebuild(home, KNOWN)
    assert len(media(home)) == 3


def test_a_whole_is_joined_again_from_the_journal_while_its_parts_are_kept(tmp_path: Path) -> None:
    home = Home.open(tmp_path / "home")
    text = json.dumps({"notes": "x" * 300, "email": "anna.lindgren@example.org"}).encode()
    at = text.index(b"lindgren")
    pieces = in_ranges(text, 2, flow="u")
    write(home, [flow(flow_id="u"), *pieces])
    assert at
    work(home)
    record = next(item for item in tail(home.journal_dir, "analyst") if item.kind == ASSEMBLY)
    assert rejoined(home.journal_dir, decode_whole(record.content or b"")).transmission.body == text


# -- kills --------------------------------------------------------------------------------------------------------


class Killed(Exception):
    pass


class Kills:
    """Raises before the n-th thing that is made durable."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = -1
        self.journals: list[JournalWriter] = []
        opens = JournalWriter.__init__

        def noted(journal: JournalWriter, *known: object) -> None:
            opens(journal, *known)  # type: ignore[arg-type]
            self.journals.append(journal)

        monkeypatch.setattr(JournalWriter, "__init__", noted)
        for owner, name in (
            (JournalWriter, "append"), (erasure, "_carry_out"), (Ledger, "apply"), (WriterAssembly, "_store"),
        ):  # fmt: skip
            monkeypatch.setattr(owner, name, self._guarded(getattr(owner, name)))

    def _guarded(self, does: Callable[..., object]) -> Callable[..., object]:
        def guarded(*known: object, **named: object) -> object:
            if known and isinstance(known[0], JournalWriter) and not _says_something(known):
                return does(*known, **named)
            if self.left == 0:
                raise Killed
            self.left -= 1
            return does(*known, **named)

        return guarded


def _says_something(known: tuple[object, ...]) -> bool:
    return len(known) > 1 and bool(known[1])


def killed_at(home: Home, kills: Kills, at: int) -> bool:
    """Start an analyst that dies before its ``at``-th effect; False where it came to the end."""
    kills.left = at
    analyst = None
    try:
        analyst = Analyst(home, KNOWN)
        while analyst.step():
            continue
    except Killed:
        return True
    finally:
        kills.left = -1
        if analyst is not None:
            analyst.close()
        else:
            kills.journals[-1].close()  # as the end of a process does
    return False


def check(home: Home, reference: Home) -> None:
    assert without_digests(told(home)) == without_digests(told(reference))
    assert bodies(home) == bodies(reference)
    assert verify_journal(home.journal_dir).holds
    made = [item.kind for item in tail(home.journal_dir, "analyst", limit=5000)]
    assert made.count(ASSEMBLY) == sum(
        item.kind == ASSEMBLY for item in tail(reference.journal_dir, "analyst", limit=5000)
    )
    assert made.count("event") == len(rows(home, events.c.id))
    for path in home.root.rglob("*"):
        assert not path.is_file() or b"hunter2" not in path.read_bytes(), path


@pytest.mark.parametrize("most", [2_000, 2])
def test_killed_before_any_effect_it_ends_as_if_nothing_had_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("analysis.assembler.MAX_PARTS", most)
    source, whole = Home.open(tmp_path / "source"), Home.open(tmp_path / "whole")
    work(source)  # its ledger has what the catalogue tells: each of the copies would take it in anew
    write(source, LOAD)
    write(whole, LOAD)
    work(whole)
    assert killed_at_each_effect(source, whole, tmp_path, monkeypatch) > 30


@pytest.mark.parametrize("seed", range(5))
def test_killed_again_and_again_and_rebuilt_it_is_the_same(
    tmp_path: Path, reference: Home, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    home = Home.open(tmp_path / "home")
    kills = killed_while_sent(home, LOAD, monkeypatch, random.Random(seed), 9)
    assert not killed_at(home, kills, -1)
    check(home, reference)
    before = told(home)
    assert rebuild(home, KNOWN).analysed == 0
    assert told(home) == before
    assert not killed_at(home, kills, -1)
    assert told(home) == before


def of_another(records: list[Record]) -> list[Record]:
    """The same traffic once more, as another proxy would have recorded it."""
    found: list[Record] = []
    for item in records:
        named = msgspec.structs.replace(item, flow_id=f"{item.flow_id}-2", writer="proxy-1")
        found.append(
            msgspec.structs.replace(named, id=new_id(named.seen_at, b"2" + named.id.encode()))
            if isinstance(named, Transmission)
            else named
        )
    return found


@pytest.mark.parametrize("seed", range(4))
def test_two_writers_and_wholes_that_a_limit_cuts_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("analysis.assembler.MAX_PARTS", 2)
    chance = random.Random(seed)
    once = Home.open(tmp_path / "once")
    home = Home.open(tmp_path / "home")
    write(once, LOAD)
    write(once, of_another(LOAD), "proxy-1")
    work(once)
    kills = Kills(monkeypatch)
    left = {"proxy-0": list(LOAD), "proxy-1": of_another(LOAD)}
    while any(left.values()):
        for writer, records in left.items():
            size = chance.randrange(0, 9)
            write(home, records[:size], writer)
            del records[:size]
        for _ in range(chance.randrange(3)):
            killed_at(home, kills, chance.randrange(0, 5))
    assert not killed_at(home, kills, -1)
    assert without_digests(told(home)) == without_digests(told(once))
    made = [item.kind for item in tail(home.journal_dir, "analyst", limit=5000)]
    assert made.count("event") == len(rows(home, events.c.id))
    assert made.count(ASSEMBLY) > 2 * WHOLES
    assert verify_journal(home.journal_dir).holds
    before = told(home)
    assert rebuild(home, KNOWN).analysed == 0
    assert told(home) == before


def killed_at_each_effect(source: Home, whole: Home, folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Let the analyst die before its first effect, its second and so on, each time in a copy that then ends as ``whole``."""
    kills, at, dead = Kills(monkeypatch), 0, True
    while dead:
        home = copied(source, folder / f"home{at}")
        dead = killed_at(home, kills, at)
        assert not killed_at(home, kills, -1)
        check(home, whole)
        at += 1
    return at


def killed_while_sent(
    home: Home, load: Sequence[Record], monkeypatch: pytest.MonkeyPatch, chance: random.Random, most: int
) -> Kills:
    """Write the records in pieces of less than ``most``, while the analyst dies now and then."""
    kills, left = Kills(monkeypatch), list(load)
    while left:
        size = chance.randrange(1, most)
        write(home, left[:size])
        del left[:size]
        while killed_at(home, kills, chance.randrange(0, 7)):
            continue
    return kills


def copied(source: Home, to: Path) -> Home:
    shutil.copytree(source.root, to)
    return Home.open(to)
