"""Recognises what somebody did at home: a door unlocked by whom, a drink made, a lamp or shutter moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.readings import instant, number, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import outer, surroundings
from analysis.texts import TextShape, texts_like
from analysis.translated_names import without_marks
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.interaction"
# What happens to a lock or a door, as locks and their bridges log it.
_DONE: Final = frozenset({
    "unlocked", "locked", "unlock", "lock", "unlatched", "opened", "entriegelt", "verriegelt", "aufgesperrt",
    "abgesperrt",
    "geoeffnet", "geöffnet", "aufgeschlossen", "abgeschlossen", "abierta", "cerrada", "desbloqueado", "bloqueado",
    "ouverte",
    "verrouillee", "deverrouillee", "verrouillée", "déverrouillée", "aperta", "sbloccata", "bloccata", "destrancada",
    "trancada", "odblokowane", "zablokowane", "otwarte", "odemceno", "zamceno", "ontgrendeld", "vergrendeld", "upplast",
    "last_upp", "aasat", "laast_opp", "avattu", "lukittu", "acildi", "kilitlendi", "kinyitva", "bezarva", "keypad_unlock",
    "app_unlock", "manual_unlock", "auto_lock",
})  # fmt: skip
_LONGEST: Final = 16
_BY: Final = frozenset({
    "by", "who", "user", "username", "person", "wer", "von", "qui", "par", "quien", "por", "chi", "da", "kto", "przez",
    "kdo",
    "wie", "vem", "hvem", "kuka", "kim", "ki", "cine", "method", "via", "source", "trigger", "key", "keyname",
    "tag",
    "code", "slot", "credential", "opener", "name",
})  # fmt: skip
_DOORS: Final = frozenset({
    "door", "lock", "gate", "garage", "tuer", "tur", "haustuer", "schloss", "tor", "porte", "serrure", "portail",
    "puerta",
    "cerradura", "porta", "serratura", "cancello", "fechadura", "drzwi", "zamek", "brama", "dvere", "slot", "deur",
    "dorr",
    "las", "dor", "ovi", "lukko", "kapi", "kilit", "ajto", "zar", "usa", "deviceid", "device", "lockid", "doorid",
})  # fmt: skip
# Of a record, a screen, an account: locked as well.
_OTHERS: Final = frozenset({
    "row", "table", "issue", "thread", "ticket", "account", "file", "branch", "pid", "mutex", "orientation", "level",
    "achievement", "item", "price", "version", "transaction", "wallet", "sim", "bootloader", "screen", "post", "topic",
})  # fmt: skip
_DRINKS: Final = frozenset({
    "drink", "beverage", "coffee", "getraenk", "getrank", "kaffee", "boisson", "bebida", "bevanda", "caffe", "cafe",
    "napoj",
    "kawa", "drank", "koffie", "dryck", "drikk", "juoma", "icecek", "kahve", "ital", "bautura", "brew",
})  # fmt: skip
_MADE: Final = frozenset({
    "cups", "cup", "strength", "ml", "tassen", "tasse", "staerke", "starke", "tasses", "tazas", "tazze", "filizanki",
    "salky",
    "kopjes", "koppar", "size", "milk", "milch", "beans", "bohnen", "grind", "shots", "aroma", "temperature", "profile",
})  # fmt: skip
_SOLD: Final = frozenset(
    {"price", "preis", "prix", "precio", "prezzo", "cena", "sku", "calories", "recipe", "menu", "stock"}
)
_MOST: Final = 16  # members of such an object

_SHAPE: Final = TextShape(lambda text: text.lower() in _DONE, headers=False, shortest=4, longest=_LONGEST)


def _plain(name: str) -> str:
    return without_marks(name[:40].lower()).replace("_", "").replace("-", "")


def _made(names: tuple[str, ...]) -> str:
    """The name of the drink in an object that tells how it was made; "" for every other."""
    if not 3 <= len(names) <= _MOST:
        return ""
    said = {_plain(name): name for name in reversed(names)}
    if not _SOLD.isdisjoint(said) or _MADE.isdisjoint(said):
        return ""
    return next((said[one] for one in said if one in _DRINKS), "")


MADE: Final = Remembered(_made)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for leaf, _ in texts_like(payload, _SHAPE)[:_MOST]:
        group = place.group(outer(leaf.path))
        if group is None or leaf.context != "body" or not 3 <= len(group.members) <= _MOST:
            continue
        said = {_plain(name) for name in group.members} | {
            word for name in group.members for word in words(name)
        }
        where = said | {_plain(name) for name in group.names[-2:]} | place.sent_words
        told = not said.isdisjoint(_BY) and not where.isdisjoint(_DOORS) and where.isdisjoint(_OTHERS)
        if told and _is_timed(group):
            yield _observation(
                leaf, "house_events.door", "what happened to a door of the household, by whom and when"
            )
    for group, names in place.shapes:
        if (
            (name := MADE[names])
            and group.context == "body"
            and payload.transmission.method != "GET"
            and _is_timed(group)
        ):
            drink = group.members[name]
            if isinstance(drink.value, str) and 2 <= len(drink.value) <= 60 and "]" not in group.path[-1:]:
                yield _observation(
                    drink, "house_events.made", "what a machine of the household made, and when"
                )


def _is_timed(group: Group) -> bool:
    for leaf in islice(group.members.values(), _MOST):
        if isinstance(leaf.value, bool) or leaf.value is None:
            continue
        at = number(leaf.value) if isinstance(leaf.value, int | float) else instant(leaf.value)
        if at is not None and 1_400_000_000 <= at <= 2_200_000_000_000:
            return True
    return False


def _observation(leaf: Leaf, rule: str, why: str) -> Observation:
    return Observation(
        category=_CATEGORY, property="userAction", path=leaf.path, value=text(leaf.value)[:60], rule=rule, reasoning=why,
        confidence=Confidence.LIKELY,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="house_events",
    version=1,
    categories={
        _CATEGORY: Mapped(
            google="App interactions", apple="Product Interaction", dpv="pd:ServiceConsumptionBehaviour", tcf="6"
        ),
    },
    rules={
        "house_events.door": "A lock or door that was opened or closed, beside by whom or how and a moment.",
        "house_events.made": "A drink beside how it was made and a moment; what is sold and recipes are left out.",
    },
    detect=_detect,
    needs=Needs(texts=(_SHAPE,), objects=(MADE,)),
)  # fmt: skip
