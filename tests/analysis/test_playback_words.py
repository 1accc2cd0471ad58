"""Names of a player's fields are read without their numbers and units."""

from __future__ import annotations

import pytest

from analysis.playback_words import plain


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("offset_s", "offset"), ("positionMs", "positionms"), ("position_2", "position"), ("progress_ms", "progressms"),
        ("master_metadata_track_name", "trackname"), ("channelName", "channelname"), ("ms", "ms"), ("", ""),
        ("species_s", "speciess"),
    ],
)  # fmt: skip
def test_plain_names(name: str, said: str) -> None:
    assert plain(name) == said
