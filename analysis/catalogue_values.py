"""What a value of ``trackers.yaml`` may look like: host names, dates, sources, patterns that cannot run away."""

from __future__ import annotations

import re
from datetime import date
from ipaddress import ip_network
from math import prod
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema

from analysis.catalogue import PURPOSES
from analysis.host_names import normalise_host
from analysis.lazy_patterns import lazy_pattern

_KIND_NAMES: Final = (
    "sensor audio location photo health fitness identifier contact message app_list usage browsing profile device_state"
    " network_address diagnostics finance consent_state credential opaque"
)
_COUNTRY_CODES: Final = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC"
    " CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD"
    " GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH"
    " KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW"
    " MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC"
    " SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY"
    " UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)
_QUANTIFIER: Final = lazy_pattern(r"\{(\d{1,6}),(\d{1,6})\}")
_MAX_WAYS: Final = 100_000_000  # to spread a text over the quantifiers of a pattern, at worst
_SOURCE: Final = lazy_pattern(
    r"^(https://[^\s/]{4,100}/?|github\.com/[\w.-]{1,60}/[\w.-]{1,100}( |$)"
    r"|pkg:(npm|pypi)/[\w.@/-]{1,120}@[\w.+-]{1,40}( |$))"
)
_KINDS: Final = frozenset(_KIND_NAMES.split())
_COUNTRIES: Final = frozenset(_COUNTRY_CODES.split())


def _host(value: str) -> str:
    if normalise_host(value) != value or "." not in value or not re.fullmatch(r"[a-z0-9.-]{4,253}", value):
        raise ValueError(f"expected a host name in lower case, got {value!r}")
    return value


def _country(value: str) -> str:
    if value not in _COUNTRIES:
        raise ValueError(f"expected an ISO 3166-1 alpha-2 country code such as US, got {value!r}")
    return value


def _category(value: str) -> str:
    kind, _, sub = value.partition(".")
    if kind not in _KINDS or (sub and not re.fullmatch(r"[a-z][a-z0-9_]{1,29}", sub)):
        raise ValueError(f"expected a category such as identifier.advertising, got {value!r}")
    return value


def _purpose(value: str) -> str:
    if value not in PURPOSES:
        raise ValueError(f"expected one of {', '.join(PURPOSES)}, got {value!r}")
    return value


def _source(value: str) -> str:
    if not _SOURCE.match(value):
        raise ValueError(
            f"expected a page's https:// address, github.com/owner/repo path or pkg:npm/name@version path, got {value!r}"
        )
    return value


def _contact(value: str) -> str:
    """An e-mail address, the address of a page, or a postal one: text without anything that is not printed."""
    if "://" in value:
        right = re.fullmatch(r"https://[^\s]{4,280}", value)
    elif "@" in value:
        right = re.fullmatch(r"[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63}){1,5}", value, re.ASCII)
    else:
        right = re.fullmatch(r"[^\W_][^\n\r]{8,280}", value) if value.isprintable() else None
    if right is None:
        raise ValueError(
            f"expected an e-mail address, a page's https:// address or a postal one, got {value!r}"
        )
    return value


def _pattern(value: str) -> str:
    """A regular expression that cannot run away: anchored, every quantifier bounded, no group repeated."""
    if not value.startswith("^") or len(value) > 200:
        raise ValueError(
            f"expected a regular expression of at most 200 signs that begins with ^, got {value[:210]!r}"
        )
    bare = re.sub(r"\[(?:\\.|[^\]\\]){1,100}\]", "C", re.sub(r"\\.", "E", value))
    if re.search(r"[*+]|\{\d{0,9},\}|\)\{", bare):
        raise ValueError(
            f"expected bounded quantifiers such as {{1,32}} and no repeated group, got {value!r}"
        )
    ways = prod(int(most) - int(least) + 1 for least, most in _QUANTIFIER.findall(bare)) << bare.count("?")
    if ways > _MAX_WAYS:
        raise ValueError(f"expected smaller quantifiers: there are {ways} ways to try {value!r}")
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"expected a regular expression, got {value!r} ({error})") from None
    return value


def whole_pattern(value: str) -> str:
    """One that has an end as well: of a name, all counts."""
    if not value.endswith("$"):
        raise ValueError(f"expected a regular expression that ends with $, got {value!r}")
    return value


def _cidr(value: str) -> str:
    """Public addresses alone, and no more of them than a company can have."""
    try:
        network = ip_network(value)
    except ValueError:
        raise ValueError(
            f"expected addresses such as 192.0.2.0/24, no bits set behind the /, got {value!r}"
        ) from None
    least = 8 if network.version == 4 else 20
    if str(network) != value or network.prefixlen < least:
        raise ValueError(f"expected {network}, with a number behind the / of {least} or more, got {value!r}")
    if not network.is_global or network.is_multicast:
        raise ValueError(f"expected public addresses, got {value!r}")
    return value


def _printed(value: str) -> str:
    """What stands on pages and in a terminal must not turn, hide or break what stands around it."""
    if not value.isprintable():
        raise ValueError(f"expected text of signs that are printed, got {value[:60]!r}")
    return value


def _day(value: str) -> str:
    """A day or, of a moment, a month or a year, that is in the calendar."""
    if len(value) == len("2026-11-27"):
        try:
            date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"expected a day of the calendar, got {value!r}") from None
    return value


def _as_text(pattern: str) -> WithJsonSchema:
    """What an editor is told of a text that only our own code checks wholly."""
    return WithJsonSchema({"type": "string", "pattern": pattern})


def several(value: object) -> object:
    """One path or condition may stand without its list."""
    return [value] if isinstance(value, str | dict) else value


def _year(value: object) -> object:
    """A year needs no quotes."""
    return (
        str(value)
        if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value < 2100
        else value
    )


_DAY: Final = r"20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_MOMENT: Final = r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_printed)]
Date = Annotated[str, StringConstraints(pattern=rf"^{_DAY}$"), AfterValidator(_day)]
Moment = Annotated[
    str,
    BeforeValidator(_year),
    StringConstraints(pattern=rf"^{_MOMENT}$"),
    AfterValidator(_day),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": f"^{_MOMENT}$"},
                {"type": "integer", "minimum": 1900, "maximum": 2099},
            ]
        }
    ),
]
Host = Annotated[str, AfterValidator(_host), _as_text(r"^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$")]
Cidr = Annotated[
    str, StringConstraints(max_length=43), AfterValidator(_cidr), _as_text(r"^[0-9a-f.:]{3,39}/[0-9]{1,3}$")
]
Web = Annotated[str, StringConstraints(pattern=r"^https://[^\s]{4,280}$"), AfterValidator(_printed)]
Source = Annotated[
    str,
    StringConstraints(max_length=300),
    AfterValidator(_printed),
    AfterValidator(_source),
    _as_text(_SOURCE.pattern),
]
Contact = Annotated[str, StringConstraints(min_length=6, max_length=300), AfterValidator(_contact)]
Pattern = Annotated[str, AfterValidator(_pattern), _as_text(r"^\^.{0,199}$")]
Category = Annotated[
    str, AfterValidator(_category), _as_text(rf"^({'|'.join(sorted(_KINDS))})(\.[a-z][a-z0-9_]{{1,29}})?$")
]
LeafTail = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,20}:\S.{0,200}$")]
FieldNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}(\.[0-9]{1,9}){0,12}$")]
FieldName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,60}$")]
Country = Annotated[
    str, AfterValidator(_country), WithJsonSchema({"type": "string", "enum": sorted(_COUNTRIES)})
]
Purpose = Annotated[str, AfterValidator(_purpose), WithJsonSchema({"type": "string", "enum": list(PURPOSES)})]
