"""A pin keeps one body beyond its days, and nothing else; what is gone, secret, or somebody else's is not brought back."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from analysis import erasure, pins, retention
from analysis.consent import digest_for
from analysis.device_decisions import agree, forget, merge
from analysis.devices import Device, DeviceDirectory, decide, decisions
from analysis.event_journal import ANALYST
from analysis.explain_command import explain_event
from analysis.indicator_kinds import make_indicator
from analysis.indicator_search import Searched, search
from analysis.indicators import Indicators
from analysis.journal import JournalBusy, JournalWriter
from analysis.kept_messages import KeptMessage, kept_message, place_of
from analysis.ledger_reader import LedgerReader
from analysis.pin_journal import Pins
from analysis.pins import LET_GO, LONGEST, NotPinned, keep_media, let_go, pin
from analysis.rebuild import rebuild
from analysis.records import new_id
from analysis.settings import Home
from tests.pinned_home import (
    ABSENT,
    BARE,
    CUT,
    FILM_PARTS,
    KNOWN,
    LATER,
    MUCH_LATER,
    NEIGHBOUR,
    NOW,
    PHOTO,
    PLACE,
    SECRET,
    SPLIT,
    TABLETS,
    at_hand,
    holding,
    holds,
    joined,
    purged,
    recorded,
    work,
)

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recorded(tmp_path_factory.mktemp("pins") / "home").root


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    return Home.open(Path(shutil.copytree(made, tmp_path / "home")), create=False)


def kept(home: Home, event: str) -> KeptMessage:
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        place = place_of(connection, event)
    reader.close()
    assert place is not None
    found = kept_message(home, *place)
    assert found is not None
    return found


def old(monkeypatch: pytest.MonkeyPatch, by: timedelta = LATER) -> None:
    monkeypatch.setattr(pins, "utc_now", lambda: datetime.now(UTC) + by)


# -- what is not kept ---------------------------------------------------------------------------------------------


def test_without_a_pin_everything_goes(home: Home) -> None:
    done = purged(home)
    assert done.bodies >= 5
    assert done.pinned == 0
    assert at_hand(home, PLACE, NEIGHBOUR, TABLETS, CUT, *SPLIT) == [False] * 6


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nothing", "there is no such message in the ledger"),
        ("", "there is no such message"),
        (SECRET.id, "a secret was found in it"),
        (PHOTO.id, "media is kept only until it is analysed"),
        (BARE.id, "it had no body"),
        (ABSENT.id, "its body never was at hand"),
    ],
    ids=["unknown", "empty", "secret", "photo", "bare", "absent"],
)
def test_what_has_no_body_any_more_is_refused_in_a_line_that_says_why(
    home: Home, name: str, said: str
) -> None:
    with pytest.raises(NotPinned, match=said) as refused:
        pin(home, name)
    assert "\n" not in str(refused.value)
    assert Pins(home.journal_dir).refresh().now == {}


def test_a_refusal_says_what_is_still_known(home: Home) -> None:
    purged(home)
    with pytest.raises(NotPinned) as refused:
        pin(home, PLACE.id)
    assert "is gone: kept for 7 days" in str(refused.value)
    assert "finding" in str(refused.value)
    film = joined(home)[1]
    with pytest.raises(NotPinned, match="media is kept only until it is analysed") as refused:
        pin(home, film)
    digest = kept(home, film).event.transmission.body_sha256
    assert digest is None or digest in str(refused.value)


def test_an_event_that_was_erased_is_refused(home: Home) -> None:
    forget(home, "Phone")
    work(home)
    with pytest.raises(NotPinned, match="no such message"):
        pin(home, PLACE.id)


def test_a_secret_that_newer_rules_find_goes_though_it_is_pinned(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analysis.analyst_batch import Made

    pin(home, PLACE.id)
    monkeypatch.setattr(Made, "has_secret", property(lambda _: True))
    rebuild(home, msgspec.structs.replace(KNOWN, version="another"))
    assert at_hand(home, PLACE) == [False]
    assert "secret" in kept(home, PLACE.id).gone
    assert holds(home)


def test_what_is_not_pinned_cannot_be_let_go(home: Home) -> None:
    for name in (PLACE.id, "nothing", ""):
        with pytest.raises(NotPinned, match="is not kept"):
            let_go(home, name)


# -- what is kept -------------------------------------------------------------------------------------------------


def test_a_pinned_body_stays_when_those_around_it_go_and_the_journal_holds(home: Home) -> None:
    before = holding(home.root, "word-of-the-phone")
    made = pin(home, f"{PLACE.id}-0")
    assert (made.event, made.by, len(made.bodies)) == (PLACE.id, "", 1)
    done = purged(home)
    assert done.pinned == 1
    assert at_hand(home, PLACE, NEIGHBOUR, TABLETS, CUT) == [True, False, False, False]
    assert kept(home, PLACE.id).sent == PLACE
    assert set(holding(home.root, "word-of-the-phone")) <= set(before)  # it was copied nowhere
    assert holds(home)


def test_its_full_values_stay_as_long_also_those_that_a_rebuild_wrote(home: Home) -> None:
    pin(home, PLACE.id)
    rebuild(home, msgspec.structs.replace(KNOWN, version="another"))
    purged(home, MUCH_LATER)
    assert any("52.2352" in value for value in kept(home, PLACE.id).values)
    assert kept(home, NEIGHBOUR.id).values == ()
    assert holds(home)


def test_a_pinned_message_is_explained_and_searched_after_its_neighbours_went(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    pin(home, PLACE.id)
    purged(home, MUCH_LATER)
    explain_event(home, PLACE.id, show_values=True)
    said = capsys.readouterr().out
    assert "json opens it, at $.latitude: the value  52.2352" in said
    assert "no longer kept" not in said
    assert "by the owner's wish" in said
    explain_event(home, NEIGHBOUR.id, show_values=True)
    assert "no longer kept" in capsys.readouterr().out
    searched = Searched()
    known = Indicators((make_indicator("1", "word", "other", "word-of-the-phone"),))
    assert [(hit.event, hit.body_kept) for hit in search(home, known, searched)] == [(PLACE.id, True)]
    gone = Indicators((make_indicator("1", "word", "other", "word-of-the-neighbour"),))
    assert list(search(home, gone, Searched())) == []


def test_a_rebuild_reads_a_pinned_body_with_newer_rules(home: Home) -> None:
    pin(home, PLACE.id)
    purged(home)
    done = rebuild(home, msgspec.structs.replace(KNOWN, version="another"))
    assert done.analysed >= 1
    assert kept(home, PLACE.id).event.catalogue_version != kept(home, NEIGHBOUR.id).event.catalogue_version
    assert at_hand(home, PLACE, NEIGHBOUR) == [True, False]


def test_a_joined_message_keeps_its_parts_and_a_part_only_itself(home: Home) -> None:
    whole = joined(home)[0]
    assert len(pin(home, whole).bodies) == 2
    purged(home)
    assert at_hand(home, *SPLIT) == [True, True]
    found = kept(home, whole).sent
    assert found is not None
    assert b"word-in-two-parts" in (found.body or b"")
    assert holds(home)


def test_one_part_of_a_joined_message_is_kept_alone(home: Home) -> None:
    pin(home, SPLIT[0].id)
    purged(home)
    assert at_hand(home, *SPLIT) == [True, False]
    assert kept(home, joined(home)[0]).sent is None


def test_of_a_cut_body_what_was_kept_stays(home: Home) -> None:
    pin(home, CUT.id)
    purged(home)
    found = kept(home, CUT.id).sent
    assert found is not None
    assert (found.body, found.body_size) == (CUT.body, 5_000_000)
    assert holds(home)


def test_to_pin_twice_is_to_pin_once(home: Home) -> None:
    first = pin(home, PLACE.id)
    assert pin(home, PLACE.id, by="Anna") == first


# -- letting go ---------------------------------------------------------------------------------------------------


def test_let_go_while_it_is_young_it_stays_as_long_as_any(home: Home) -> None:
    pin(home, PLACE.id)
    assert let_go(home, PLACE.id) is False
    assert at_hand(home, PLACE) == [True]
    purged(home)
    assert at_hand(home, PLACE) == [False]
    assert holds(home)


def test_let_go_when_it_is_old_it_goes_at_once_and_the_reason_stands(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin(home, PLACE.id)
    purged(home)
    old(monkeypatch)
    assert let_go(home, PLACE.id) is True
    assert at_hand(home, PLACE) == [False]
    assert holding(home.root, "word-of-the-phone") == []
    assert kept(home, PLACE.id).gone == LET_GO
    assert holds(home)
    with pytest.raises(NotPinned, match="let go"):
        pin(home, PLACE.id)


def test_what_another_pin_keeps_is_not_let_go(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = joined(home)[0]
    pin(home, whole)
    pin(home, SPLIT[0].id)
    old(monkeypatch)
    assert let_go(home, whole) is True
    assert at_hand(home, *SPLIT) == [True, False]
    assert let_go(home, SPLIT[0].id) is True
    assert at_hand(home, *SPLIT) == [False, False]
    assert holds(home)


@pytest.mark.parametrize("dies", ["record", "carry out"])
def test_killed_in_between_it_is_either_kept_or_gone_on_record(
    home: Home, monkeypatch: pytest.MonkeyPatch, dies: str
) -> None:
    pin(home, PLACE.id)
    old(monkeypatch)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if dies == "record":
            patch.setattr(JournalWriter, "append", killed)
        else:
            patch.setattr(erasure, "_carry_out", killed)
        with pytest.raises(KeyboardInterrupt):
            let_go(home, PLACE.id)
    assert holds(home)
    assert at_hand(home, PLACE) == [True]
    assert PLACE.id in Pins(home.journal_dir).refresh().now
    work(home)  # carries out what was journalled
    assert at_hand(home, PLACE) == [dies == "record"]
    assert let_go(home, PLACE.id) is (dies == "record")
    assert Pins(home.journal_dir).refresh().now == {}
    assert holds(home)


def test_a_pin_waits_for_the_owners_journal_and_says_when_it_is_in_use(home: Home) -> None:
    other = JournalWriter(home.journal_dir, "owner")
    try:
        with pytest.raises(JournalBusy):
            pin(home, PLACE.id)
    finally:
        other.close()
    assert Pins(home.journal_dir).refresh().now == {}


def test_who_pins_while_bodies_are_erased_for_their_age_waits_and_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def late() -> None:
        try:
            pin(home, PLACE.id)
        except NotPinned as fault:
            told.append(str(fault))

    waiting = threading.Thread(target=late)
    erase = retention.erase

    def erasing(*words: object) -> int:
        if not waiting.ident:
            waiting.start()
            time.sleep(0.3)  # it comes as far as the lock
        return erase(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(retention, "erase", erasing)
    journal = JournalWriter(home.journal_dir, ANALYST)
    retention.purge(home, {"proxy-0": 99}, journal, now=datetime.now(UTC) + LATER)
    journal.close()
    waiting.join()
    assert len(told) == 1
    assert "is gone" in told[0]
    assert Pins(home.journal_dir).refresh().now == {}
    assert holds(home)


_PINNING = """
import sys
from pathlib import Path
from analysis.pins import let_go, pin
from analysis.settings import Home
home = Home.open(Path(sys.argv[1]), create=False)
while True:
    for act in (pin, let_go):
        for event in sys.argv[2:]:
            act(home, event)
            print(act.__name__, event, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 2, 5, 8])
def test_killed_at_any_moment_what_was_said_holds(home: Home, acknowledged: int) -> None:
    names = (PLACE.id, NEIGHBOUR.id, TABLETS.id)
    command = [sys.executable, "-c", _PINNING, str(home.root), *names]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().split() for _ in range(acknowledged)]
        process.kill()
        said += [line.split() for line in process.stdout.read().splitlines()]
    last = {event: act for act, event in said}
    pinned = set(Pins(home.journal_dir).refresh().now)
    unsure = names[len(said) % len(names)]  # what was under way may have been done, or not
    assert pinned - {unsure} == {event for event, act in last.items() if act == "pin"} - {unsure}
    assert holds(home)
    purged(home)
    assert at_hand(home, PLACE, NEIGHBOUR, TABLETS) == [name in pinned for name in names]


# -- forgetting ---------------------------------------------------------------------------------------------------


def test_forgetting_the_device_erases_what_is_pinned_of_it_and_leaves_the_others(home: Home) -> None:
    for name in (PLACE.id, joined(home)[0], TABLETS.id):
        pin(home, name)
    purged(home)
    forget(home, "Phone")
    work(home)
    for word in ("word-of-the-phone", "word-in-two-parts"):
        assert holding(home.root, word) == []
    assert at_hand(home, TABLETS) == [True]
    assert holds(home)


def test_it_stays_within_the_home_so_that_erasing_the_home_erases_it(home: Home, tmp_path: Path) -> None:
    pin(home, PLACE.id)
    purged(home)
    inside = holding(home.root, "word-of-the-phone")
    assert inside
    assert holding(tmp_path, "word-of-the-phone") == [f"home/{name}" for name in inside]
    for path in home.root.rglob("*"):
        assert not path.is_file() or stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    shutil.rmtree(home.root)
    assert holding(tmp_path, "word-of-the-phone") == []


# -- what a person was promised -----------------------------------------------------------------------------------


def said_yes(home: Home, to: str) -> None:
    (device,) = (item for item in DeviceDirectory(decisions(home)).everyone() if item.id == "phone")
    decide(home, device, agreed="Anna", agreed_to=to)


def test_the_owner_keeps_nothing_longer_of_who_said_yes_to_less(home: Home) -> None:
    said_yes(home, "ab" * 32)
    (device,) = (item for item in DeviceDirectory(decisions(home)).everyone() if item.id == "phone")
    with pytest.raises(NotPinned, match="Anna said yes to an earlier text"):
        pin(home, PLACE.id)
    with pytest.raises(NotPinned, match="Anna said yes to an earlier text"):
        keep_media(home, device, timedelta(hours=1))
    pin(home, TABLETS.id)  # Ben was promised nothing of the kind
    pin(home, PLACE.id, by="Anna")  # of one's own one may
    assert agree(home, "phone", "Anna").person == "Anna"
    let_go(home, PLACE.id)
    assert pin(home, PLACE.id).by == ""


def test_the_yes_of_the_device_that_it_is_read_as_counts_too(home: Home) -> None:
    main = Device(id="main", name="Main", person="Anna")
    decide(home, main, agreed="Anna", agreed_to="ab" * 32)
    pin(home, PLACE.id)
    let_go(home, PLACE.id)
    merge(home, "Main", "Phone")
    with pytest.raises(NotPinned, match="Anna said yes to an earlier text"):
        pin(home, PLACE.id)


def test_a_yes_to_the_text_of_now_lets_the_owner_keep_one(home: Home) -> None:
    said_yes(home, digest_for("observe"))
    assert pin(home, PLACE.id).event == PLACE.id


# -- media --------------------------------------------------------------------------------------------------------


def phone(home: Home) -> Device:
    return DeviceDirectory(decisions(home)).named("phone")


@pytest.mark.parametrize("lasts", [timedelta(seconds=-1), LONGEST + timedelta(seconds=1)])
def test_media_are_kept_for_a_day_at_most(home: Home, lasts: timedelta) -> None:
    with pytest.raises(NotPinned, match="24 hours at most"):
        keep_media(home, phone(home), lasts)


def test_media_are_not_kept_where_nothing_is(home: Home) -> None:
    home.settings_path.write_text('{"body_days": 0}')
    with pytest.raises(NotPinned, match="body_days is 0"):
        keep_media(Home.open(home.root), phone(home), LONGEST)
    keep_media(Home.open(home.root), phone(home), timedelta(0))  # to end it is always possible


@pytest.fixture
def unread(tmp_path: Path) -> Home:
    """With everything recorded, and nothing analysed."""
    return recorded(tmp_path / "home", analysed=False)


def hold(
    home: Home, monkeypatch: pytest.MonkeyPatch, at: datetime, lasts: timedelta, name: str = "phone"
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(pins, "utc_now", lambda: at)
        keep_media(home, DeviceDirectory(decisions(home)).named(name), lasts)


HOUR = timedelta(hours=1)


def test_media_that_were_to_be_kept_stay_as_messages_do_and_can_be_pinned(
    unread: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(unread, monkeypatch, NOW - HOUR, 2 * HOUR)
    work(unread)
    assert at_hand(unread, PHOTO, SECRET, *FILM_PARTS) == [True, False, *[True] * 4]
    film = joined(unread)[1]
    assert len(pin(unread, film).bodies) == 4
    purged(unread)
    assert at_hand(unread, PHOTO, *FILM_PARTS) == [False, *[True] * 4]
    assert kept(unread, film).sent is not None
    rebuild(unread, msgspec.structs.replace(KNOWN, version="another"))
    assert at_hand(unread, PHOTO, *FILM_PARTS) == [False, *[True] * 4]
    assert holds(unread)


@pytest.mark.parametrize(
    ("at", "lasts", "name"),
    [
        (NOW - 2 * HOUR, HOUR, "phone"),  # it was over
        (NOW + HOUR, HOUR, "phone"),  # it came later
        (NOW - HOUR, 2 * HOUR, "tablet"),  # it was another's
    ],
    ids=["over", "later", "another"],
)
def test_other_media_go_as_ever(
    unread: Home, monkeypatch: pytest.MonkeyPatch, at: datetime, lasts: timedelta, name: str
) -> None:
    hold(unread, monkeypatch, at, lasts, name)
    work(unread)
    assert at_hand(unread, PHOTO, PLACE, *FILM_PARTS) == [False, True, *[False] * 4]
    assert holds(unread)


def test_to_keep_media_can_be_ended(unread: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(unread, monkeypatch, NOW - 2 * HOUR, 3 * HOUR)
    hold(unread, monkeypatch, NOW - HOUR, timedelta(0))
    work(unread)
    assert at_hand(unread, PHOTO) == [False]


def test_what_is_merged_into_a_device_is_kept_with_it(unread: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(unread, Device(id="main", name="Main", person="Anna"), at=NOW - timedelta(days=1))
    merge(unread, "Main", "Phone")
    hold(unread, monkeypatch, NOW - HOUR, 2 * HOUR, "main")
    work(unread)
    assert at_hand(unread, PHOTO) == [True]


def test_media_that_are_let_go_stay_only_as_long_as_they_were_to(
    unread: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(unread, monkeypatch, NOW - HOUR, 2 * HOUR)
    work(unread)
    pin(unread, PHOTO.id)
    assert let_go(unread, PHOTO.id) is False  # it was to be kept as long as messages
    assert at_hand(unread, PHOTO) == [True]
    purged(unread)
    assert at_hand(unread, PHOTO) == [False]
    assert new_id(NOW, b"photo") == PHOTO.id
