"""A demo's morning, told honestly: for each sentence, whether it was seen."""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from dash import html

from analysis.settings import Home
from dashboard.components import Content, heading

STORY: Final = "demo_story.json"
_VERDICTS: Final = {
    "seen": "seen",
    "possible": "possible, but unreadable",
    "messenger": "left by a messenger",
    "not_seen": "not seen",
}


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of the story, and what the ledger says of it. ``aside`` is what else could explain it."""

    sentence: str
    verdict: Literal["seen", "possible", "messenger", "not_seen"]
    text: str
    aside: str = ""


def story(home: Home) -> list[Content]:
    """The section of a demo's page; nothing where there is no story yet."""
    path = home.root / STORY
    if not home.is_demo or not path.exists():
        return []
    try:
        parts = msgspec.json.decode(path.read_bytes(), type=list[Part])
    except msgspec.DecodeError as error:
        return [heading("Your morning, honestly"), html.P(f"{STORY} cannot be read: {error}")]
    return [heading("Your morning, honestly"), html.Div([_card(part) for part in parts], className="cards")]


def _card(part: Part) -> html.Article:
    pieces = [
        html.Span(_VERDICTS[part.verdict], className="verdict"),
        html.H3(part.sentence),
        html.P(part.text),
        *([html.Small(part.aside)] if part.aside else []),
    ]
    return html.Article(pieces, className=f"card {part.verdict}")
