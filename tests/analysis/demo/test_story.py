"""The demo's story: of each sentence the device that has most to say, and what was refused."""

from __future__ import annotations

from analysis.demo.story import story
from analysis.morning import Verdict
from analysis.morning_findings import Hours, Seen, Unread
from analysis.queries import DeviceRow
from analysis.records import Measures, Visibility


def hours(name: str, *seen: Seen, unread: tuple[Unread, ...] = ()) -> Hours:
    return Hours(device=DeviceRow(id=name, name=name, kind=name), seen=seen, unread=unread, read=7)


def refused(to: str) -> Unread:
    return Unread(recipient=to, visibility=Visibility.REFUSED, reason="", connections=1, bytes_out=300)


LIGHT = Seen(
    event_id="e", category="sensor.ambient_light", property="", path="body", value="5", recipient="Acme",
    measures=Measures(n=3, min=1.0, max=9.0),
)  # fmt: skip


def test_without_a_refusal_there_is_no_sentence_of_one() -> None:
    told = story([hours("phone"), hours("tablet")])
    assert [(device, part.verdict) for device, part in told] == [("phone", Verdict.NOT_SEEN)] * 4


def test_a_sentence_is_told_of_the_device_where_it_was_seen() -> None:
    told = story([hours("phone", unread=(refused("Acme"),)), hours("tablet", LIGHT)])
    assert told[0][0] == "tablet"
    assert told[0][1].verdict is Verdict.SEEN
    assert told[1][0] == "phone"
    assert told[1][1].verdict is Verdict.POSSIBLE


def test_what_was_refused_is_told_of_all_devices_and_says_why() -> None:
    told = story([hours("phone", unread=(refused("Acme"),)), hours("tablet", unread=(refused("Other"),))])
    devices, part = told[-1]
    assert devices == "phone, tablet"
    assert "600 bytes went to Acme and Other in 2 connections" in part.text
    assert "did not accept our certificate" in part.text
    assert "pin" not in part.text


def test_what_else_was_not_read_is_in_it_too_each_with_its_reason() -> None:
    messenger = Unread(
        recipient="Meta", visibility=Visibility.PASSED_BY_CHOICE, reason="never opened: messengers", connections=3,
        bytes_out=18_000,
    )  # fmt: skip
    bank = Unread(
        recipient="Bank", visibility=Visibility.PASSED_BY_CHOICE, reason="never opened: banking", connections=1,
        bytes_out=2_000,
    )  # fmt: skip
    told = story([hours("phone", unread=(refused("Acme"), bank)), hours("stock", unread=(messenger,))])
    devices, part = told[-1]
    assert devices == "phone, stock"
    assert part.text.startswith("All together, 20 kB went to Acme, Bank and Meta in 5 connections.")
    assert "300 bytes went to Acme in 1 connection. The client did not accept our certificate" in part.text
    assert "18 kB went to Meta in 3 connections, by a messenger that is never opened" in part.text
    assert "2.0 kB went to Bank in 1 connection, which could not be read for other reasons." in part.text
    only = story([hours("stock", unread=(messenger,))])[-1][1].text
    assert only.startswith("18 kB went to Meta")
    assert "All together" not in only
