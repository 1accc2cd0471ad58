"""Finds what a box for pills tells: which compartment was emptied or missed, and when, also where no medicine is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import SAID_BY
from analysis.payload import Leaf
from analysis.readings import instant
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, generic
from analysis.translated_names import without_marks

_BOX: Final = lazy_pattern(
    r"pill.{0,2}(?:box|dispens|bottle|organi[sz]|case|minder|rem)|med(?:s|ication|icine)?.{0,2}(?:box|dispens|rem|minder|tray)"
    r"|tabletten|medikamenten|pillen(?:dose|box)|pilul|pastiller|pastiglie|portapill|portapast|pillend|dosett|annostel|laakeann"
    r"|medicindos|lakemedelsd|dosering|cutie.{0,4}(?:med|past)|farmakoth|gyogyszer|dispensador|pastyliv|tabletnyts|dozator.?lek"
    r"|davkovac|podajnik.?lek|hop.?thuoc|ilac.?kutu|kusuri|okusuri|fukuyaku|yaohe"
)
_SLOTS: Final = frozenset({
    "slot", "slots", "compartment", "fach", "compartiment", "compartiments", "compartimento", "compartimiento", "scomparto",
    "cajetin", "casillero", "lokero", "fack", "rekesz", "przegroda", "przegrodka", "vak", "vakje", "prihradka", "rum",
    "κουτακι", "θεση", "відсік", "комірка", "ячейка", "ngan", "cell", "bin", "tray", "case", "pocket", "rom", "chamber",
    "cup", "well", "goz", "bolme", "scheduled", "scheduledat", "scheduledtime", "planned", "plannedat", "due", "dueat",
    "geplant", "prevu", "prevue", "previsto", "prevista", "programado", "programada", "programat", "planowana", "gepland",
    "planerad", "planlagt", "suunniteltu", "utemezett", "заплановано", "запланировано", "dose", "dosis", "dosetime",
    "compartments", "اللجنة", "الحجرة",
})  # fmt: skip
_TAKEN: Final = frozenset({
    "taken", "takenat", "missed", "skipped", "dispensed", "dispensedat", "emptied", "opened", "openedat", "retrieved",
    "entnommen", "genommen", "eingenommen", "verpasst", "vergessen", "geoffnet", "geoeffnet", "pris", "prise", "oubli",
    "oublie", "oubliee", "retire", "otettu", "unohdettu", "luat", "omis", "tagen", "taget", "tatt", "missad", "glemt",
    "preso", "presa", "assunto", "assunta", "saltato", "saltata", "tomado", "tomada", "omitido", "omitida", "olvidado",
    "ingenomen", "gemist", "uitgenomen", "bevett", "kivett", "kihagyva", "wzieto", "wyjeto", "pominieto", "uzito",
    "vynechano", "прийнято", "взято", "пропущено", "принято", "ελήφθη", "ελειφθη", "ληφθηκε", "χαθηκε", "أخذ", "فائتة",
    "dauong", "quen", "alindi", "atlandi", "服用", "服薬",
})  # fmt: skip
_TOLD_IN: Final = frozenset(
    {"status", "event", "state", "action", "result", "type", "evt", "outcome", "eventtype", "eventname"}
)
_NOT_OF_ONE: Final = frozenset({
    "price", "vending", "sku", "stock", "catalog", "catalogue", "quiz", "pet", "pets", "dog",
    "cat", "feeder", "soap", "water", "firmware", "factory", "leaflet",
})  # fmt: skip
_NAMED: Final = frozenset({"medication", "medicine", "medicines", "drug"})  # which is found by its own name
_MOST: Final = 24  # names of such an object
_LONGEST: Final = 32


def _plain(name: str) -> str:
    return without_marks(name).lower().replace("_", "").replace(" ", "").replace("-", "")


def _box(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that may tell that something was taken, beside the compartment or when it was to be taken."""
    if len(names) > _MOST or SAID_BY[names].isdisjoint(_SLOTS):
        return ()
    said = {_plain(name): name for name in names}
    if _SLOTS.isdisjoint(said):
        return ()
    return tuple(name for plain, name in said.items() if plain in _TAKEN or plain in _TOLD_IN)


BOXES: Final = Remembered(_box)


def boxes_emptied(place: Surroundings) -> Iterator[Leaf]:
    """``{"slot": 3, "scheduled": "08:00", "taken_at": "08:12"}``, sent to a box for pills: what tells it, once a list."""
    seen: set[str] = set()
    sent = place.payload.transmission
    address = f"{sent.host}/{sent.path[:200]}".lower()
    for group, names in place.shapes:
        told = BOXES[names] if group.context in ("body", "query") and generic(group.path) not in seen else ()
        leaf = next((group.members[name] for name in told if _tells(group.members[name])), None)
        if leaf is None or _BOX.search(f"{address} {leaf.path[:200].lower()}") is None:
            continue
        near = (place.near_words(leaf.path, leaf.names) | place.sent_words) - all_words(told)
        if near.isdisjoint(_NOT_OF_ONE) and all_words(names).isdisjoint(_NAMED):
            seen.add(generic(group.path))
            yield leaf


def _tells(leaf: Leaf) -> bool:
    """Whether it is a tick, a time, or a word for taken or missed."""
    if isinstance(leaf.value, bool):
        return _plain(leaf.name) in _TAKEN
    if isinstance(leaf.value, str) and len(leaf.value) <= _LONGEST:
        said = _plain(leaf.value)
        if said in _TAKEN or said.removeprefix("dose") in _TAKEN or said.removeprefix("pill") in _TAKEN:
            return True
        clock = leaf.value[1:3].count(":") == 1 or (
            len(leaf.value) > len("2026-11-19") and instant(leaf.value) is not None
        )
        return clock and _plain(leaf.name) in _TAKEN
    return isinstance(leaf.value, int) and leaf.value > 1e9 and _plain(leaf.name) in _TAKEN
