"""Names of apps are told from classes, permissions, hosts turned round and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.package_names import are_of_several_makers, is_bundle, is_package


@pytest.mark.parametrize(
    "name", ["com.whatsapp", "org.example.notes", "de.dbnavigator", "net.whatsapp.WhatsApp", "us.zoom.xos"]
)
def test_names_of_apps(name: str) -> None:
    assert is_bundle(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "com",
        "com.",
        ".com.a",
        "android.permission.CAMERA",
        "java.util.List",
        "example.com",
        "com.a b",
        "3com.a",
        "com.1a",
    ],
)
def test_what_is_no_name_of_an_app(name: str) -> None:
    assert not is_package(name)
    assert not is_bundle(name)


def test_a_class_may_be_a_bundle_and_is_no_package() -> None:
    assert is_bundle("com.example.NotesMac")
    assert not is_package("com.example.NotesMac")


def test_makers() -> None:
    parts = ["com.example.a", "com.example.b", "com.example.c"]
    assert not are_of_several_makers(parts, 2)
    assert are_of_several_makers([*parts, "org.example.a"], 2)


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    assert not is_package(text) or is_bundle(text)
