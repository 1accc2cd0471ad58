"""Tells a postal address that is written in one text, in the order of its country."""

from __future__ import annotations

import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern

# What a whole address is called, and what only that of a house is.
WHOLE_NAMES: Final = ("formatted address", "full address", "address", "postal address", "home address", "work address",
                       "delivery address", "shipping address", "billing address", "street address", "addr",
                       "mailing address", "pickup address", "dropoff address", "address text", "location address",
                       "place address", "anschrift", "wohnadresse", "adresa", "osoite", "cim", "domicilio", "endereco",
                       "pickup", "dropoff", "ziel", "zielort", "abholung", "abholort", "juusho", "dizhi", "juso",
                       "bestimmungsort", "destination", "abholadresse", "adresse complete", "morada", "adresi",
                       "leveringsadresse", "leveransadress", "toimitusosoite", "szallitasi cim")  # fmt: skip
CLEAR_NAMES: Final = ("formatted address", "full address", "delivery address", "shipping address", "home address",
                 "pickup address", "dropoff address", "street address")  # fmt: skip
_STARTS: Final = lazy_pattern(r"[^\W\d_][^<>{}=;|@\\]{3,80}[, \n][^<>{}=;|@\\]{2,120}")
_NUMBERED: Final = lazy_pattern(r"(?<![\w.:-])\d{1,5}[a-zA-Z]?(?![\w.:])")
_POSTAL: Final = lazy_pattern(
    r"(?<![\w.])(?:\d{4,6}(?:-\d{3,4})?|\d{2}-\d{3}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)(?![\w.])"
)
# Street, number, postal code and town with nothing between them: "Lindenstraße 5 50674 Köln".
_RUN_ON: Final = lazy_pattern(
    r"[^\W\d_][^\d<>{}=;|@\\:/]{2,60} \d{1,4} ?[a-zA-Z]?(?: ?[-/] ?\d{1,4})? (?:[A-Z]{1,2}-)?\d{4,5}(?: [A-Z]{2})? "
    r"[^\W\d_][^\d<>{}=;|@\\:/]{1,50}"
)
# From the large to the small, without commas. Japan: prefecture, town, block; China: province or town, district, road and
# number; Korea: town or province, district, road or quarter and number.
_EASTERN: Final = (
    lazy_pattern(r"(?:〒?\s?\d{3}-?\d{4}\s{0,2})?[^\W\d_]{1,4}[都道府県][^\n<>{}=;]{2,60}?[市区町村郡][^\n<>{}=;]{1,60}?[0-9０-９一二三四五六七八九十]"),
    lazy_pattern(r"(?:[^\W\d_]{2,8}(?:省|自治区))?\s?[^\W\d_]{2,8}市\s?[^\W\d_]{1,8}[区县區縣]?[^\n<>{}=;]{0,40}?[路街道巷弄村镇號号][^\n<>{}=;]{0,40}?[0-9０-９]"),
    lazy_pattern(r"[^\W\d_]{1,8}(?:시|도)\s[^\n<>{}=;]{0,30}?[구군시]\s[^\n<>{}=;]{1,40}?(?:로|길|동|읍|면)\s?[0-9]"),
)  # fmt: skip


def is_whole_address(value: str, *, clear: bool) -> bool:
    """Parts between commas or lines, among them a house number and a postal code, or either and a country or state.

    ``clear``: the field's name says that it is the address of a house.
    """
    if "://" in value or not 8 <= len(value) <= 240:
        return False
    value = value.strip()
    if value[:1] > "\u2e80" or "〒" in value[:2]:
        return any(form.match(value) for form in _EASTERN)
    if len(value) < 12:
        return False
    if _RUN_ON.fullmatch(value):
        return True
    numbers = _NUMBERED.findall(value)
    parts = [part for part in re.split(r"[,\n]", value) if part.strip()]
    lettered = sum(re.search(r"[^\W\d_]{3}", part) is not None for part in parts)
    starts = value[:1].isalnum() and _STARTS.search(value) is not None
    if not starts or len(parts) < 2 or not numbers or len(parts) > 8:
        return False
    numbered = _NUMBERED.search(parts[0]) is not None
    return lettered >= 2 and (_POSTAL.search(value) is not None or (numbered and (clear or lettered >= 3)))
