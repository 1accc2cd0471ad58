"""Tells what somebody orders at a pharmacy from what a pharmacy has: sent there with how many are wanted, and no price."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Leaf
from analysis.readings import number
from analysis.surroundings import Surroundings
from analysis.translated_names import without_marks

_MOST: Final = 32  # members of an object
_PHARMACY: Final = lazy_pattern(
    r"apotheke|apotheek|apotek|apteekki|apteka|lekarna|lekaren|pharmac|farmaci|farmacie|eczane|gyogyszertar|\brx\b"
)
_ORDERED: Final = frozenset({
    "qty", "quantity", "count", "amount", "menge", "anzahl", "quantite", "cantidad", "quantita", "quantidade", "opak",
    "ilosc",
    "sztuk", "mnozstvi", "kusu", "aantal", "antal", "antall", "maara", "adet", "db", "packs", "packungen", "boites",
    "cajas",
    "scatole", "caixas", "opakowan", "baleni", "n", "refills", "repeat",
})  # fmt: skip


def is_ordered(leaf: Leaf, place: Surroundings) -> bool:
    """Whether it was sent to a pharmacy with how many are wanted, and no price: what somebody orders there."""
    sent = place.payload.transmission
    if (
        sent.method not in ("POST", "PUT")
        or _PHARMACY.search(f"{sent.host}/{sent.path[:200]}".lower()) is None
    ):
        return False
    group = place.around(leaf.path)
    return group is not None and any(
        without_marks(name.lower()) in _ORDERED and 0 < (number(item.value) or 0) <= 100
        for name, item in islice(group.members.items(), _MOST)
    )
