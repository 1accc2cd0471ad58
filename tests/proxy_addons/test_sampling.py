"""What of a body is kept."""

from __future__ import annotations

import hashlib

from analysis.records import BODY_LIMIT, HEAD_SAMPLE, Visibility
from proxy_addons.body_tap import BodyTap
from proxy_addons.sampling import kept


def test_a_small_body_is_kept_whole() -> None:
    body = kept(b"abc", None, Visibility.OPENED)
    assert (body.data, body.size, body.visibility) == (b"abc", 3, Visibility.OPENED)
    assert body.sha256 == hashlib.sha256(b"abc").hexdigest()


def test_no_body_is_not_an_unknown_body() -> None:
    assert kept(b"", None, Visibility.OPENED).size == 0
    assert kept(None, None, Visibility.OPENED).size is None


def test_a_big_one_is_sampled_with_the_hash_of_the_whole() -> None:
    content = bytes(BODY_LIMIT + 1)
    body = kept(content, None, Visibility.CLEARTEXT)
    assert (len(body.data or b""), body.size, body.visibility) == (
        HEAD_SAMPLE,
        len(content),
        Visibility.SAMPLED,
    )
    assert body.sha256 == hashlib.sha256(content).hexdigest()


def test_from_a_tap() -> None:
    small, big, empty = BodyTap(), BodyTap(whole=False), BodyTap()
    small(b"abc")
    big(bytes(BODY_LIMIT + 5))
    assert kept(None, small, Visibility.OPENED).visibility == Visibility.OPENED
    assert kept(None, big, Visibility.OPENED).visibility == Visibility.SAMPLED
    assert kept(None, big, Visibility.OPENED).size == BODY_LIMIT + 5
    assert (kept(None, empty, Visibility.OPENED).size, kept(None, empty, Visibility.OPENED).sha256) == (
        0,
        None,
    )
