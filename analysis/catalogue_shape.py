"""The shape of ``trackers.yaml``: which keys there are and what a value may look like."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from analysis.catalogue import PURPOSES, normalise_host
from analysis.payload import Context

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
    if kind not in _KINDS or (sub and not re.fullmatch(r"[a-z_]{2,30}", sub)):
        raise ValueError(f"expected a category such as identifier.advertising, got {value!r}")
    return value


def _purpose(value: str) -> str:
    if value not in PURPOSES:
        raise ValueError(f"expected one of {', '.join(PURPOSES)}, got {value!r}")
    return value


def _source(value: str) -> str:
    if not re.match(r"(https://[^\s/]{4,100}/?|github\.com/[\w.-]{1,60}/[\w.-]{1,100}( |$))", value):
        raise ValueError(f"expected a page's https:// address or github.com/owner/repo path, got {value!r}")
    return value


def _pattern(value: str) -> str:
    """A regular expression that cannot run away: anchored, every quantifier bounded, no group repeated."""
    bare = re.sub(r"\[(?:\\.|[^\]\\]){1,100}\]", "C", re.sub(r"\\.", "E", value))
    if not value.startswith("^") or len(value) > 200:
        raise ValueError(
            f"expected a regular expression of at most 200 signs that begins with ^, got {value!r}"
        )
    if re.search(r"[*+]|\{\d{0,9},\}|\)\{", bare):
        raise ValueError(
            f"expected bounded quantifiers such as {{1,32}} and no repeated group, got {value!r}"
        )
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"expected a regular expression, got {value!r} ({error})") from None
    return value


def _several(value: object) -> object:
    """One path or condition may stand without its list."""
    return [value] if isinstance(value, str | dict) else value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Date = Annotated[str, StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Moment = Annotated[
    str, StringConstraints(pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
]
Host = Annotated[str, AfterValidator(_host)]
Web = Annotated[str, StringConstraints(pattern=r"^https://[^\s]{4,280}$")]
Source = Annotated[str, StringConstraints(max_length=300), AfterValidator(_source)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Category = Annotated[str, AfterValidator(_category)]
LeafTail = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,20}:\S.{0,200}$")]
FieldNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}(\.[0-9]{1,9}){0,12}$")]
FieldName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,60}$")]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Grounded(_Shape):
    """What must say where it is from: a source that was read and when, or that everybody in the field knows it."""

    basis: Literal["common_knowledge"] | None = None
    source: Source | None = None
    read: Date | None = None


class ParentShape(_Shape):
    company: Id
    since: Moment | None = None
    source: Source | None = None


class CompanyShape(_Grounded):
    id: Id
    name: Text
    country: Annotated[str, AfterValidator(_country)]
    parent: ParentShape | None = None
    website: Web | None = None
    privacy_contact: Text | None = None


class ConditionShape(_Shape):
    """``equals`` or ``matches``, or neither: then ``field`` must be there."""

    field: Annotated[str, StringConstraints(pattern=r"^[\w$*.:>\[\]-]{1,200}$")] | None = None
    equals: Annotated[list[Text], Field(min_length=1, max_length=32), BeforeValidator(_several)] | None = None
    matches: Pattern | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.equals is not None and self.matches is not None:
            raise ValueError("expected 'equals' or 'matches', got both")
        if self.field is None and self.equals is None and self.matches is None:
            raise ValueError("expected 'field', 'equals' or 'matches', got none")
        return self


Conditions = Annotated[list[ConditionShape], Field(max_length=4), BeforeValidator(_several)]


class FieldShape(_Shape):
    context: Context | None = None
    path: Annotated[list[LeafTail], Field(min_length=1, max_length=8), BeforeValidator(_several)]
    category: Category
    property: Annotated[str, StringConstraints(pattern=r"^(x_)?[a-z][A-Za-z0-9]{1,40}$")]
    reasoning: Text
    when: Conditions = []
    unless: Conditions = []


class FieldSetShape(_Shape):
    id: Id
    source: Source
    read: Date
    fields: Annotated[list[FieldShape], Field(min_length=1)]


class EndpointShape(_Shape):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{2,60}/[a-z0-9.-]{1,40}$")]
    hosts: Annotated[list[Host], Field(min_length=1)]
    method: Literal["GET", "POST", "PUT", "PATCH"] | None = None
    path: Pattern
    names: dict[FieldNumber, FieldName] = {}
    sets: list[Id] = []
    fields: list[FieldShape] = []


class ExamplesShape(_Shape):
    match: Annotated[list[Web], Field(min_length=1)]
    skip: Annotated[list[Web], Field(min_length=1)]


class TrackerShape(_Grounded):
    id: Id
    name: Text
    company: Id
    purposes: Annotated[list[Annotated[str, AfterValidator(_purpose)]], Field(min_length=1)]
    hosts: Annotated[list[Host], Field(min_length=1)]
    data_expected: list[Category] = []
    endpoints: list[EndpointShape] = []
    last_verified: Date
    examples: ExamplesShape


class FileShape(_Shape):
    version: Date
    companies: list[CompanyShape]
    field_sets: list[FieldSetShape] = []
    trackers: list[TrackerShape]
