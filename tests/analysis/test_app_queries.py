"""Which apps named themselves, and what names none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from analysis.app_queries import NamedApp, named_apps
from analysis.queries import Viewer, day_of
from analysis.records import Finding
from tests.ledger_book import DAY, PHONE, TABLET, ZONE, Book, found, read_of

OWNER = Viewer(owner=True)


def said(which: str, value: str, confidence: str = "certain", category: str = "usage.app") -> Finding:
    return msgspec.structs.replace(found(category, value, confidence=confidence), property=which)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[NamedApp]]:
    def reading(fill: Callable[[Book], None], viewer: Viewer = OWNER) -> list[NamedApp]:
        with read_of(tmp_path, fill) as connection:
            return named_apps(connection, viewer, day_of(DAY, ZONE), PHONE)

    return reading


Read = Callable[..., list[NamedApp]]


def test_what_names_no_app_of_this_device_and_day_is_left_out(read: Read) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00"), PHONE, "social", said("appVersion", "4.2.0"), said("propertyId", "G-1"))
        book.send(book.at("08:00"), PHONE, "social", said("appId", "org.possible", "possible"))
        book.send(
            book.at("08:00"), PHONE, "social", said("appId", "org.listed", category="app_list.installed")
        )
        book.send(book.at("08:00"), TABLET, "social", said("appId", "org.of.another"))
        book.send(book.at("08:00"), PHONE, "social", said("appId", "org.imported"), corpus="a file")
        book.send(book.at("23:59", DAY - timedelta(days=1)), PHONE, "social", said("appId", "org.yesterday"))

    assert read(fill) == []


def test_an_app_with_all_its_recipients_and_the_name_from_the_same_message(read: Read) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00"), PHONE, "social", said("appId", "org.example.shop"))
        book.send(
            book.at("09:00"),
            PHONE,
            "avatar",
            said("appId", "org.example.shop"),
            said("appName", "Shop", "likely"),
        )
        book.send(book.at("10:00"), PHONE, "", said("appId", "org.example.shop"), host="x.example")
        book.send(book.at("11:00"), PHONE, "social", said("appName", "Weather"))
        book.send(book.at("11:00"), PHONE, "crash", said("appName", "Shop"))  # the same app, without its id

    assert read(fill) == [
        NamedApp(
            id="org.example.shop", name="Shop", recipients=(("", "x.example"), ("avatar", ""), ("social", ""))
        ),
        NamedApp(id="", name="Weather", recipients=(("social", ""),)),
    ]


def test_another_person_is_told_nothing(read: Read) -> None:
    def fill(book: Book) -> None:
        book.send(book.at("08:00"), PHONE, "social", said("appId", "org.example.shop"))

    assert read(fill, Viewer(person="Ben")) == []
