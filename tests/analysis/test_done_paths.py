"""Paths that do something to one thing, and paths that ask to be left out; not those that ask, list or serve files."""

from __future__ import annotations

import pytest

from analysis.done_paths import done_to_something, refused


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/products/search/like/blue-shirt"),
        ("GET", "/icons/like/24/filled.svg"),
        ("GET", "/v1/videos/88231177/likes"),
        ("GET", "/save/1a2b3c4d5e6f7a8b.bin"),
        ("GET", "/react/18.2.0-build77"),
        ("POST", "/like"),
        ("POST", "/checks/8823117/settings/follow-redirects"),
        ("OPTIONS", "/like/5f2a1c3e4b5d6f7081920a1b"),
        ("POST", "/v2/block/volumes"),
    ],
)
def test_nothing_is_done_by(method: str, path: str) -> None:
    assert done_to_something(method, path) is None


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/like/5f2a1c3e4b5d6f7081920a1b", (0, "like")),
        ("GET", "/pass/5f2a1c3e4b5d6f7081920a1b", (0, "pass")),
        ("POST", "/api/v1/statuses/112233445566778899/favourite", (4, "favourite")),
        ("POST", "/api/v1/media/3141592653589793238_271828182/like/", (4, "like")),
    ],
)
def test_what_is_done_stands_in_a_segment(method: str, path: str, expected: tuple[int, str]) -> None:
    assert done_to_something(method, path) == expected
    assert path.split("/")[1:][expected[0]] == expected[1]


def test_only_what_is_sent_asks_to_be_left_out() -> None:
    assert refused("GET", "/guides/opt-out/") is None
    assert refused("POST", "/v1/options/out") is None
    assert refused("POST", "/submit/app/deletion-request/1/x") == (2, "deletion-request")
    assert refused("POST", "/gdpr_forget_device") == (0, "gdpr_forget_device")
