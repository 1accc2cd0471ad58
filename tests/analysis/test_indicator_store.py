"""Known values are sealed in the home, decisions are journalled without them, and a file for scan is read strictly."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import msgspec
import pytest

from analysis.devices import OWNER, Device, decide, decisions
from analysis.evidence.verify import verify_journal
from analysis.indicator_kinds import KINDS, UnusableIndicator, make_indicator
from analysis.indicator_store import (
    KIND,
    HomeIndicators,
    IndicatorDecision,
    SealedValuesUnreadable,
    add,
    find,
    known_values,
    path_of,
    read_file,
    remove,
)
from analysis.journal import JournalBusy, JournalWriter
from analysis.journal_reading import tail
from analysis.records import Address
from analysis.settings import Home

SECRET = "C02XK0ABJG5J"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")


def journalled(home: Home) -> list[IndicatorDecision]:
    records = tail(home.journal_dir, OWNER)
    return [
        msgspec.json.decode(item.content or b"", type=IndicatorDecision)
        for item in records
        if item.kind == KIND
    ]


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_value_is_sealed_and_stands_nowhere_in_the_home(home: Home) -> None:
    made = add(home, "Anna's phone", "serial", SECRET)
    assert known_values(home) == (made,)
    assert known_values(Home.open(home.root)) == (made,)
    assert stat.S_IMODE(path_of(home).stat().st_mode) == 0o600
    content = everything_in(home.root)
    for text in (SECRET, SECRET.lower(), SECRET[::-1]):
        assert text.encode() not in content
    assert b"Anna's phone" in content  # the name is no secret: findings show it
    assert SECRET not in repr(made)
    assert not list(home.root.glob("*.new"))


def test_the_same_value_is_sealed_differently_each_time(home: Home) -> None:
    add(home, "one", "serial", SECRET)
    first = path_of(home).read_bytes()
    remove(home, "one")
    add(home, "one", "serial", SECRET)
    assert path_of(home).read_bytes() != first


def test_decisions_are_journalled_without_the_value_beside_those_about_devices(home: Home) -> None:
    decide(home, Device(id="", name="Phone", addresses=(Address(kind="ip", value="192.0.2.7"),)))
    made = add(home, "the serial", "serial", SECRET)
    add(home, "a mail", "email", "anna@example.org")
    remove(home, "THE Serial")
    assert [(item.what, item.name, item.kind) for item in journalled(home)] == [
        ("added", "the serial", "serial"),
        ("added", "a mail", "email"),
        ("removed", "the serial", "serial"),
    ]
    assert journalled(home)[0].id == made.id == journalled(home)[2].id
    assert [item.name for item in known_values(home)] == ["a mail"]
    assert len(decisions(home)) == 1
    assert verify_journal(home.journal_dir).holds


def test_names_are_unique_and_hold_no_value(home: Home) -> None:
    add(home, "mail", "email", "anna@example.org")
    for name, kind, value, expected in (
        ("MAIL", "email", "eva@example.org", "already"),
        ("eva@example.org of Eva", "email", "eva@example.org", "must not hold the value"),
        ("", "email", "eva@example.org", "1 to 60"),
        ("x" * 61, "email", "eva@example.org", "1 to 60"),
        ("a\x1b[2J", "email", "eva@example.org", "printable"),
        ("x", "shoe size", "42", "no kind of known value"),
    ):
        with pytest.raises(UnusableIndicator, match=expected):
            add(home, name, kind, value)
    with pytest.raises(UnusableIndicator, match="there are: mail"):
        find(known_values(home), "male")
    with pytest.raises(UnusableIndicator, match="no known value is called"):
        remove(home, "male")
    assert len(journalled(home)) == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "anna"), ("email", "anna@example"), ("email", "a b@example.org"),
        ("phone", "030 1234567"), ("phone", "+49"),
        ("phone", "hello"), ("name", "A"), ("name", "aaaa"), ("mac", "3c:a6:2f"), ("mac", "3c:a6:2f:00:0e:zz"),
        ("imei", "35209900176148"), ("advertising_id", "38400000-8cf0-11bd"), ("coordinates", "52.52, 13.40"),
        ("coordinates", "95.5200, 13.4000"), ("coordinates", "52.5200"), ("birth_date", "1985-02-30"),
        ("birth_date", "03/27/1985"), ("account", "12345"), ("account", "000000"), ("other", "x" * 201),
        ("other", "a\x00bc"),
        ("other", ""), ("ssid", "  "),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_looked_for_is_refused_without_being_repeated(kind: str, value: str) -> None:
    with pytest.raises(UnusableIndicator) as raised:
        make_indicator("1", "mine", kind, value)
    assert "\n" not in str(raised.value)
    assert len(value) < 5 or value not in str(raised.value).replace(KINDS[kind].example, "")
    assert raised.value.__cause__ is None


@pytest.mark.parametrize("damage", [b"", b"{}", b"no JSON", b'{"format":1,"nonce":"","sealed":""}', None])
def test_a_damaged_or_foreign_sealed_file_is_one_line_that_says_what_to_do(
    home: Home, damage: bytes | None
) -> None:
    add(home, "mine", "serial", SECRET)
    if damage is None:
        home.key_path.write_text("00" * 32)
    else:
        path_of(home).write_bytes(damage)
    with pytest.raises(SealedValuesUnreadable) as raised:
        known_values(home)
    assert "\n" not in str(raised.value)
    assert str(path_of(home)) in str(raised.value)
    with pytest.raises(SealedValuesUnreadable):
        add(home, "another", "serial", SECRET)  # and nothing that may still be mended is written over


def test_a_changed_byte_is_noticed(home: Home) -> None:
    add(home, "mine", "serial", SECRET)
    content = bytearray(path_of(home).read_bytes())
    at = content.index(b'"sealed":"') + 12
    content[at] = ord("A") if content[at] != ord("A") else ord("B")
    path_of(home).write_bytes(content)
    with pytest.raises(SealedValuesUnreadable):
        known_values(home)


def test_two_callers_at_once_lose_nothing(home: Home) -> None:
    home.key()
    done: list[str] = []

    def work(number: int) -> None:
        for attempt in range(200):
            try:
                add(home, f"serial no {number}", "serial", f"{SECRET}{number}X")
                done.append(str(number))
                return
            except JournalBusy:
                threading.Event().wait(0.005 * (attempt % 7 + 1))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 6
    assert len(known_values(home)) == len(journalled(home)) == 6


def test_nothing_is_written_while_another_process_decides(home: Home) -> None:
    other = JournalWriter(home.journal_dir, OWNER)
    with pytest.raises(JournalBusy):
        add(home, "mine", "serial", SECRET)
    other.close()
    assert known_values(home) == ()


def test_a_running_process_learns_of_changes(home: Home) -> None:
    running = HomeIndicators(home)
    assert not running.current
    assert not running.refresh()
    add(home, "mine", "serial", SECRET)
    assert running.refresh()
    assert [item.name for item in running.current.indicators] == ["mine"]
    assert not running.refresh()
    remove(home, "mine")
    assert running.refresh()
    assert not running.current


def test_a_file_for_scan_is_read(tmp_path: Path) -> None:
    path = tmp_path / "known.csv"
    path.write_text(
        "\ufeffkind,name,value\n# a comment, kept out\n\nemail,my mail,Anna@Example.org\n"
        'address,home,"Hauptstraße 12, 10115 Berlin"\nphone,mobile,+49 30 90182000\n',
        encoding="utf-8",
    )
    assert [(item.name, item.kind, item.value) for item in read_file(path).indicators] == [
        ("my mail", "email", "Anna@Example.org"),
        ("home", "address", "Hauptstraße 12, 10115 Berlin"),
        ("mobile", "phone", "+493090182000"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "no known value in it"),
        (b"kind,name,value\n", "no known value in it"),
        (b"email,mine\n", "line 1: expected kind, name, value"),
        (
            b"kind,name,value\nemail,mine,nothing-of-the-kind\n",
            "line 2: mine: the value is not of the kind email",
        ),
        (b"shoe,mine,4242424242\n", "line 1: 'shoe' is no kind"),
        (b"\xff\xfe\x00", "no CSV file"),
        (b'email,mine,"anna@example.org\n', "no CSV file"),
    ],
)
def test_a_wrong_file_is_one_line_with_its_number_and_no_value(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    path = tmp_path / "known.csv"
    path.write_bytes(content)
    with pytest.raises(UnusableIndicator) as raised:
        read_file(path)
    assert expected in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "nothing-of-the-kind" not in str(raised.value)
    assert "4242424242" not in str(raised.value)


def test_a_missing_or_huge_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnusableIndicator, match="No such file"):
        read_file(tmp_path / "none.csv")
    with (tmp_path / "huge.csv").open("wb") as stream:
        os.truncate(stream.fileno(), 5 << 20)
    with pytest.raises(UnusableIndicator, match="more than 4 MiB"):
        read_file(tmp_path / "huge.csv")
