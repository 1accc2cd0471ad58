"""After the log-in one is led back to a page of ours, and to nothing else."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.way_back import LONGEST, login_address, way_back


@pytest.mark.parametrize(
    "given",
    ["", "days", "//else.example", "///else.example", "/\\else.example", "\\\\else.example", "https://else.example/",
     "javascript:alert(1)", "/\t/else.example", "/days\r\nSet-Cookie: a=b", "/days\0", "http://[", " /days", "/" * 2,
     "/" + "x" * LONGEST, "/login?back=/days", "/logout", "/password", "/language", "/download/findings.csv", "/part/hour",
     "/assets/style.css", "/_dash-layout", "/\u202ex"],
)  # fmt: skip
def test_what_is_no_page_of_ours_leads_to_the_first(given: str) -> None:
    assert way_back(given) == "/"


@pytest.mark.parametrize(
    "given", ["/", "/days", "/device/x?day=2026-11-20", "/evidence?text=a%20b%26c&host=http://x.example", "/x?back=//y"]
)  # fmt: skip
def test_a_page_of_ours_stays_as_it_is(given: str) -> None:
    assert way_back(given) == given


def test_letters_beyond_ascii_are_written_as_an_address_has_them() -> None:
    assert way_back("/company/Müller") == "/company/M%C3%BCller"


def test_the_log_in_page_knows_the_way_with_its_query() -> None:
    assert login_address("/", "") == "/login"
    assert login_address("/part/hour", "x=1") == "/login"
    address = login_address("/evidence", "device=a&text=b%26c")
    assert urlsplit(address).path == "/login"
    assert parse_qs(urlsplit(address).query) == {"back": ["/evidence?device=a&text=b%26c"]}
