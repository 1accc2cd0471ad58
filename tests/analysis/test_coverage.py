"""Who received what, and how much of it could be read."""

from __future__ import annotations

import pytest

from analysis.coverage import (
    Coverage,
    Readable,
    Recipient,
    activity,
    coverage,
    coverage_of,
    readability,
    recipients,
)
from analysis.query_records import Company, Kind, Traffic
from analysis.records import Visibility

DAY = (0, 24 * 3_600_000_000, 24)
COMPANIES = {"social": Company(id="social", name="Social Network", country="US")}


def traffic(company: str = "social", host: str = "", **changed: object) -> Traffic:
    given = {
        "start": 0, "device": "phone", "company": company, "host": host, "visibility": Visibility.OPENED,
        "bytes_out": 10, "unknown": 0, "flows": 1, "messages": 1,
    }  # fmt: skip
    return Traffic(**{**given, **changed})  # type: ignore[arg-type]


def mark(category: str, confidence: str, company: str = "social", host: str = "") -> Kind:
    return Kind(device="phone", company=company, host=host, category=category, confidence=confidence, count=1)


@pytest.mark.parametrize(
    ("seen", "word"),
    [
        ({Visibility.OPENED, Visibility.CLEARTEXT}, Readable.READ),
        ({Visibility.SAMPLED}, Readable.PART),
        ({Visibility.OPENED, Visibility.SAMPLED}, Readable.PART),
        ({Visibility.OPENED, Visibility.QUIC}, Readable.PART),
        ({Visibility.REFUSED, Visibility.QUIC}, Readable.REFUSED),
        ({Visibility.PASSED_BY_CHOICE}, Readable.PASSED),
        ({Visibility.NOT_OPENED}, Readable.NOT_OPENED),
        ({Visibility.ECH}, Readable.NAME_ONLY),
        ({Visibility.BODY_ABSENT}, Readable.NAME_ONLY),
        (set(), Readable.NAME_ONLY),
    ],
)
def test_what_could_be_read_is_never_overstated(seen: set[Visibility], word: Readable) -> None:
    assert readability(seen) is word


def test_every_visibility_has_a_word() -> None:
    assert all(readability([visibility]) in Readable for visibility in Visibility)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ((("location.coarse", "certain"),), {"location.coarse": "certain"}),
        ((("location.coarse", "certain"), ("location.precise", "certain")), {"location": "certain"}),
        ((("location.coarse", "likely"), ("location.radio_scan", "certain")), {"location": "certain"}),
        (
            (("location.coarse", "certain"), ("location.address", "possible")),
            {"location.coarse": "certain", "location": "possible"},
        ),
    ],
)
def test_a_time_zone_is_not_told_as_a_place(found: tuple[tuple[str, str], ...], told: dict[str, str]) -> None:
    (only,) = recipients([traffic()], [mark(*one) for one in found], COMPANIES, {}, {})
    assert only.kinds == told


def test_a_host_outside_the_catalogue_is_a_recipient_by_its_name() -> None:
    found = recipients([traffic(), traffic("", "x.example", bytes_out=99)], [], COMPANIES, {}, {})
    assert [(item.name, item.known) for item in found] == [("x.example", False), ("Social Network", True)]
    covered = coverage(found)
    assert (covered.total, covered.companies, covered.noun) == (2, 1, "recipients")


def test_a_company_that_has_left_the_catalogue_keeps_its_id() -> None:
    (only,) = recipients([traffic("gone")], [], COMPANIES, {}, {})
    assert (only.name, only.known) == ("gone", True)


def test_unknown_bytes_make_a_sum_a_lower_bound() -> None:
    (only,) = recipients([traffic(), traffic(unknown=1, bytes_out=0)], [], COMPANIES, {}, {})
    assert (only.bytes_out, only.at_least) == (10, True)


def test_the_best_confidence_of_a_kind_counts() -> None:
    marks = [
        mark("location.coarse", "possible"),
        mark("location.precise", "certain"),
        mark("photo.image", "likely"),
    ]
    (only,) = recipients([traffic()], marks, COMPANIES, {}, {})
    assert only.kinds == {"location": "certain", "photo": "likely"}


def test_activity_is_by_slot_and_stays_inside_the_day() -> None:
    rows = [traffic(), traffic(start=23 * 3_600_000_000 + 1), traffic(start=DAY[1] + 5)]
    counts = activity(rows, DAY)[("social", "")]
    assert (counts[0], counts[23], sum(counts)) == (2, 4, 6)
    (only,) = recipients(rows, [], COMPANIES, {}, activity(rows, DAY))
    assert only.activity == counts


def test_companies_are_so_called_only_where_all_are_known() -> None:
    known = Recipient(id="a", name="A", known=True, readable=Readable.READ)
    assert coverage([known]).noun == "company"
    assert coverage([known, known]).noun == "companies"
    assert Coverage(counts={Readable.READ: 1}).noun == "recipient"


def test_the_coverage_of_what_was_seen_of_each_recipient_is_that_of_its_traffic() -> None:
    rows = [
        traffic(), traffic(visibility=Visibility.SAMPLED), traffic("gone", visibility=Visibility.REFUSED),
        traffic("", "x.example", visibility=Visibility.CLEARTEXT), traffic("", "y.example", visibility=Visibility.ECH),
        traffic("", "social", visibility=Visibility.QUIC, bytes_out=0, flows=0),
    ]  # fmt: skip
    seen: dict[tuple[str, str], frozenset[Visibility]] = {}
    for row in rows:
        seen[row.company, row.host] = seen.get((row.company, row.host), frozenset()) | {row.visibility}
    assert coverage_of(seen) == coverage(recipients(rows, [], COMPANIES, {}, {}))
    assert (coverage_of(seen).total, coverage_of(seen).companies) == (5, 2)
    assert coverage_of({}) == coverage([])
