"""What each recipient could infer from what reached it on a day, read from the ledger for a viewer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Final

import msgspec
from sqlalchemy import Connection

from analysis import inference_reading as reading
from analysis import registry
from analysis.flow_accounts import SENSITIVE
from analysis.full_values import Reveal
from analysis.inferences import (
    CARRIER,
    TRAFFIC,
    Conclusion,
    Contact,
    Datum,
    Evidence,
    Inference,
    Place,
    Scope,
)
from analysis.queries import Day, Viewer, companies, fetch
from analysis.queries import Scope as Sight
from analysis.records import HOME_CORPUS

MOST_CONCLUSIONS: Final = 2_000


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The conclusions of a day, the highest level first.

    ``cut`` says that there was more data than is looked at. ``sealed`` counts precise positions whose full values are not
    at hand, so that nothing could be said of where anybody lives.
    """

    conclusions: tuple[Conclusion, ...]
    cut: bool = False
    sealed: int = 0


class _Read(msgspec.Struct, kw_only=True):
    """All that was read, of all devices."""

    today: list[Datum]
    past: list[Datum]
    contacts: list[Contact]
    recorded: frozenset[int]
    cut: bool = False


def conclusions(
    connection: Connection,
    viewer: Viewer,
    day: Day,
    device: str = "",
    *,
    reveal: Reveal | None = None,
    place: Place | None = None,
    inferences: Sequence[Inference] | None = None,
    between: Callable[[], None] = lambda: None,
) -> Told:
    """What could be inferred from a day (and, for some, from the days before) of the devices that the viewer sees in full.

    Findings of the home's own corpus count for the company at the end of the owner's chain: its brands are one.
    ``device`` keeps to one device and leaves out what needs several. ``reveal`` opens full values (``full_values.opener``);
    ``place`` is where the home is. Bounded by ``MOST`` findings a device, recipient and kind. ``between`` is called in
    between, so that what is more urgent can go first.
    """
    chosen = registry.inferences() if inferences is None else inferences
    sight = Sight(connection, viewer)
    seen = [item for item in sight.devices if not device or item.id == device]
    read = _read(connection, sight, day, chosen, [item.id for item in seen], reveal, between)
    bundles = _Bundles(day, read, place, {item.id: item.person for item in seen}, between)
    found = [conclusion for item in chosen for conclusion in bundles.of(item, alone=bool(device))]
    found.sort(key=lambda item: (-item.level, item.inference, item.devices, item.recipients))
    return Told(
        conclusions=tuple(found[:MOST_CONCLUSIONS]),
        cut=read.cut or len(found) > MOST_CONCLUSIONS,
        sealed=sum(not item.exact and item.property == "latitude" for item in read.past),
    )


def looked_at(connection: Connection, viewer: Viewer, day: Day, device: str = "") -> int:
    """About how many findings of a day the inferences look at, by the roll-up: whether it is quick."""
    wanted = sorted({need for item in registry.inferences() if item.days == 1 for need in item.needs})
    members = Sight(connection, viewer).members(device) if device else None
    sql = f"""
        SELECT coalesce(sum(count), 0) AS n FROM finding_rollup
        WHERE grain = 'd' AND corpus = :corpus AND start = :day AND category IN :wanted
              {"AND device IN :members" if members is not None else ""}"""
    more = {} if members is None else {"members": members}
    rows = fetch(connection, sql, corpus=HOME_CORPUS, day=day.date.isoformat(), wanted=wanted, **more)
    return int(rows[0]["n"])


def _read(
    connection: Connection,
    sight: Sight,
    day: Day,
    chosen: Sequence[Inference],
    devices: Sequence[str],
    reveal: Reveal | None,
    between: Callable[[], None],
) -> _Read:
    owner = reading.owners(companies(connection))
    wanted = {need for item in chosen if item.days == 1 for need in item.needs} - {TRAFFIC}
    longest = max((item.days for item in chosen), default=1)
    long_wanted = {need for item in chosen if item.days > 1 for need in item.needs} - {TRAFFIC}
    members = [name for device in devices for name in sight.members(device)]
    contacts = reading.contacts(connection, sight, day, members, owner)
    silent = any(TRAFFIC in item.needs for item in chosen)
    recorded = reading.recorded(connection, day) if silent else frozenset()
    read = _Read(today=[], past=[], contacts=contacts, recorded=recorded)
    if wanted:
        starts = reading.quarters(connection, sight, members, day.start - reading.EVENING, day.end, wanted)
        for device in (name for name in devices if name in starts):
            between()
            rows = reading.findings(connection, sight.members(device), starts[device], wanted)
            _add(read, read.today, reading.of_a_day(rows, device, owner))
    if long_wanted:
        first = reading.days_before(day, longest)
        starts = reading.quarters_by_hour(connection, sight, members, first, day.end, long_wanted, day.zone)
        for device in (name for name in devices if name in starts):
            between()
            rows = reading.places(connection, sight.members(device), starts[device], long_wanted)
            _add(read, read.past, reading.of_the_past(rows, device, owner, reveal))
    return read


def _add(read: _Read, into: list[Datum], found: reading.Found) -> None:
    into += found.data
    read.cut = read.cut or found.cut


class _Bundles:
    """The evidence of each recipient, made from what was read."""

    def __init__(
        self, day: Day, read: _Read, place: Place | None, persons: dict[str, str], between: Callable[[], None]
    ) -> None:
        self._between = between
        self._about = Evidence(
            recipient="", zone=day.zone, start=day.start, end=day.end, recorded=read.recorded, place=place,
            persons=persons,
        )  # fmt: skip
        self._today = _grouped(read.today)
        self._past = _grouped(read.past)
        self._contacts = _grouped(read.contacts)
        carried: dict[str, dict[int, Contact]] = {}
        for item in read.contacts:
            carrier = Contact(start=item.start, device=item.device, recipient=CARRIER)
            carried.setdefault(item.device, {}).setdefault(item.start, carrier)
        for device, by_start in carried.items():
            self._contacts[device, CARRIER] = list(by_start.values())

    def of(self, inference: Inference, *, alone: bool) -> Iterable[Conclusion]:
        """Every conclusion of one inference."""
        data = self._today if inference.days == 1 else self._past
        needed = {
            key: [item for item in found if item.category in inference.needs] for key, found in data.items()
        }
        contacts = self._contacts if TRAFFIC in inference.needs else {}
        contacts = {key: found for key, found in contacts.items() if _is_one(key[1])}
        keys = sorted({key for key, found in needed.items() if found} | set(contacts))
        if inference.scope is Scope.HOUSEHOLD:
            groups = [] if alone else _groups(keys, 1)
        elif inference.scope is Scope.ACROSS:
            groups = [("", members) for _, members in _groups(keys, 0)]
        else:
            groups = [(key[1], [key]) for key in keys]
        for recipient, members in groups:
            self._between()
            evidence = msgspec.structs.replace(
                self._about,
                recipient=recipient,
                data=_in_order(needed.get(key, ()) for key in members),
                contacts=_in_order_of_start(contacts.get(key, ()) for key in members),
            )
            yield from inference.conclude(evidence)


def _is_one(recipient: str) -> bool:
    """False for what stands for several: the hosts of a sensitive category, or those whose name is not kept."""
    return bool(recipient) and not recipient.startswith(SENSITIVE)


def _grouped[Item: (Datum, Contact)](items: Iterable[Item]) -> dict[tuple[str, str], list[Item]]:
    """By device and recipient."""
    found: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        found.setdefault((item.device, item.recipient), []).append(item)
    return found


def _groups(keys: Iterable[tuple[str, str]], by: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Keys that have the device (0) or the recipient (1) in common."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key in keys:
        found.setdefault(key[by], []).append(key)
    return list(found.items())


def _in_order(groups: Iterable[Iterable[Datum]]) -> tuple[Datum, ...]:
    return tuple(sorted((item for found in groups for item in found), key=attrgetter("seen_at", "id")))


def _in_order_of_start(groups: Iterable[Iterable[Contact]]) -> tuple[Contact, ...]:
    return tuple(sorted((item for found in groups for item in found), key=attrgetter("start", "device")))
