"""Readings, days and comparisons as frames: local time, the numbers of the pages, nothing invented."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from analysis.catalogue import load
from analysis.company_queries import Period
from analysis.coverage_queries import whole
from analysis.day_totals import day_total
from analysis.digest import of_day
from analysis.errors import UserFault
from analysis.evidence.csv_export import write_csv
from analysis.evidence_queries import Filters
from analysis.frame_cells import NOT_RECORDED, TRAFFIC
from analysis.frames import comparison_frame, digest_frame, readings_frame, resample, thinned
from analysis.ledger import Ledger
from analysis.ledger_reader import LedgerReader
from analysis.queries import Viewer, day_of, received
from analysis.query_records import Reading
from analysis.records import Measures, Visibility
from analysis.settings import Home
from benchmarks.ledger_filling import fill
from benchmarks.ledger_generator import Shape, house, quarters
from tests.ledger_book import CATALOGUE, DAY, PHONE, TABLET, WATCH, ZONE, Book, crowd, found, morning, read_of

OWNER, ADA = Viewer(owner=True), Viewer(person="Ada")
BEFORE = DAY - timedelta(days=1)
TODAY, YESTERDAY = Period(first=DAY, last=DAY), Period(first=BEFORE, last=BEFORE)
SHAPE = Shape(events=1_500, days=3, findings=2.0, seed=5, last=DAY, zone=ZONE)
REPOSITORY = Path(__file__).resolve().parents[2]

START = day_of(DAY, ZONE).start


def reading(minute: int, **measures: float) -> Reading:
    return Reading(
        seen_at=START + minute * 60_000_000,
        category="sensor.ambient_light",
        property="lux",
        company="social",
        host="",
        measures=Measures(**measures),  # type: ignore[arg-type]
    )


def test_a_frame_is_in_local_time_and_falls_back_to_what_there_is() -> None:
    frame = readings_frame([reading(0, median=4.0), reading(1, min=1.0, median=2.0, max=3.0, n=60)], ZONE)
    assert str(frame.index[0]) == "2026-11-20 00:00:00+01:00"
    assert frame["min"].tolist() == [4.0, 1.0]
    assert frame["n"].tolist() == [1.0, 60.0]


def test_periods_without_readings_are_left_out() -> None:
    periods = resample([reading(0, median=1.0), reading(1, median=3.0), reading(60, median=9.0)], ZONE)
    assert len(periods) == 2
    assert periods["median"].tolist() == [2.0, 9.0]


def test_thinned_readings_keep_their_extremes_and_count() -> None:
    many = [
        reading(n, n=60, min=float(n), median=float(n) + 1, max=float(n) + 2, unit="lux") for n in range(30)
    ]
    two = thinned(many, ZONE)
    assert [(item.measures.n, item.measures.min, item.measures.max) for item in two] == [
        (900, 0.0, 16.0),
        (900, 15.0, 31.0),
    ]
    assert [item.seen_at for item in two] == [START, START + 900_000_000]
    assert two[0].measures.unit == "lux"
    assert thinned([], ZONE) == []


@given(
    st.lists(
        st.tuples(st.integers(0, 26 * 60), st.floats(-1e6, 1e6), st.floats(0, 10), st.integers(1, 99)),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from(["Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"]),
)
def test_thinned_readings_are_what_pandas_makes_of_them(
    rows: list[tuple[int, float, float, int]], name: str
) -> None:
    many = [
        reading(at, n=n, min=low, median=low + more, max=low + 2 * more) for at, low, more, n in sorted(rows)
    ]
    theirs = resample(many, ZoneInfo(name))
    ours = thinned(many, ZoneInfo(name))
    assert [item.seen_at for item in ours] == [at.value // 1000 for at in theirs.index]  # type: ignore[attr-defined]
    for column in ("n", "min", "median", "max"):
        assert [getattr(item.measures, column) for item in ours] == pytest.approx(theirs[column].tolist())


def test_what_was_not_measured_is_not_made_up() -> None:
    (one,) = thinned([reading(0, max=4.0), reading(1, max=6.0)], ZONE)
    assert (one.measures.min, one.measures.median, one.measures.max) == (None, 5.0, 6.0)


def written(book: Book) -> None:
    """Two days: a realistic one, and one of many recipients."""
    morning(book)
    crowd(book, BEFORE, 40)
    book.send(book.at("09:00", BEFORE), PHONE, "phonemaker", visibility=Visibility.REFUSED, sent=None)


@pytest.fixture(scope="module", params=["written", "generated"])
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a ledger that was written row by row, or one that the benchmarks generate."""
    made = Home.open(tmp_path_factory.mktemp(f"frames-{request.param}") / "home")
    if request.param == "written":
        book = Book(made)
        written(book)
        book.close()
        return made
    fill(made.ledger_path, quarters(SHAPE, load()), ZONE)
    ledger = Ledger(made.ledger_path, ZONE)
    ledger.describe(CATALOGUE, house())
    ledger.close()
    return made


@pytest.fixture
def ledger(home: Home) -> Iterator[Connection]:
    reader = LedgerReader(home.ledger_path)
    with reader.read() as connection:
        yield connection
    reader.close()


def number(value: Any) -> int:
    return 0 if pd.isna(value) else int(value)


@pytest.mark.parametrize("day", [BEFORE, DAY])
def test_a_days_frame_has_the_numbers_of_the_digest_and_of_the_page(ledger: Connection, day: date) -> None:
    frame = digest_frame(ledger, OWNER, Period(first=day, last=day))
    told = of_day(ledger, OWNER, day_of(day, ZONE))
    total = day_total(ledger, OWNER, day)
    assert total is not None
    sent = frame[frame["kind"] == TRAFFIC]
    assert sent["bytes_out"].sum() == told.bytes_out == total.bytes_out > 0
    assert sent["device"].nunique() == len(told.devices) == total.devices
    recipients = sent["company"].fillna("") + "|" + sent["host"].fillna("")
    assert recipients.nunique() == told.covered.total == total.recipients
    assert (sent["connections_of_unknown_size"].sum() > 0) == total.at_least
    covered = whole(received(ledger, OWNER, day_of(day, ZONE)))
    assert sent["connections"].sum() == covered.connections
    assert sent["connections_read"].sum() == covered.read_connections
    certain = frame[frame["certain"].fillna(0) > 0]
    for category, count in told.kinds.items():
        to = certain[certain["category"] == category]
        assert (to["company"].fillna("") + "|" + to["host"].fillna("")).nunique() == count


def test_the_findings_of_a_frame_are_the_rows_of_the_csv(home: Home, ledger: Connection) -> None:
    frame = digest_frame(ledger, OWNER, Period(first=BEFORE, last=DAY))
    text = io.StringIO(newline="")
    write_csv(text, home, OWNER, Filters(start=day_of(BEFORE, ZONE).start, end=day_of(DAY, ZONE).end))
    counted: dict[tuple[str, ...], int] = {}
    for row in csv.DictReader(io.StringIO(text.getvalue(), newline="")):
        local = datetime.fromisoformat(row["observed_at"]).astimezone(ZONE).date().isoformat()
        host = "" if row["company"] else row["host"]
        key = (local, row["device"], row["company"], host, row["category"], row["confidence"])
        counted[key] = counted.get(key, 0) + 1
    told: dict[tuple[str, ...], int] = {}
    for item in frame[frame["kind"] != TRAFFIC].to_dict("records"):
        who = [
            "" if pd.isna(item[name]) else item[name] for name in ("device", "company", "host", "category")
        ]
        for confidence in ("certain", "likely", "possible"):
            if number(item[confidence]):
                told[f"{item['date']:%Y-%m-%d}", *who, confidence] = int(item[confidence])
    assert told == counted
    assert len(counted) > 20


def test_the_two_sides_of_a_comparison_are_the_two_days(ledger: Connection) -> None:
    frame = comparison_frame(ledger, OWNER, YESTERDAY, TODAY, DAY + timedelta(days=1))
    for side, period in (("before", YESTERDAY), ("after", TODAY)):
        day = digest_frame(ledger, OWNER, period)
        for column in ("bytes_out", "findings", "certain", "connections", "messages"):
            assert frame[f"{column}_{side}"].sum() == day[column].sum() > 0
    known = frame[frame["difference"].notna() & (frame["kind"] == TRAFFIC)]
    assert (known["difference"] == known["bytes_out_after"] - known["bytes_out_before"]).all()
    assert {"new", "gone"} <= set(frame["change"])


def test_a_day_without_any_record_is_not_a_day_without_anything(tmp_path: Path) -> None:
    with read_of(tmp_path, lambda book: morning(book)) as connection:
        week = digest_frame(connection, OWNER, Period(first=DAY - timedelta(days=2), last=DAY))
        frame = comparison_frame(connection, OWNER, YESTERDAY, TODAY, DAY + timedelta(days=1))
    missing = week[week["kind"] == NOT_RECORDED]
    assert [f"{day:%Y-%m-%d}" for day in missing["date"]] == ["2026-11-18", "2026-11-19"]
    assert missing.drop(columns=["date", "kind"]).isna().all(axis=None)
    assert week.attrs == {"from": "2026-11-18", "to": "2026-11-20", "days_recorded": 1}
    counts = [name for name in frame.columns if name.endswith("_before") and name != "days_recorded_before"]
    assert frame[counts].isna().all(axis=None)
    assert frame["difference"].isna().all()
    assert set(frame["change"]) == {"unknown"}
    assert set(frame["days_recorded_before"]) == {0}


def test_a_zero_stands_only_beside_a_recipient_that_could_be_read(tmp_path: Path) -> None:
    def filled(book: Book) -> None:
        book.send(book.at("09:00", BEFORE), PHONE, "social", visibility=Visibility.REFUSED)
        book.send(book.at("09:00", BEFORE), PHONE, "avatar")
        for company in ("social", "avatar"):
            book.send(book.at("09:00"), PHONE, company, found("photo.image"))

    with read_of(tmp_path, filled) as connection:
        frame = comparison_frame(connection, OWNER, YESTERDAY, TODAY, DAY + timedelta(days=1))
    photos = frame[frame["kind"] == "photo"].set_index("company")
    assert pd.isna(photos.loc["social", "findings_before"])
    assert photos.loc["social", ["change", "readable_before"]].tolist() == ["unknown", "refused"]
    assert photos.loc["avatar", ["findings_before", "change", "readable_before"]].tolist() == [
        0,
        "new",
        "read",
    ]
    assert set(photos["read_share_before"]) == {0.5}
    assert set(photos["read_share_after"]) == {1.0}


def test_bytes_that_nobody_counted_are_not_known(tmp_path: Path) -> None:
    def filled(book: Book) -> None:
        book.send(book.at("09:00"), PHONE, "messenger", visibility=Visibility.PASSED_BY_CHOICE, sent=None)

    with read_of(tmp_path, filled) as connection:
        (row,) = digest_frame(connection, OWNER, TODAY).to_dict("records")
    assert pd.isna(row["bytes_out"])
    assert (row["connections_of_unknown_size"], row["readable"]) == (1, "passed_by_choice")
    assert pd.isna(row["findings"])


def test_a_person_sees_their_own_in_full_and_of_the_others_company_and_kind(tmp_path: Path) -> None:
    with read_of(tmp_path, lambda book: morning(book)) as connection:
        every = digest_frame(connection, OWNER, TODAY)
        frame = digest_frame(connection, ADA, TODAY)
    assert set(frame["device"]) == {PHONE, "others"}
    others = frame[frame["device"] == "others"]
    hidden = ["host", "category", "certain", "likely", "possible", "connections", "messages", "readable"]
    assert others[hidden].isna().all(axis=None)
    beats = every[(every["device"].isin([WATCH, TABLET])) & (every["kind"] == "health")]
    assert others[others["kind"] == "health"]["findings"].sum() == beats["findings"].sum() > 0


def test_types_say_what_is_not_known(ledger: Connection) -> None:
    frame = digest_frame(ledger, OWNER, TODAY)
    assert str(frame["date"].dtype).startswith("datetime64")
    assert {str(frame[name].dtype) for name in ("findings", "certain", "bytes_out", "connections")} == {
        "Int64"
    }
    assert {str(frame[name].dtype) for name in ("device", "host", "kind", "readable")} == {"string"}
    empty = digest_frame(ledger, Viewer(), Period(first=DAY, last=DAY))
    assert list(empty.columns) == list(frame.columns)
    nobody = comparison_frame(ledger, OWNER, *far(), DAY)
    assert len(nobody) == 0
    assert str(nobody["difference"].dtype) == "Int64"


def far() -> tuple[Period, Period]:
    first, last = (date(2001, 1, day) for day in (1, 2))
    return Period(first=first, last=first), Period(first=last, last=last)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (YESTERDAY, Period(first=DAY, last=DAY + timedelta(days=1)), "as many days"),
        (TODAY, TODAY, "in common"),
    ],
)
def test_periods_that_cannot_be_compared_are_refused(
    ledger: Connection, before: Period, after: Period, expected: str
) -> None:
    with pytest.raises(UserFault, match=expected):
        comparison_frame(ledger, OWNER, before, after, DAY)


def test_neither_the_dashboard_nor_a_command_loads_pandas_at_its_start(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from analysis.settings import Home; from dashboard.app import build_app\n"
        "import analysis.frames, analysis.frame_output, analysis.compare_command, analysis.evidence.csv_command\n"
        "import analysis.commands.compare, analysis.commands.export, analysis.commands.digest\n"
        f"build_app(Home.open(Path({str(tmp_path / 'home')!r})))\n"
        "print('heavy:', sorted({'pandas', 'pyarrow', 'duckdb'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert "heavy: []" in done.stdout
