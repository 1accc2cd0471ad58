"""Tells the hours of a place that is open to all by how they are written: days of the week, then from when to when.

``L-V 09-17``, ``ma-fr 10-18``, ``Пн-Пт 09:00-18:00``, ``月-土 9:00-18:00``: in any language, whatever its name. A row
of a list with such hours and a place is a branch, an office or a shop; a window in which somebody waits for a parcel names
no days.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.named_rows import may_hold_tables, named_rows
from analysis.opening_words import WHERE, WHO
from analysis.payload import Group, Leaf
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, outer

_WEEK: Final = """
mon tue wed thu fri sat sun mo tu we th fr sa su monday friday saturday sunday di mi do so montag freitag samstag
ma wo vr za zo maandag vrijdag zaterdag mån tis ons tor tors fre lör sön man tir lør søn ti on to lø sø
ke pe la maanantai perjantai h k sze sz cs p szo szombat v vas hétfő péntek l j s d lun mar mie joi vin sam sâm dum
luni vineri lunedì venerdì mer gio ven sab sáb dom lunes viernes m x jue vie seg ter qua qui sex segunda sexta
jeu dim lundi vendredi pn pon wt śr czw pt sob so nd po út st čt pá ne pzt sal çar per cum cmt paz
пн вт ср чт пт сб нд вс пон пят δε δευ τρ τρι τε τετ πε πεμ πα παρ σα σαβ κυ κυρ δευτέρα παρασκευή σάββατο
月 火 水 木 金 土 日 월 화 수 목 금 토 일 周一 周五 周六 周日 t2 t6 t7 cn الأحد الاثنين الخميس السبت الجمعة א ה ו
"""
_DAYS: Final = frozenset(_WEEK.split())
_HOURS: Final = lazy_pattern(
    r"[0-2]?[0-9](?:[:.h][0-5][0-9]|h)?\s?(?:[ap]\.?m\.?)?\s?[-–—~]\s?[0-2]?[0-9](?:[:.h][0-5][0-9]|h)?(?![0-9-])"
)
_BETWEEN: Final = str.maketrans(dict.fromkeys("-–—,/&+.:;~～〜、・", " "))
_SHORTEST, _LONGEST = 6, 60
_MOST: Final = 24  # values of a row that are looked at
_ROWS: Final = 3
_LEAST_ROWS: Final = 2
_PHONES: Final = frozenset(
    {"phone", "telephone", "tel", "telefon", "tlf", "puh", "電話", "电话", "τηλέφωνο", "هاتف", "dienthoai"}
)
_LEAST_LETTERS: Final = 2  # of a day that stands alone
_WHOSE: Final = WHO | {
    "recipient", "customer", "client", "patient", "user", "username", "driver",
    "delivery", "order", "orderid", "parcel", "stop", "amount", "window", "contactname",
    "fullname", "deviceid", "visit", "appointment", "member", "guest", "caller",
}  # fmt: skip
# Of whom a list without names of columns or rows is: named for a branch, a station, a dealer.
_BRANCHES: Final = frozenset({
    "branch", "dealer", "store", "shop", "office", "outlet", "depot", "surgery", "pharmacy", "filial",
    "filiale", "stasjon", "avdeling", "afdeling", "kontor", "agentie", "agentia", "sucursal", "agence",
    "negozio", "sede", "sportello", "vestiging", "kantoor", "sklep", "oddzial", "placowka", "pobocka",
    "prodejna", "uzlet", "fiok", "toimipiste", "myymala", "asema", "haendler", "händler", "geschaeftsstelle",
    "standort", "zweigstelle", "apotheke", "punto", "tienda", "loja", "відділення", "станція", "магазин",
    "филиал", "отделение", "κατάστημα", "υποκατάστημα", "فرع", "店舗", "支店", "門店", "门店", "cuahang",
    "chinhanh", "sube", "eczane", "magazin", "farmacie", "farmacia", "aterforsaljare", "forhandler",
})  # fmt: skip
_STREETS: Final = WHERE | {
    "streetaddress", "town", "district", "county", "municipality", "location", "oras", "orasul", "strada", "judet",
    "adresa", "utca", "varos", "cim", "telepules", "katuosoite", "katu", "kunta", "kaupunki", "osoite",
    "gatuadress", "adress", "stad", "gate", "gateadresse", "poststed", "sted", "kommune", "fylke", "kommun",
    "місто", "вулиця", "адреса", "город", "улица", "адрес", "οδός", "πόλη", "διεύθυνση", "住所", "所在地", "地址",
    "城市", "주소", "العنوان", "المدينة", "diachi", "địachỉ", "thanhpho", "localita", "ilce", "adres",
}  # fmt: skip


def _opens(text: str) -> bool:
    hours = _HOURS.search(text)
    if hours is None:
        return False
    days = text[: hours.start()].casefold().translate(_BETWEEN).split()
    return (
        bool(days)
        and _DAYS.issuperset(days)
        and (len(days) > 1 or len(days[0]) >= _LEAST_LETTERS or not days[0].isascii())
    )


_OPENS: Final = Remembered[str, bool](_opens)


def tells_hours(value: object) -> bool:
    """Whether a value is the hours of a place: ``Mon-Fri 08:00-18:30``."""
    return (
        isinstance(value, str)
        and _SHORTEST <= len(value) <= _LONGEST
        and not value[0].isdecimal()
        and any(sign in value for sign in "-–—~")
        and _OPENS[value]
    )


def _may_be_open(names: tuple[str, ...]) -> bool:
    """Whether a row of such names may be of a place: it tells where, and of nobody."""
    said = {"".join(words(name)) for name in names[:_MOST]}
    return not said.isdisjoint(_STREETS) and said.isdisjoint(_WHOSE)


def _of_branches(names: tuple[str, ...]) -> str:
    """The name of rows or columns that says that each is a branch, a shop or a dealer, beside one for a telephone; or ""."""
    parts = {name: {*words(name), name.lower()} for name in names[:_MOST]}
    if all(_PHONES.isdisjoint(said) for said in parts.values()):
        return ""
    return next((name for name, said in parts.items() if not said.isdisjoint(_BRANCHES)), "")


_MAY_BE_OPEN: Final = Remembered(_may_be_open)
_OF_BRANCHES: Final = Remembered(_of_branches)


def is_row_with_hours(group: Group, place: Surroundings) -> bool:
    """Whether an object is a row of a list of places, of which the first ones tell their hours, or are named as branches."""
    names = tuple(group.members)
    if not group.path.endswith("]") or not _MAY_BE_OPEN[names]:
        return False
    rows = group.path[: group.path.rindex("[")]
    told = [row for at in range(_ROWS) if (row := place.group(f"{rows}[{at}]")) is not None]
    if len(told) < _LEAST_ROWS:
        return False
    branch = _OF_BRANCHES[names]
    if branch and len({str(row.members[branch].value) for row in told if branch in row.members}) == len(told):
        return True
    return any(tells_hours(leaf.value) for row in told for leaf in islice(row.members.values(), _MOST))


def is_in_row_with_hours(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a value stands in a row without names (a list in a list) that tells hours, and a number or code besides.

    Or in one whose columns are named for a branch, each another, and for where it is.
    """
    row = outer(leaf.path) if leaf.path.endswith("]") else ""
    if not row.endswith("]"):
        return False
    items = place.lists.get(row, [])
    others = [item.value for item in items if item.path != leaf.path and not tells_hours(item.value)]
    if not any(map(_is_numbered, others)):
        return False
    columns = _columns(outer(row), place)
    head = tuple(columns)
    if any(map(_is_whose, head)):
        return False
    if len(others) < len(items) - 1:
        return True
    branch = _OF_BRANCHES[head] if _MAY_BE_OPEN[head] else ""
    numbers = [str(item.value) for item in columns[branch]] if branch else []
    return len(numbers) >= _LEAST_ROWS and len(set(numbers)) == len(numbers)


def _columns(path: str, place: Surroundings) -> Mapping[str, tuple[Leaf, ...]]:
    tables = named_rows(place) if may_hold_tables(place) else ()
    return next((table.columns for table in tables if table.path == path), {})


def _is_whose(name: str) -> bool:
    return "".join(words(name)) in _WHOSE


def _is_numbered(value: object) -> bool:
    return isinstance(value, str) and any(map(str.isdecimal, value)) and not value.startswith("+")
