"""The tap: every byte goes by, the hash is right, memory is bounded, nothing ever raises."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.records import BODY_LIMIT, HEAD_SAMPLE
from proxy_addons.body_tap import BodyTap


@given(st.lists(st.integers(0, 400_000), max_size=8), st.booleans())
def test_any_chunks(sizes: list[int], whole: bool) -> None:
    content = bytes(range(256)) * (1 + sum(sizes) // 256)
    tap, sent, most = BodyTap(whole=whole), b"", 0
    for size in sizes:
        chunk = content[len(sent) : len(sent) + size]
        if chunk:
            assert tap(chunk) == chunk
        sent += chunk
        most = max(most, tap.held)
    assert tap(b"") == b""
    assert (tap.size, tap.ended, tap.failure) == (len(sent), True, "")
    assert tap.sha256 == hashlib.sha256(sent).hexdigest()
    assert sent.startswith(tap.body)
    assert most <= (BODY_LIMIT if whole else HEAD_SAMPLE)
    if whole and len(sent) <= BODY_LIMIT:
        assert tap.complete
        assert tap.body == sent
    elif len(sent) > BODY_LIMIT:
        assert not tap.complete
        assert len(tap.body) == HEAD_SAMPLE


@pytest.mark.parametrize("size", [BODY_LIMIT - 1, BODY_LIMIT, BODY_LIMIT + 1])
def test_the_limit_itself(size: int) -> None:
    tap = BodyTap()
    tap(bytes(size))
    tap(b"")
    assert tap.complete == (size <= BODY_LIMIT)
    assert len(tap.body) == (size if size <= BODY_LIMIT else HEAD_SAMPLE)


def test_it_never_raises() -> None:
    tap = BodyTap()
    assert tap("text" * 3) == "text" * 3  # type: ignore[arg-type, comparison-overlap]
    assert "TypeError" in tap.failure
