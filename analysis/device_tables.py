"""Tells fields of a model, of goods, of a picture or of a map of cells from those of one device."""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.device_reports import tells_of_one
from analysis.device_siblings import is_data_sheet, is_on_offer, is_sheet_of_parts, is_what_a_model_can
from analysis.field_names import all_words, words
from analysis.payload import Group, Leaf
from analysis.public_places import is_of_a_map_of_cells
from analysis.read_bodies import is_read
from analysis.readings import text
from analysis.surroundings import Surroundings

_OF_A_PICTURE: Final = frozenset(
    {"author", "src", "url", "image", "title", "margins", "paper", "caption", "photographer"}
)
# What somebody buys in an app stands beside the device that it is bought with.
_BOUGHT: Final = frozenset({
    "event", "event_name", "eventName", "event_type", "transaction_id", "transactionId", "order_id", "orderId", "receipt",
    "user_id", "userId", "os", "os_version", "osVersion", "app_version", "appVersion", "platform", "timestamp", "ts",
})  # fmt: skip
_SHOWN: Final = frozenset({"device", "client", "watch", "tablet", "phone", "headset", "unit", "handset"})
_COMPARED: Final = frozenset({"model", "gpu", "graphics", "renderer", "abi", "arch", "architecture"})
_NAMED: Final = frozenset(
    {"id", "uuid", "user", "owner", "name", "nickname"}
)  # of somebody's own list of devices
_OF_A_RULE: Final = frozenset({"op", "attribute", "operator", "clause"})
_MAKE_AND_MODEL: Final = ("make", "and", "model")  # of RFC 8011
_DIGITS_OF_A_MODEL: Final = 8  # the type allocation code
# What shops tell of the devices, and of the parts of devices, that they sell.
_ON_OFFER: Final = frozenset(
    {"gpu", "graphics", "renderer", "card", "model", "os", "operating", "manufacturer", "brand"}
)
_OF_A_NETWORK: Final = frozenset({"mcc", "mnc", "mccmnc", "plmn"})


# What a phone tells of a network: with which of its cards, in which cell and how strongly it hears it.
_HEARD: Final = frozenset({
    "cid", "ci", "cell", "cellid", "eci", "nci", "enb", "enbid", "lac", "tac", "pci", "psc", "arfcn", "earfcn", "rssi",
    "rsrp", "rsrq", "dbm", "asu", "signal", "ss", "slot", "slotindex", "slotid", "sim", "simslot", "imsi", "iccid", "msisdn",
    "roaming", "isroaming", "subscriptionid", "subid", "registered", "serving", "isserving", "active", "phonenumber",
})  # fmt: skip
# What only a table of networks, of plans or of settings for them tells.
_OF_A_LIST_OF_NETWORKS: Final = frozenset({
    "apn", "mmsc", "mmsproxy", "bands", "tadig", "zone", "brand", "price", "operators", "technologies", "speeds", "launched",
})  # fmt: skip
_KINDS_OF_NETWORKS: Final = frozenset(
    {("type",), ("tip",), ("tipus",), ("tipo",), ("typ",), ("тип",), ("kind",)}
)
# What is told of a kind of networks in a table of all.
_COVERED: Final = frozenset({
    "population", "coverage", "share", "pct", "percent", "users", "subscribers", "price", "year", "lakossag", "vaesto",
    "befolkning", "popolazione", "populatie", "населення", "πληθυσμός", "人口",
})  # fmt: skip
_ROW: Final = 64  # names of a row that are looked at


def _is_row_of_networks(group: Group, place: Surroundings) -> bool:
    """Whether an object is a row of a table of mobile networks, that no phone says it hears or has cards of."""
    said = {"".join(words(name)) for name in islice(group.members, _ROW)}
    if not group.path.endswith("]") or not _HEARD.isdisjoint(said):
        return False
    rows = group.path[: group.path.rindex("[")]
    least = 2 if not _OF_A_LIST_OF_NETWORKS.isdisjoint(said) else 3
    return place.group(f"{rows}[{least - 1}]") is not None


_last: tuple[Group | None, bool] = (None, False)


def _is_sheet(group: Group | None) -> bool:
    """That of the last object is kept, because its fields are asked about in turn."""
    global _last
    if group is not _last[0]:
        _last = group, is_data_sheet(group)
    return _last[1]


_last_message: tuple[Surroundings | None, bool] = (None, False)


def _is_sheet_of_parts(place: Surroundings) -> bool:
    """That of the last message is kept, because its fields are asked about in turn."""
    global _last_message
    if place is not _last_message[0]:
        _last_message = place, is_sheet_of_parts(place.names)
    return _last_message[1]


def is_of_a_table(place: Surroundings, leaf: Leaf, names: tuple[str, ...]) -> bool:
    """A data sheet; in a list, a row of all models, of the digits that all IMEIs of one begin with, of cells, of goods."""
    if leaf.context == "header":
        return False
    group = place.around(leaf.path)
    if _is_sheet(group) or (len(names) > 1 and leaf.context == "body" and _is_sheet_of_parts(place)):
        return True
    if words(names[-1])[-3:] == _MAKE_AND_MODEL and is_what_a_model_can(place.names):
        return True
    if words(leaf.name) == ("orientation",):  # of a picture, a page, a print
        return not _OF_A_PICTURE.isdisjoint(place.siblings(leaf.path))
    if (
        leaf.context == "body"
        and len(names) > 1
        and not _SHOWN.isdisjoint(words(names[-2]))
        and is_read(place.payload.transmission)
        and not tells_of_one(group)
    ):
        return True  # what a page tells of a product
    sold = not _ON_OFFER.isdisjoint(words(names[-1])) and is_on_offer(group)
    if "[" not in leaf.path:
        return sold and not tells_of_one(group) and _BOUGHT.isdisjoint(group.members if group else ())
    if sold or (group is not None and not _OF_A_RULE.isdisjoint(group.members)):
        return True
    if group is not None and not _OF_A_NETWORK.isdisjoint(group.members):
        told = leaf.name in _OF_A_NETWORK and is_of_a_map_of_cells(group)
        if told or _is_row_of_networks(group, place):
            return True
    if leaf.context == "body" and words(names[-1])[-1:] in _KINDS_OF_NETWORKS:
        return group is not None and not all_words(islice(group.members, _ROW)).isdisjoint(_COVERED)
    if _COMPARED.isdisjoint(words(names[-1])[-1:]):
        return False
    tac = place.siblings(leaf.path).get("tac")
    if tac is not None and len(text(tac)) == _DIGITS_OF_A_MODEL:
        return True
    answered = leaf.context == "body" and is_read(place.payload.transmission)
    return answered and not tells_of_one(group) and _NAMED.isdisjoint(group.members if group else ())
