"""What could be learned from findings: the records of an inference, its evidence and its conclusion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Final, Literal
from zoneinfo import ZoneInfo

import msgspec

from analysis.records import Confidence, Measures
from analysis.sun import elevation

PREFIX: Final = "This data could let the recipient infer "
CARRIER: Final = (
    "(carrier)"  # the recipient that carries every connection: the internet provider, or a VPN's operator
)
TRAFFIC: Final = "traffic"  # in ``needs``: when there was traffic, whatever was in it
RESTS_ON_LIMIT: Final = 200  # findings that a conclusion names
_SEVERAL: Final = 2  # for a number that is not told
_PHOTO_RULE: Final = "photo."


class Level(IntEnum):
    """How much of what is published to be needed has reached the recipient."""

    FIELD = 1  # such a field was seen
    VALUE = 2  # a value, or a few
    SERIES = 3  # a series that meets the published need


class Scope(StrEnum):
    """Whose data an inference looks at."""

    DEVICE = "device"  # of one device, what one recipient got
    ACROSS = "across"  # of one device, what all its recipients got
    HOUSEHOLD = "household"  # of all devices that the viewer sees, what one recipient got


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What is published, and ``where``; ``basis`` P where the source itself was read, S where another's word on it."""

    text: str
    where: str
    basis: Literal["P", "S"]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where the home is, in degrees, as its household has set it."""

    latitude: float
    longitude: float


class Datum(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as an inference sees it.

    ``seen_at`` µs UTC; ``recipient`` the company at the end of the owner's chain, else the host. ``value`` is the full value
    where ``exact``, else masked (sensor, health, fitness, photo and battery values are never masked).
    """

    id: int
    event_id: str
    seen_at: int
    device: str
    recipient: str
    category: str
    property: str
    path: str
    value: str
    digest: str = ""
    exact: bool = False
    confidence: Confidence = Confidence.CERTAIN
    rules: tuple[str, ...] = ()
    measures: Measures | None = None

    def of_a_photo(self) -> bool:
        """True for what a photo's or film's metadata say: they tell of the picture, not of the device now."""
        return any(rule.startswith(_PHOTO_RULE) for rule in self.rules)

    def lowest_highest(self) -> tuple[float, float] | None:
        """The range of the readings, in the unit of the value; one reading is a range of its own. None without."""
        told = self.measures
        if told is not None and told.min is not None and told.max is not None:
            return told.min, told.max
        number = number_in(self.value)
        return None if number is None else (number, number)

    def count(self) -> int:
        """Readings in it."""
        return (self.measures.n if self.measures is not None else None) or 1


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """A quarter hour (its ``start``, µs UTC) in which a device had a connection with a recipient, read or not."""

    start: int
    device: str
    recipient: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """All that reached one recipient, from one device or the household, that an inference needs.

    ``start`` and ``end`` (µs UTC) are the day that the conclusions are about; ``data`` and ``contacts`` are in order of
    time and may begin earlier. ``recorded`` are the quarter hours (their starts) in which this box recorded anything in the
    house, whosever it was; only what reads ``TRAFFIC`` gets them. With ``Scope.ACROSS`` the recipient is "".
    ``persons`` says whose a device is, where known.
    """

    recipient: str
    zone: ZoneInfo
    start: int
    end: int
    data: tuple[Datum, ...] = ()
    contacts: tuple[Contact, ...] = ()
    recorded: frozenset[int] = frozenset()
    place: Place | None = None
    persons: Mapping[str, str] = msgspec.field(default_factory=dict)

    def of(self, category: str, *properties: str) -> list[Datum]:
        """What was found of a category (and, where given, of these properties) at least ``likely``, in order of time."""
        return [
            item
            for item in self.data
            if item.category == category
            and (not properties or item.property in properties)
            and item.confidence is not Confidence.POSSIBLE
        ]

    def today(self, found: Iterable[Datum]) -> list[Datum]:
        """Those of the day that the conclusions are about."""
        return [item for item in found if self.start <= item.seen_at < self.end]

    def local(self, micros: int) -> datetime:
        """A time in the home's zone."""
        return datetime.fromtimestamp(micros / 1_000_000, self.zone)

    def clock(self, micros: int) -> str:
        """``07:02`` in the home's zone."""
        return f"{self.local(micros):%H:%M}"

    def when(self, found: Sequence[Datum]) -> str:
        """``07:02``, or ``07:02–07:40``: when the messages were sent that hold these, which are in order of time."""
        return "–".join(dict.fromkeys((self.clock(found[0].seen_at), self.clock(found[-1].seen_at))))

    def sun(self, micros: int) -> float | None:
        """Degrees of the sun above the horizon at home; None where the household has not set its position."""
        if self.place is None:
            return None
        return elevation(self.local(micros), self.place.latitude, self.place.longitude)


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """What an inference draws from evidence: ``words`` fill the blanks of its sentence.

    ``n`` readings over ``seconds``; a level of ``SERIES`` must tell both. ``recipients`` are given by inferences across
    recipients only. ``contacts`` counts quarter hours of traffic, ``devices`` says whose they are.
    """

    level: Level
    rests_on: Sequence[Datum] = ()
    words: Mapping[str, str] = msgspec.field(default_factory=dict)
    n: int | None = None
    seconds: float | None = None
    contacts: int = 0
    recipients: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()


class Conclusion(msgspec.Struct, frozen=True, kw_only=True):
    """What one recipient could infer. It says nothing of whether the recipient did.

    ``findings`` are the ids of up to ``RESTS_ON_LIMIT`` findings, of these ``categories``; ``rests_on`` is their number,
    ``devices`` whose; ``contacts`` quarter hours of traffic, for what follows from traffic alone. ``rate_hz`` is n/seconds.
    ``of_one`` is the ``template`` for where the blank ``counted`` is 1, if it has such a form.
    """

    inference: str
    level: Level
    recipients: tuple[str, ...]
    devices: tuple[str, ...]
    template: str
    words: Mapping[str, str]
    confidence: Confidence
    findings: tuple[int, ...]
    rests_on: int
    categories: tuple[str, ...] = ()
    contacts: int = 0
    n: int | None = None
    seconds: float | None = None
    rate_hz: float | None = None
    of_one: str = ""
    counted: str = ""

    def number(self) -> int:
        """The number that chooses between ``of_one`` and ``template``."""
        figure = self.words.get(self.counted, "")
        return int(figure) if figure.isdecimal() else _SEVERAL

    def sentence(self) -> str:
        """The sentence in English."""
        return (self.of_one if self.of_one and self.number() == 1 else self.template).format(**self.words)


class Inference(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that could be learned.

    ``needs`` are categories (or ``TRAFFIC``), each with what is read of it in words; ``days`` how many days are looked at.
    ``condition`` states the published threshold; ``says`` is one template that begins with ``PREFIX`` and has named blanks;
    of one it is ``says_one``, of none ``says_none``, where the blank ``counted`` holds that number and such forms are given.
    ``otherwise`` what would make it wrong; ``remedy`` what one can do. ``exact`` asks for full values, which masking hides.
    """

    name: str
    title: str
    needs: Mapping[str, str]
    condition: str
    says: str
    cap: Level
    otherwise: tuple[str, ...]
    remedy: tuple[str, ...]
    sources: tuple[Source, ...]
    infer: Callable[[Evidence], Iterable[Drawn]]
    scope: Scope = Scope.DEVICE
    days: int = 1
    exact: bool = False
    counted: str = ""
    says_one: str = ""
    says_none: str = ""

    def conclude(self, evidence: Evidence) -> list[Conclusion]:
        """The conclusions from one recipient's evidence. No level is higher than the cap."""
        return [self._conclusion(evidence, drawn) for drawn in self.infer(evidence)]

    def _conclusion(self, evidence: Evidence, drawn: Drawn) -> Conclusion:
        surest = (Confidence.POSSIBLE, Confidence.LIKELY, Confidence.CERTAIN)
        none = bool(self.says_none) and drawn.words.get(self.counted) == "0"
        devices = {*drawn.devices, *(item.device for item in drawn.rests_on)}
        return Conclusion(
            inference=self.name,
            level=min(drawn.level, self.cap),
            recipients=drawn.recipients or (evidence.recipient,),
            devices=tuple(sorted(devices)),
            template=self.says_none if none else self.says,
            words=drawn.words,
            confidence=min(
                (item.confidence for item in drawn.rests_on), key=surest.index, default=Confidence.CERTAIN
            ),
            findings=tuple(item.id for item in drawn.rests_on[:RESTS_ON_LIMIT]),
            rests_on=len(drawn.rests_on),
            categories=tuple(sorted({item.category for item in drawn.rests_on})),
            contacts=drawn.contacts,
            n=drawn.n,
            seconds=drawn.seconds,
            rate_hz=float(f"{drawn.n / drawn.seconds:.3g}") if drawn.n and drawn.seconds else None,
            of_one="" if none else self.says_one,
            counted=self.counted,
        )


def number_in(value: str) -> float | None:
    """The finite number that a value begins with (``412 lux``, ``81 %``); None for any other text."""
    first = value[:40].split(maxsplit=1)
    try:
        number = float(first[0].rstrip("%")) if first else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 1e15 else None
