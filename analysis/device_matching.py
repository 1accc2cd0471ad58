"""Proposes which devices of the house are probably the same, with the reasons for and against. The owner decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

import msgspec

from analysis.device_addresses import is_mac, is_randomised
from analysis.device_kind_words import KIND_WORDS
from analysis.device_names import is_generic, plain
from analysis.wording import N_, tr, trn

QUARTER: Final = 900_000_000  # µs
PROBABLE: Final = 4.0  # points from which it is said "probably"
POSSIBLE: Final = 2.5
_ENOUGH: Final = 8  # quarter hours of each, below which "never at the same time" says nothing
_TOGETHER: Final = 2  # quarter hours with both; one may be the change itself
MOST_DEVICES: Final = 60  # that are compared with one another


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one device: its hints by kind, and the quarter hours (µs UTC) in which it sent anything.

    ``strong`` are its WireGuard keys and proxy users; ``person`` and ``kind`` by the owner's word ("" and "unknown": none).
    """

    id: str
    name: str
    person: str = ""
    kind: str = "unknown"
    strong: frozenset[str] = frozenset()
    hints: Mapping[str, frozenset[str]] = {}
    seen: frozenset[int] = frozenset()

    def of(self, kind: str) -> frozenset[str]:
        """The hints of a kind."""
        return self.hints.get(kind, frozenset())

    @property
    def macs(self) -> frozenset[str]:
        """Its hardware addresses."""
        return frozenset(filter(is_mac, self.of("mac")))


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that speaks for (points above 0) or against two devices being one."""

    points: float
    words: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Two devices that may be one; reasons strongest first. It is never more than probable: ``probable``, else possible."""

    one: str
    other: str
    probable: bool
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]

    @property
    def words(self) -> str:
        """How sure, in a word."""
        return "probably the same as" if self.probable else "possibly the same as"


def proposals(profiles: Iterable[Profile], apart: frozenset[frozenset[str]] = frozenset()) -> list[Proposal]:
    """Every pair that may be one device, the likelier first. Pure.

    A pair is proposed only where something that is a device's own speaks for it (a name that somebody gave, a DHCP client
    id, a hardware address): a shared model, system or maker never proposes. Never of two persons, nor of a pair ``apart``.
    """
    found = []
    for one, other in _pairs(profiles, apart):
        own, shared, against = _own(one, other), _shared(one, other), _against(one, other)
        score = sum(item.points for item in (*own, *shared, *against))
        if score < POSSIBLE:
            continue
        together = len(one.seen & other.seen) >= _TOGETHER
        probable = score >= PROBABLE and not together and any(item.points >= 3 for item in own)
        reasons = sorted((*own, *shared), key=lambda item: -item.points)
        found.append(
            (score, Proposal(
                one=one.id, other=other.id, probable=probable, reasons=tuple(reasons),
                against=tuple(sorted(against, key=lambda item: item.points)),
            ))
        )  # fmt: skip
    return [item for _, item in sorted(found, key=lambda pair: (-pair[0], pair[1].one, pair[1].other))]


def candidates(
    profiles: Iterable[Profile], apart: frozenset[frozenset[str]] = frozenset()
) -> list[tuple[str, str]]:
    """The pairs that could be proposed at all, by id: only of these need be known when they were seen. Pure."""
    return [(one.id, other.id) for one, other in _pairs(profiles, apart)]


def _pairs(
    profiles: Iterable[Profile], apart: frozenset[frozenset[str]]
) -> Iterator[tuple[Profile, Profile]]:
    known = sorted(profiles, key=lambda item: (item.name, item.id))[:MOST_DEVICES]
    for one, other in combinations(known, 2):
        several = one.person and other.person and one.person != other.person
        if frozenset((one.id, other.id)) not in apart and not several and _own(one, other):
            yield one, other


def _own(one: Profile, other: Profile) -> list[Reason]:
    """What is a device's own and both have."""
    found = []
    if both := sorted(one.macs & other.macs):
        found.append(
            Reason(points=5, words=tr("both were seen with the hardware address {value}", value=both[0]))
        )
    if both := sorted(_client_ids(one) & _client_ids(other)):
        found.append(
            Reason(points=4, words=tr("both ask for an address with the client id {value}", value=both[0]))
        )
    for kind, says in (
        ("dhcp_hostname", N_("both call themselves “{value}”")),
        ("mdns_name", N_("both announce themselves as “{value}”")),
    ):
        names = {plain(name): name for name in sorted(one.of(kind)) if not is_generic(name)}
        same = sorted(name for name in other.of(kind) if plain(name) in names)
        if same:
            found.append(Reason(points=3, words=tr(says, value=same[0])))
    return found


def _shared(one: Profile, other: Profile) -> list[Reason]:
    """What many devices have in common, and what fits a device that changed its address."""
    found = []
    for kind, points, says in (
        ("user_agent", 0.75, N_("apps on both say “{value}”")),
        (
            "dhcp_fingerprint",
            0.5,
            N_("both ask DHCP for the same things, as all of their system do: “{value}”"),
        ),
        ("dhcp_vendor_class", 0.25, N_("both have the DHCP vendor class “{value}”")),
        ("ssdp_server", 0.5, N_("both have the UPnP server “{value}”")),
    ):
        if same := sorted(one.of(kind) & other.of(kind)):
            found.append(Reason(points=points, words=tr(says, value=same[0])))
    names = {plain(name) for name in one.of("dhcp_hostname") | one.of("mdns_name")}
    generic = sorted(
        name
        for name in other.of("dhcp_hostname") | other.of("mdns_name")
        if plain(name) in names and is_generic(name)
    )
    if generic:
        words = tr("both are called “{name}”, as every device of that model is", name=generic[0])
        found.append(Reason(points=0.25, words=words))
    if len(one.seen) >= _ENOUGH and len(other.seen) >= _ENOUGH and not one.seen & other.seen:
        handed_over = max(one.seen) < min(other.seen) or max(other.seen) < min(one.seen)
        words = (
            tr("one fell silent before the other appeared")
            if handed_over
            else tr("they were never seen at the same time")
        )
        found.append(Reason(points=1.5 if handed_over else 1.0, words=words))
    changed = [item for item in (one, other) if item.macs and all(map(is_randomised, item.macs))]
    if changed and not one.macs & other.macs:
        words = tr("the hardware address of {device} is randomised, and may change", device=changed[0].name)
        found.append(Reason(points=0.5, words=words))
    return found


def _against(one: Profile, other: Profile) -> list[Reason]:
    found = []
    together = len(one.seen & other.seen)
    if together and not one.macs & other.macs:
        words = trn(
            "both were seen within the same quarter hour, once",
            "both were seen within the same quarter hour, {n} times",
            together,
        )
        found.append(Reason(points=-4.0 if together >= _TOGETHER else -0.5, words=words))
    if "unknown" not in (one.kind, other.kind) and one.kind != other.kind:
        kinds = {"kind": KIND_WORDS.get(one.kind, one.kind), "other": KIND_WORDS.get(other.kind, other.kind)}
        found.append(Reason(points=-4.0, words=tr("one is a {kind}, the other a {other}", **kinds)))
    if one.strong and other.strong and not one.strong & other.strong:
        found.append(Reason(points=-2.5, words=tr("each has its own key or proxy user")))
    models = [
        {value for value in item.of("user_agent") if ", " in value or value[-1:].isdigit()}
        for item in (one, other)
    ]
    if all(models) and not models[0] & models[1]:
        words = tr("apps on them say “{one}” and “{other}”", one=min(models[0]), other=min(models[1]))
        found.append(Reason(points=-2.5, words=words))
    fixed = [{mac for mac in item.macs if not is_randomised(mac)} for item in (one, other)]
    if all(fixed) and not fixed[0] & fixed[1]:
        words = tr("each has a hardware address of its own that does not change")
        found.append(Reason(points=-1.5, words=words))
    systems = [{value.partition("-")[0] for value in item.of("dhcp_vendor_class")} for item in (one, other)]
    if all(systems) and not systems[0] & systems[1]:
        first, second = (min(item.of("dhcp_vendor_class")) for item in (one, other))
        words = tr("their systems differ: “{one}” and “{other}”", one=first, other=second)
        found.append(Reason(points=-3.0, words=words))
    return found


def _client_ids(profile: Profile) -> frozenset[str]:
    """Those that are more than the hardware address again (type 1 and six bytes)."""
    return frozenset(
        value for value in profile.of("dhcp_client_id") if not _is_address(value) and len(value) >= 8
    )


def _is_address(client_id: str) -> bool:
    digits = client_id.lower().replace(":", "").replace("-", "")
    return len(digits) in (12, 14) and (len(digits) == 12 or digits.startswith("01"))
