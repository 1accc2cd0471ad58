"""Recognises places by their names: time zone, country, region, city, postal code, street."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator
from functools import cache
from typing import Final

from analysis.coordinates import axis_name
from analysis.field_names import is_named, words
from analysis.payload import Group, Leaf, Payload
from analysis.readings import number
from analysis.records import Confidence, Observation
from analysis.units import Detector, Mapped

# ISO 3166-1, alpha-2 and alpha-3.
_CODES: Final = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW UK XK"
    " "
    "AND ARE AFG ATG AIA ALB ARM AGO ATA ARG ASM AUT AUS ABW ALA AZE BIH BRB BGD BEL BFA BGR BHR BDI BEN BLM BMU BRN "
    "BOL BES BRA BHS BTN BVT BWA BLR BLZ CAN CCK COD CAF COG CHE CIV COK CHL CMR CHN COL CRI CUB CPV CUW CXR CYP CZE "
    "DEU DJI DNK DMA DOM DZA ECU EST EGY ESH ERI ESP ETH FIN FJI FLK FSM FRO FRA GAB GBR GRD GEO GUF GGY GHA GIB GRL "
    "GMB GIN GLP GNQ GRC SGS GTM GUM GNB GUY HKG HMD HND HRV HTI HUN IDN IRL ISR IMN IND IOT IRQ IRN ISL ITA JEY JAM "
    "JOR JPN KEN KGZ KHM KIR COM KNA PRK KOR KWT CYM KAZ LAO LBN LCA LIE LKA LBR LSO LTU LUX LVA LBY MAR MCO MDA MNE "
    "MAF MDG MHL MKD MLI MMR MNG MAC MNP MTQ MRT MSR MLT MUS MDV MWI MEX MYS MOZ NAM NCL NER NFK NGA NIC NLD NOR NPL "
    "NRU NIU NZL OMN PAN PER PYF PNG PHL PAK POL SPM PCN PRI PSE PRT PLW PRY QAT REU ROU SRB RUS RWA SAU SLB SYC SDN "
    "SWE SGP SHN SVN SJM SVK SLE SMR SEN SOM SUR SSD STP SLV SXM SYR SWZ TCA TCD ATF TGO THA TJK TKL TLS TKM TUN TON "
    "TUR TTO TUV TWN TZA UKR UGA UMI USA URY UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM MYT ZAF ZMB ZWE XKX"
)
_COUNTRY_CODES: Final = frozenset(_CODES.split())
_ZONE_NAMES: Final = ("timezone", "time zone", "tz", "time zone id", "time zone name", "tz name", "iana timezone", "tzid",
                      "timezone id", "timezone name", "olson timezone")  # fmt: skip
_OFFSET_NAMES: Final = (
    "timezone offset",
    "time zone offset",
    "tz offset",
    "utc offset",
    "gmt offset",
    "tzoffset",
)
_NO_ZONE: Final = frozenset({"utc", "gmt", "etc/utc", "etc/gmt", "z", "+00:00", "universal", "zulu"})
_OFFSET: Final = re.compile(r"(?:GMT|UTC)?\s?[+-](?:0?\d|1[0-4]):?(?:00|15|30|45)?", re.I)
_AROUND: Final = frozenset({
    "user", "device", "client", "local", "current", "my", "x", "geo", "ip", "default", "system", "app", "iso", "code",
    "phone", "sim", "network", "locale", "name", "region", "detected", "visitor", "home", "minutes", "seconds", "in",
    "billing", "shipping", "address", "dev", "browser", "sys", "os", "residence", "event", "2", "3", "alpha",
})  # fmt: skip
_COUNTRY_NAMES: Final = ("country", "country code", "country iso", "iso country code", "countrycode")
_STATE_NAMES: Final = ("state", "region", "province", "administrative area", "state code", "region code", "region name",
                       "subdivision", "county", "federal state")  # fmt: skip
_CITY_NAMES: Final = ("city", "locality", "town", "city name", "sub locality", "sublocality", "municipality")
_POSTAL_NAMES: Final = ("postal code", "zip", "zip code", "postcode", "post code", "postal", "plz")
_STREET_NAMES: Final = ("street", "thoroughfare", "street address", "street name", "address line 1", "address 1",
                        "road", "house number", "sub thoroughfare", "street number", "address line", "line 1",
                        "formatted address", "full address")  # fmt: skip
_PLACE_TEXT: Final = re.compile(r"[^\W\d_][^\d<>{}=;/\\|]{1,58}")
_NOT_STATES: Final = frozenset({
    "active", "inactive", "enabled", "disabled", "open", "closed", "new", "done", "ready", "idle", "on", "off", "init",
    "started", "stopped", "success", "failed", "error", "pending", "completed", "true", "false", "unknown", "none",
    "background", "foreground", "running", "loading", "loaded", "default", "granted", "denied", "global", "all",
})  # fmt: skip


@cache
def _zones() -> frozenset[str]:
    return frozenset(zone.lower() for zone in zoneinfo.available_timezones())


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf in payload.leaves:
        if leaf.context != "path":
            yield from _time_zone(leaf)
    for group in payload.groups:
        yield from _named_places(group)


def _time_zone(leaf: Leaf) -> Iterator[Observation]:
    value = leaf.value.strip() if isinstance(leaf.value, str) else ""
    named = bool(leaf.name) and is_named(leaf.name, _ZONE_NAMES, _AROUND)
    if value and value.lower() not in _NO_ZONE and len(value) <= 40:
        if value.lower() in _zones() and (named or "/" in value):
            sure = Confidence.CERTAIN if named else Confidence.LIKELY
            where = f"in {leaf.name[:40]!r}"
            yield _observation(leaf, "timezone", "timezone.iana", sure, f"an IANA time zone {where}")
            return
        if named and _OFFSET.fullmatch(value) and value[-5:].strip("+-0:") != "":
            yield _observation(leaf, "timezone", "timezone.offset", Confidence.LIKELY, "an offset from UTC")
            return
    if leaf.name and is_named(leaf.name, _OFFSET_NAMES, _AROUND):
        amount = number(leaf.value)
        if (
            amount
            and amount == int(amount)
            and abs(amount) <= 50_400
            and (abs(amount) <= 14 or not amount % 15)
        ):
            yield _observation(leaf, "timezone", "timezone.offset", Confidence.LIKELY, "an offset from UTC")


def _named_places(group: Group) -> Iterator[Observation]:
    country = [leaf for name, leaf in group.members.items() if _is_country(name, leaf)]
    for leaf in country:
        code = str(leaf.value).upper() in _COUNTRY_CODES
        sure = Confidence.CERTAIN if code else Confidence.LIKELY
        yield _observation(leaf, "country", "country.named", sure, f"a country in {leaf.name[:40]!r}")
    parts = {kind: _parts(group, names) for kind, names in _KINDS.items()}
    position = any(axis_name(name) is not None for name in group.members)
    anchors = (
        bool(country)
        + bool(parts["x_city"])
        + bool(parts["x_postalCode"])
        + bool(parts["x_street"])
        + position
    )
    for kind, leaves in parts.items():
        if anchors - (0 if kind == "state" else bool(leaves)) < 1:
            continue  # such a name alone (state, region, road) says nothing
        for leaf in leaves:
            yield _observation(leaf, kind, _RULES[kind], Confidence.LIKELY, _REASONS[kind])


def _is_country(name: str, leaf: Leaf) -> bool:
    if not isinstance(leaf.value, str) or not is_named(name, _COUNTRY_NAMES, _AROUND):
        return False
    value = leaf.value.strip()
    if len(value) in (2, 3):
        return value.upper() in _COUNTRY_CODES
    return bool(_PLACE_TEXT.fullmatch(value)) and value[:1].isupper() and value.lower() not in _NOT_STATES


def _parts(group: Group, names: tuple[str, ...]) -> list[Leaf]:
    return [
        leaf
        for name, leaf in group.members.items()
        if is_named(name, names, _AROUND) and _is_part(leaf, names)
    ]


def _is_part(leaf: Leaf, names: tuple[str, ...]) -> bool:
    value = str(leaf.value).strip() if isinstance(leaf.value, str | int) else ""
    if isinstance(leaf.value, bool) or not value or value.lower() in _NOT_STATES or len(value) > 120:
        return False
    if names is _POSTAL_NAMES:
        return re.fullmatch(r"(?=.{0,8}\d)[A-Za-z0-9][A-Za-z0-9 -]{2,9}", value) is not None
    if names is _STREET_NAMES:
        numbered = "number" in words(leaf.name) or "sub" in words(leaf.name)
        return numbered or re.search(r"[^\W\d_]{3}", value) is not None
    return _PLACE_TEXT.fullmatch(value) is not None and (value[:1].isupper() or " " in value)


_KINDS: Final = {
    "state": _STATE_NAMES,
    "x_city": _CITY_NAMES,
    "x_postalCode": _POSTAL_NAMES,
    "x_street": _STREET_NAMES,
}
_RULES: Final = {
    "state": "region.named", "x_city": "city.named", "x_postalCode": "postal_code.named", "x_street": "street.named",
}  # fmt: skip
_REASONS: Final = {
    "state": "a region beside a country, city or position",
    "x_city": "a city beside a country, postal code, street or position",
    "x_postalCode": "a postal code beside a country, city, street or position",
    "x_street": "a street or house number beside a city, postal code, country or position",
}


def _observation(leaf: Leaf, prop: str, rule: str, confidence: Confidence, reasoning: str) -> Observation:
    return Observation(
        category="location.address" if prop == "x_street" else "location.coarse",
        property=prop,
        path=leaf.path,
        value=str(leaf.value),
        reasoning=reasoning,
        rule=rule,
        confidence=confidence,
    )


DETECTOR: Final = Detector(
    name="place",
    version=1,
    categories={
        "location.coarse": Mapped(
            google="Approximate location", apple="Coarse Location", dpv="pd:Location", tcf="8"
        ),
        "location.address": Mapped(
            google="Address", apple="Physical Address", dpv="pd:PhysicalAddress", tcf="7"
        ),
    },
    rules={
        "timezone.iana": "A time zone of the IANA database (Europe/Berlin) in a field named time zone, or one with "
        "a slash under any name; UTC does not count.",
        "timezone.offset": "An offset from UTC, other than zero, in a field named time zone or its offset.",
        "country.named": "An ISO 3166 code or a capitalised name in a field named country.",
        "region.named": "A state or region beside a country, city or position.",
        "city.named": "A city beside a country, postal code, street or position.",
        "postal_code.named": "A postal code beside a country, city, street or position.",
        "street.named": "A street or house number beside a city, postal code, country or position.",
    },
    detect=_detect,
)
