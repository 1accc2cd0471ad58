"""A company's dossier, in data and in words: nothing of strangers, nothing without its source."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.dossier import Contact, Received, dossier, find_company
from analysis.dossier_text import lines, show_company
from analysis.settings import Home
from tests.company_book import READ, SOURCE, rich_catalogue

CATALOGUE = rich_catalogue()


def _received(company: str, device: str = "phone", category: str = "photo.image", count: int = 3) -> Received:
    return Received(
        device=device, company=company, category=category, count=count, certain=count, first="2026-11-20", last="2026-11-21"
    )  # fmt: skip


def _met(company: str, device: str = "phone") -> Contact:
    return Contact(device=device, company=company, tracker=f"{company}-t", messages=1, flows=1)


def test_nobody_is_found_by_half_a_name() -> None:
    for words in ("", "a", "avatar ap", "nobody", "avatar-t", "*", "x" * 10_000):
        assert find_company(CATALOGUE, words) is None
    with pytest.raises(KeyError):
        dossier(CATALOGUE, "nobody")


def test_what_others_got_is_not_in_it() -> None:
    found = dossier(CATALOGUE, "avatar", [_received("watchmaker"), _received("social")], [_met("watchmaker")])
    assert (found.received, found.contacts, found.devices, found.trackers_contacted) == ((), (), (), ())


def test_a_company_is_found_by_id_and_name() -> None:
    for words in ("avatar", " AVATAR ", "Avatar App", "avatar app"):
        found = find_company(CATALOGUE, words)
        assert found is not None
        assert found.id == "avatar"


def test_a_group_has_all_that_its_brands_got() -> None:
    got = [_received("avatar"), _received("social", "tablet", "location.precise"), _received("bank")]
    found = dossier(
        CATALOGUE, "group", got, [_met("avatar"), _met("social", "tablet"), _met("bank", "watch")]
    )
    assert [brand.id for brand in found.brands] == ["social", "avatar", "group"]
    assert found.devices == ("phone", "tablet")
    assert [part.tracker.id for part in found.trackers_contacted] == ["social-t", "avatar-t"]
    assert {one.company for one in found.received} == {"avatar", "social"}
    assert found.published == ("Painter",)
    assert found.owners == ()


def test_a_past_investor_is_past_and_a_present_one_is_not() -> None:
    found = dossier(CATALOGUE, "avatar")
    assert [one.name for one in found.present_investors] == ["Bank"]
    assert [one.name for one in found.past] == ["Mail Fund", "Its Founders"]
    assert [owner.id for owner in found.owners] == ["group"]
    assert found.answers_in_law == "Avatar App Europe Ltd, Dublin"


def test_in_words_every_claim_and_edge_has_its_source() -> None:
    found = dossier(CATALOGUE, "avatar", [_received("avatar")], [_met("avatar")])
    said = list(lines(found, with_home=True))
    text = "\n".join(said)
    for words in (
        "Avatar App is owned by Big Group (US) since 2021-03", "past: Mail Fund invested since 2016 until 2019",
        "investor: Bank invested", "answers in law: Avatar App Europe Ltd, Dublin",
        "training of AI: unless one objects: photos",
        "Avatar App → Open Pictures: public", "Open Pictures → Painter of Big Group: trained", "→ Bank (until 2020): shared",
        "1 of its services, 1 device;", "photo.image: 3", "object: https://avatar.example/object",
    ):  # fmt: skip
        assert words in text
    stated = [line for line in said if "→" in line or "invested" in line or "Avatar App, " in line]
    assert stated
    assert all(f"({SOURCE}, read {READ})" in line for line in stated)
    assert "this says nothing of your data" in text


def test_in_words_nothing_is_said_of_what_is_not_known() -> None:
    text = "\n".join(lines(dossier(CATALOGUE, "watchmaker"), with_home=False))
    for words in ("owned", "invested", "law", "feed", "says of itself", "can do", "From this house"):
        assert words not in text
    assert "common knowledge; no source was read" in text
    assert "nothing" in list(lines(dossier(CATALOGUE, "watchmaker"), with_home=True))[-1]


def test_where_nothing_was_ever_recorded_no_zero_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home.open(tmp_path / "home")
    show_company("google", "table", home.root)
    said = capsys.readouterr().out
    assert "From this house" not in said
    assert said.endswith("nothing has been recorded here yet, so what it got is not known.\n")
