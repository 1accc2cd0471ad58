"""The lanes: pure, inside their frame, and honest about what is not there."""

from __future__ import annotations

import re
from datetime import date

import pytest

from analysis.queries import Day, day_of
from analysis.query_records import Mark, Traffic
from analysis.records import Visibility
from analysis.wording import using
from dashboard import lanes
from dashboard.lanes import close_up, whole
from tests.ledger_book import DAY, ZONE

TODAY = day_of(DAY, ZONE)
HOUR = 3_600_000_000


def mark(hour: float, category: str = "location.precise", count: int = 1) -> Mark:
    start = TODAY.start + int(hour * HOUR) // lanes.QUARTER * lanes.QUARTER
    return Mark(
        start=start,
        device="phone",
        category=category,
        count=count,
    )


def traffic(hour: float, visibility: Visibility) -> Traffic:
    start = TODAY.start + int(hour * HOUR)
    return Traffic(
        start=start,
        device="phone",
        company="a",
        host="",
        visibility=visibility,
        bytes_out=1,
        unknown=0,
        flows=1,
        messages=0,
    )


def drawn(
    frame: lanes.Frame, marks: list[Mark], rows: list[Traffic], now: int, device: str
) -> tuple[list[lanes.Shape], float]:
    drawing = lanes.Drawing(frame, now)
    return drawing.lane(device, lanes.counted(marks), lanes.readable(rows)), drawing.height


def of_class(shapes: list[lanes.Shape], name: str) -> list[lanes.Shape]:
    return [shape for shape in shapes if name in shape.get("cls", "").split()]


def corners(shapes: list[lanes.Shape], kind: str) -> list[tuple[float, float]]:
    """Where the marks of a kind begin."""
    found = []
    for shape in of_class(of_class(shapes, "mark"), kind):
        top = re.match(r"([0-9.]+)h", shape["d"])
        assert top is not None
        found += [(float(x), float(top[1])) for x in shape["at"].split()]
    return found


def test_a_lane_has_one_mark_a_quarter_hour_and_kind() -> None:
    marks = [mark(8), mark(8, count=3), mark(8, "photo.image"), mark(8.25)]
    shapes, height = drawn(whole(TODAY), marks, [], TODAY.start, "phone")
    places, photos = corners(shapes, "location"), corners(shapes, "photo")
    assert (len(places), len(photos)) == (2, 1)
    assert len({y for _, y in places}) == 1
    assert {y for _, y in places} != {y for _, y in photos}
    assert photos[0][0] in {x for x, _ in places}
    assert all(0 <= x <= lanes.WIDTH and 0 <= y <= height - 6 for x, y in (*places, *photos))


def test_marks_of_a_kind_that_are_alike_are_one_shape_and_none_is_lost() -> None:
    marks = [mark(quarter / 4, kind, 1 + quarter) for quarter in range(96) for kind in ("location", "photo")]
    shapes, _ = drawn(whole(TODAY), marks, [], TODAY.start, "phone")
    alike = of_class(shapes, "mark")
    assert len(alike) == 10
    assert len({(shape["cls"], shape["opacity"]) for shape in alike}) == 10
    for kind in ("location", "photo"):
        assert len(set(corners(shapes, kind))) == 96


def test_more_findings_are_never_paler() -> None:
    few, _ = drawn(whole(TODAY), [mark(8)], [], 0, "phone")
    many, _ = drawn(whole(TODAY), [mark(8, count=1000)], [], 0, "phone")
    assert of_class(few, "mark")[0]["opacity"] < of_class(many, "mark")[0]["opacity"] <= 1


def test_the_line_of_now_is_drawn_only_today() -> None:
    assert of_class(drawn(whole(TODAY), [], [], TODAY.start + HOUR, "phone")[0], "now")
    assert not of_class(drawn(whole(TODAY), [], [], TODAY.end + HOUR, "phone")[0], "now")


def test_the_ribbon_says_what_could_be_read() -> None:
    rows = [
        traffic(8, Visibility.OPENED), traffic(8.25, Visibility.OPENED), traffic(9, Visibility.OPENED),
        traffic(9, Visibility.REFUSED), traffic(10, Visibility.QUIC),
    ]  # fmt: skip
    shapes, _ = drawn(whole(TODAY), [], rows, TODAY.end, "phone")
    assert [len(of_class(shapes, name)) for name in ("read", "part", "unread")] == [1, 1, 1]
    assert of_class(shapes, "read")[0]["width"] == pytest.approx(lanes.WIDTH / 48)


def test_of_a_big_body_only_a_part_could_be_read() -> None:
    shapes, _ = drawn(whole(TODAY), [], [traffic(8, Visibility.SAMPLED)], TODAY.end, "phone")
    assert [len(of_class(shapes, name)) for name in ("read", "part", "unread")] == [0, 1, 0]


def test_hours_with_findings_link_to_their_evidence_and_say_what() -> None:
    shapes, _ = drawn(whole(TODAY), [mark(8, count=2), mark(8.5, "photo.image")], [], 0, "a device&")
    (link,) = [shape for shape in shapes if shape["t"] == "a"]
    assert link["href"] == "/evidence?device=a+device%26&day=2026-11-20&hour=8"
    assert link["title"] == "08:00 to 09:00: 2 location, 1 photo"


def test_a_lane_in_words_never_claims_a_zero_without_its_coverage() -> None:
    assert (
        lanes.lane_words(TODAY, {}, "Phone")
        == "Phone, Friday: nothing recognised in the part that we could read"
    )
    assert lanes.lane_words(TODAY, lanes.counted([mark(8)]), "Phone") == "Phone, Friday: 1 location"


@pytest.mark.parametrize(("day", "share"), [(date(2026, 3, 29), 11 / 23), (date(2026, 10, 25), 13 / 25)])
def test_noon_is_where_it_is_when_clocks_change(day: date, share: float) -> None:
    assert lanes.hour_share(day_of(day, ZONE), 12) == pytest.approx(share)
    assert lanes.hour_share(day_of(day, ZONE), 24) == 1


def test_a_sparkline_draws_only_what_was() -> None:
    shapes = lanes.sparkline((0, 1, 0, 400))
    assert [shape["x"] for shape in shapes] == [4, 12]
    assert shapes[0]["height"] >= 1.5
    assert shapes[1]["height"] == 19
    assert lanes.sparkline((0, 0)) == []
    assert lanes.sparkline(()) == []


def test_a_day_of_an_unusual_zone_is_drawn_in_full() -> None:
    from zoneinfo import ZoneInfo

    day: Day = day_of(DAY, ZoneInfo("Asia/Kolkata"))
    shapes, _ = drawn(whole(day), [], [], day.end + 1, "phone")
    (quiet,) = of_class(shapes, "quiet")
    assert quiet["width"] == lanes.WIDTH


def test_a_close_up_shows_its_stretch_in_fine_slots() -> None:
    first = TODAY.start + 22 * HOUR
    frame = close_up(TODAY, first, first + 60_000_000)
    assert not frame.is_whole
    assert frame.start < first
    assert frame.end > first + 60_000_000
    near = Mark(start=first, device="phone", category="photo.image", count=1)
    shapes, _ = drawn(frame, [near], [], 0, "phone")
    assert not of_class(shapes, "night")
    ((x, _),) = corners(shapes, "photo")
    assert 0 < x < lanes.WIDTH / 10
    (link,) = [shape for shape in shapes if shape["t"] == "a"]
    assert link["href"].endswith("hour=22")
    assert (link["x"], link["x"] + link["width"]) == (pytest.approx(frame.x(first), abs=50), lanes.WIDTH)


def test_ticks_say_the_time_and_are_few() -> None:
    assert [words for _, words in whole(TODAY).ticks()] == [
        "00",
        "03",
        "06",
        "09",
        "12",
        "15",
        "18",
        "21",
        "24",
    ]
    for minutes in (0, 1, 5, 20, 59):
        frame = close_up(TODAY, TODAY.start + HOUR, TODAY.start + HOUR + minutes * 60_000_000)
        ticks = frame.ticks()
        assert 2 <= len(ticks) <= 9
        assert all(0 <= share <= 1 for share, _ in ticks)
        assert len({words for _, words in ticks}) == len(ticks)


def test_a_close_up_stays_inside_its_day() -> None:
    frame = close_up(TODAY, TODAY.start, TODAY.start + 1)
    assert frame.start == TODAY.start
    assert close_up(TODAY, TODAY.end - 2, TODAY.end - 1).end <= TODAY.end


def test_lanes_of_one_drawing_are_as_if_each_were_drawn_alone() -> None:
    many = [mark(quarter / 4, kind, 1 + quarter) for quarter in range(96) for kind in ("photo", "audio")]
    few, rows = [mark(8, "health.heart_rate"), mark(9, "usage.app")], [traffic(8, Visibility.QUIC)]
    drawing = lanes.Drawing(whole(TODAY), TODAY.start + 12 * HOUR)
    for device, marks in (("one", many), ("two", few), ("three", [])):
        alone, height = drawn(whole(TODAY), marks, rows, TODAY.start + 12 * HOUR, device)
        assert drawing.lane(device, lanes.counted(marks), lanes.readable(rows)) == alone
        assert drawing.height == height


def test_what_an_hour_holds_is_said_in_the_language_of_now() -> None:
    for language, held in (("de", "08:00 bis 09:00: 2 × Standort"), ("en", "08:00 to 09:00: 2 location")):
        with using(language):
            shapes, _ = drawn(whole(TODAY), [mark(8, count=2)], [], 0, "phone")
        assert [shape["title"] for shape in shapes if shape["t"] == "a"] == [held]


def test_of_marks_in_any_order_none_is_lost_and_slots_are_in_order_of_time() -> None:
    cells = lanes.counted(
        [
            mark(9),
            mark(8, count=2),
            mark(8, "location.address", 5),
            mark(8, "fitness.steps"),
            mark(8, "location.coarse", 3),
        ]
    )
    assert cells == {
        "location": {mark(8).start: 7, mark(9).start: 1},
        "health": {mark(8).start: 1},
        "location.coarse": {mark(8).start: 3},  # a time zone has a row of its own
    }
    assert list(cells["location"]) == [mark(8).start, mark(9).start]
    assert lanes.counted([]) == {}
