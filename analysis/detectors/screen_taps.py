"""Recognises what somebody touched on a screen by short names: ``{"scr": "media", "act": "tap", "el": "fav3", "t": …}``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.needs import Needs
from analysis.payload import Group, Payload
from analysis.readings import instant
from analysis.records import Confidence, Observation
from analysis.surroundings import outer, surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.interaction"
# What nothing but a finger or a mouse does.
_TOUCHES: Final = frozenset({
    "tap", "taps", "tapped", "click", "clicked", "longpress", "long_press", "doubletap", "double_tap", "swipe", "swiped",
    "swipe_left", "swipe_right", "rightclick", "keypress", "tippen", "getippt", "klick", "geklickt", "toque", "pulsar",
    "toucher", "appui", "tocco", "dotyk", "klikniecie", "kliknuti", "tik", "klikk", "napautus", "dokunma", "koppintas",
})  # fmt: skip
_LONGEST: Final = 16
_WHERE: Final = frozenset({
    "scr", "screen", "view", "page", "el", "elem", "element", "btn", "button", "target", "tgt", "widget", "ctrl",
    "control",
    "item", "menu", "tab", "icon", "tile", "ecran", "pantalla", "schermata", "tela", "ekran", "obrazovka", "scherm",
    "skarm",
    "skjerm", "naytto", "taste", "knopf", "schaltflaeche", "bouton", "boton", "pulsante", "botao", "przycisk", "tlacitko",
    "knop", "knapp", "knap", "painike", "bildschirm", "bild", "seite", "ansicht",
})  # fmt: skip
# Of a test that clicks by itself, a rule, an animation, an advertisement that is told of.
_OTHERS: Final = frozenset({
    "expected", "assert", "selector", "xpath", "step", "steps", "test", "handler", "callback", "rule", "trigger",
    "animation",
    "duration", "price", "campaign", "bid", "schema", "required", "default", "binding", "shortcut", "macro",
})  # fmt: skip
_MOST: Final = 16  # members of an object that is a touch
_MOST_FOUND: Final = 500

_SHAPE: Final = TextShape(
    lambda text: text.lower() in _TOUCHES,
    headers=False,
    shortest=3,
    longest=_LONGEST,
    begins="tclpdsrkganTCLPDSRKGAN",
)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for leaf, value in texts_like(payload, _SHAPE)[:_MOST_FOUND]:
        group = place.group(outer(leaf.path))
        if group is None or leaf.context != "body" or not 3 <= len(group.members) <= _MOST:
            continue
        said = all_words(group.members)
        if not said.isdisjoint(_OTHERS) or said.isdisjoint(_WHERE) or not _is_timed(group):
            continue
        if all_words(group.names[-2:]).isdisjoint(_OTHERS):
            yield Observation(
                category=_CATEGORY, property="userAction", path=leaf.path, value=value[:_LONGEST], rule="screen_taps.touch",
                reasoning="what somebody touched on a screen, and when", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_timed(group: Group) -> bool:
    """Whether a moment of our days stands beside."""
    for leaf in islice(group.members.values(), _MOST):
        if isinstance(leaf.value, bool) or (isinstance(leaf.value, str) and not words(leaf.name)):
            continue
        at = instant(leaf.value) if isinstance(leaf.value, str | int | float) else None
        if at is not None and 1_400_000_000 <= at <= 2_200_000_000_000:
            return True
    return False


DETECTOR: Final = Detector(
    name="screen_taps",
    version=1,
    categories={
        _CATEGORY: Mapped(
            google="App interactions", apple="Product Interaction", dpv="pd:ServiceConsumptionBehaviour", tcf="6"
        ),
    },
    rules={
        "screen_taps.touch": "A touch (tap, click, swipe) beside a screen or what was touched and a moment, under short "
        "names; tests, rules and animations are left out.",
    },
    detect=_detect,
    needs=Needs(texts=(_SHAPE,)),
)  # fmt: skip
