"""What one can do: the own contact first, else the nearest, each with its source; nobody else's."""

from __future__ import annotations

import msgspec
import pytest

from analysis.catalogue import Catalogue
from analysis.company_ways import KINDS, is_page, ways
from analysis.dossier import dossier
from tests.company_book import READ, SOURCE, rich_catalogue


def _changed(company: str, **fields: str) -> Catalogue:
    found = rich_catalogue()
    companies = dict(found.companies)
    companies[company] = msgspec.structs.replace(companies[company], **fields)
    return msgspec.structs.replace(found, companies=companies)


def test_a_company_has_its_own_contacts_with_their_source() -> None:
    found = ways(dossier(rich_catalogue(), "avatar"))
    assert [(way.kind, way.where) for way in found] == [
        ("opt_out", "https://avatar.example/object"),
        ("delete_account", "https://avatar.example/gone"),
        ("privacy_contact", "privacy@avatar.example"),
    ]
    assert all(way.own for way in found)
    assert {(way.source, way.read) for way in found} == {
        ("https://contacts.example/avatar; github.com/book/of contacts", READ)
    }


def test_without_a_source_of_its_own_a_contact_stands_on_the_companys() -> None:
    catalogue = _changed("avatar", contact_source="", contact_read="", source=SOURCE, read="2026-11-24")
    assert {(way.source, way.read) for way in ways(dossier(catalogue, "avatar"))} == {(SOURCE, "2026-11-24")}


def test_who_has_none_gets_those_of_owners_and_brands() -> None:
    group = ways(dossier(rich_catalogue(), "group"))
    assert {way.company.id for way in group} == {"avatar"}
    assert not any(way.own for way in group)
    catalogue = _changed("group", privacy_contact="group@group.example", website="https://group.example")
    of_social = ways(dossier(catalogue, "social"))
    assert [(way.kind, way.where, way.own) for way in of_social] == [
        ("privacy_contact", "group@group.example", False),
        ("website", "https://group.example", False),
    ]


def test_a_sister_and_a_stranger_lend_nothing() -> None:
    assert ways(dossier(rich_catalogue(), "social")) == ()  # Avatar App is its sister
    assert ways(dossier(rich_catalogue(), "bank")) == ()


def test_of_many_brands_the_first_few_are_named() -> None:
    found = rich_catalogue()
    companies = dict(found.companies)
    for number in range(9):
        companies[f"brand{number}"] = msgspec.structs.replace(
            companies["social"], id=f"brand{number}", privacy_contact=f"p{number}@brand.example", website="https://b.example"
        )  # fmt: skip
    catalogue = msgspec.structs.replace(found, companies=companies)
    kinds = [way.kind for way in ways(dossier(catalogue, "group"))]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert (kinds.count("privacy_contact"), kinds.count("website")) == (3, 1)


@pytest.mark.parametrize(
    ("where", "page"),
    [
        ("https://a.example/out", True), ("http://a.example", True), ("privacy@a.example", False), ("a.example", False),
        ("Street 1, 10405 Berlin", False), ("javascript:alert(1)", False), ("mailto:privacy@a.example", False),
        (" https://a.example", False), ("HTTPS://a.example", False), ("", False),
    ],
)  # fmt: skip
def test_only_the_address_of_a_page_is_followed(where: str, page: bool) -> None:
    assert is_page(where) is page
