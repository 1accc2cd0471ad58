"""Recognises when a machine of the household ran: the end of a wash, a clean, a brew, with its length, area or programme."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import words
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.readings import instant, number
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings, surroundings
from analysis.time_spans import STARTS, span
from analysis.translated_names import without_marks
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.interaction"
_EVENTS: Final = frozenset(
    {"event", "eventtype", "state", "status", "action", "eventname", "type", "cyclestate", "jobstate"}
)
_DOINGS: Final = frozenset({
    "clean", "cleaning", "cleaned", "vacuum", "vacuuming", "mop", "mopping", "wash", "washing", "rinse", "spin", "dry",
    "drying", "brew", "brewing", "brewed", "mow", "mowing", "mowed", "cook", "cooking", "bake", "baking", "dishwash",
})  # fmt: skip
_STAGES: Final = frozenset({
    "finished", "finish", "done", "completed", "complete", "started", "start", "ended", "end", "stopped", "paused",
})  # fmt: skip
_LENGTHS: Final = frozenset(
    {
        "minutes",
        "duration",
        "durations",
        "durationmin",
        "durationminutes",
        "seconds",
        "durationseconds",
        "runtime",
    }
)
_MEASURES: Final = frozenset({
    "aream", "aream2", "area", "rooms", "program", "programme", "cycle", "cups", "recipe", "waterl", "spinspeed", "load",
    "startedby", "zones", "beverage", "drink", "temperature",
})  # fmt: skip
# Jobs of a server: a cache that is cleaned, a build, data.
_OTHERS: Final = frozenset({
    "build", "commit", "branch", "job", "jobid", "pipeline", "rowcount", "rows", "files", "bytes", "cache", "table",
    "host",
    "exitcode", "dataset", "level", "steps", "price", "repo", "container", "deleted",
})  # fmt: skip


# What a machine runs, and what a run takes.
_PROGRAMMES: Final = frozenset({
    "program", "programme", "programm", "programma", "programa", "cycle", "cyclename", "waschprogramm", "spuelprogramm",
    "ciclo", "ciclolavaggio", "cyklus", "program_name", "programname", "ohjelma", "mode", "recipe", "rezept", "zyklus",
    "програма", "προγραμμα", "chuongtrinh", "البرنامج", "コース", "プログラム",
})  # fmt: skip
_TOOK: Final = frozenset({
    "water", "wasser", "eau", "agua", "acqua", "woda", "voda", "vatten", "vand", "vann", "vesi", "su", "kwh", "wh",
    "energy",
    "area", "flaeche", "surface", "superficie", "powierzchnia", "plocha", "detergent", "spin", "rinse", "laundry",
    "dishes", "beans", "cups", "load", "litres", "liters", "verbrauch",
    "consumption",
    "yta", "pintaala", "terulet", "suprafata", "oppervlakte", "площа", "面積", "квтг",
    "квтч", "вода", "νερο", "ماء", "nuoc", "víz", "viz", "apa",
    "consommation", "consumo", "zuzycie", "spotreba", "verbruik",
})  # fmt: skip
# Who charged a car, by card or name; and how much a robot swept.
_CHARGED: Final = frozenset({"kwh", "wh"})
_WHO: Final = frozenset({
    "card", "karte", "rfid", "idtag", "tag", "driver", "fahrer", "user", "userid", "carte", "tarjeta", "conductor",
    "kierowca",
    "karta", "ridic", "kort", "vehicle", "fahrzeug", "kennzeichen", "plate",
})  # fmt: skip
_SWEPT: Final = frozenset({
    "area", "aream", "flaeche", "surface", "superficie", "powierzchnia", "plocha", "yta", "pintaala", "terulet",
    "suprafata", "oppervlakte", "площа", "面積",
})  # fmt: skip
_PLANNED: Final = frozenset({
    "guests", "capacity", "rent", "booking", "lat", "closure", "roadworks", "event", "price", "tariff", "schedule",
    "planned", "channel", "episode", "heating", "sport", "distance", "steps", "heart",
    "bpm",
    "calories", "kcal", "invoice", "meter", "plant", "reactor", "batch", "pump", "irrigation", "hatch", "turbine", "unit",
})  # fmt: skip
_MOST: Final = 32  # names of an object


def _plain_names(names: tuple[str, ...]) -> dict[str, str]:
    """The names of an object by their plain form; none where it cannot tell of a run."""
    plain = {"".join(words(name)): name for name in names[:32]}
    ran = not _EVENTS.isdisjoint(plain) and not _LENGTHS.isdisjoint(plain) and _OTHERS.isdisjoint(plain)
    return plain if ran else {}


_SAID: Final = Remembered(_plain_names)
_GATE: Final = picking(lambda name: "".join(words(name)) in _LENGTHS, spelled=_LENGTHS)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    yield from _ran(place)
    yield from _ended(place)
    for group, names in place.shapes if place.picked(_GATE) else ():
        if group.context == "body" and (said := _near(payload, group, _SAID[names])):
            leaf = _event(group, said)
            if leaf is not None and any(
                number(group.members[said[key]].value) for key in _LENGTHS if key in said
            ):
                yield Observation(
                    category=_CATEGORY, property="userAction", path=leaf.path, value=str(leaf.value),
                    rule="appliance_use.run",
                    reasoning="a machine of the household ran, with how long", confidence=Confidence.LIKELY,
                )  # fmt: skip


def _ran(place: Surroundings) -> Iterator[Observation]:
    """A programme from when to when, with what it took: ``{"programme": "Eco 50", "start": …, "end": …, "kwh": 0.9}``."""
    for group, parts in place.spans:
        said = {without_marks(name.lower()): name for name in islice(group.members, _MOST)}
        spoken = frozenset(word for name in said.values() for word in words(name)) | said.keys()
        if group.context != "body" or spoken.isdisjoint(_TOOK) or not (_OTHERS | _PLANNED).isdisjoint(spoken):
            continue
        key = next((name for name in said if name in _PROGRAMMES), "")
        charged = not key and not _CHARGED.isdisjoint(spoken) and not _WHO.isdisjoint(said)
        swept = not key and not _SWEPT.isdisjoint(spoken)
        key = key or (parts[0][1] if charged or swept else "")
        leaf = group.members[said.get(key, key)] if key else None
        found = span(group, parts) if leaf is not None else None
        if (
            leaf is not None
            and isinstance(leaf.value, str | int)
            and found is not None
            and 60 <= found[1] <= (6 * 3600 if swept else 86_400)
        ):
            yield Observation(
                category=_CATEGORY, property="userAction", path=leaf.path, value=str(leaf.value)[:80],
                rule="appliance_use.ran", reasoning="a machine of the household ran, with how long",
                confidence=Confidence.LIKELY,
            )  # fmt: skip


# A run that is over, by a word, and what it took: ``{"event": "finished", "kwh": 0.9, "litres": 48, "t": …}``.
_OVER: Final = frozenset({
    "finished", "finish", "done", "completed", "complete", "ended", "end", "cyclefinished", "programfinished", "cycleend",
    "fertig", "beendet", "fine", "finito", "terminato", "fin", "termine", "fini", "terminado", "finalizado", "koniec",
    "zakonczono", "konec", "hotovo", "klar", "ferdig", "faerdig", "valmis", "bitti", "klaar", "gereed", "vege", "gata",
})  # fmt: skip
_SAYS: Final = _EVENTS | {
    "e",
    "ev",
    "evt",
    "stato",
    "statut",
    "estado",
    "zustand",
    "evento",
    "evenement",
    "ereignis",
    "tila",
}
_AMOUNTS: Final = frozenset({
    "litres", "liters", "litri", "litros", "liter", "litry", "litru", "waterl", "water", "load", "spin", "rinse",
    "detergent", "wasser", "eau", "agua", "acqua", "woda", "voda", "vatten", "vand", "vann", "vesi", "su", "program",
    "programme",
})  # fmt: skip
_MOST_OF_A_RUN: Final = {"kwh": 12.0, "wh": 12_000.0}


def _over(names: tuple[str, ...]) -> tuple[str, str]:
    """The names of an event and of the energy that a run took; ("", "") where there is nothing else that a run takes."""
    if not 4 <= len(names) <= _MOST:
        return "", ""
    spoken = {name: words(name) for name in names}
    every = frozenset(word for said in spoken.values() for word in said) | {
        "".join(said) for said in spoken.values()
    }
    if every.isdisjoint(_AMOUNTS) or not every.isdisjoint(_OTHERS | (_PLANNED - {"event"})):
        return "", ""
    event = next((name for name, said in spoken.items() if "".join(said) in _SAYS), "")
    energy = next((name for name, said in spoken.items() if said[-1:] and said[-1] in _MOST_OF_A_RUN), "")
    return (event, energy) if event and energy else ("", "")


OVER: Final = Remembered[tuple[str, ...], tuple[str, str]](_over)
MAY_END: Final = Remembered[tuple[str, ...], str](lambda names: OVER[names][0])


def _ended(place: Surroundings) -> Iterator[Observation]:
    for group, names in place.shapes:
        event, energy = OVER[names]
        if not event or group.context != "body":
            continue
        leaf, took = group.members[event], number(group.members[energy].value)
        said = "".join(words(leaf.value[:32])) if isinstance(leaf.value, str) else ""
        most = _MOST_OF_A_RUN[words(energy)[-1]]
        if said in _OVER and took is not None and 0 < took <= most and _is_timed(group):
            yield Observation(
                category=_CATEGORY, property="userAction", path=leaf.path, value=str(leaf.value)[:80],
                rule="appliance_use.over", reasoning="a machine of the household ran, with what it took",
                confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_timed(group: Group) -> bool:
    for leaf in islice(group.members.values(), _MOST):
        at = (
            instant(leaf.value)
            if isinstance(leaf.value, str | int | float) and not isinstance(leaf.value, bool)
            else None
        )
        if at is not None and 1_400_000_000 <= at <= 2_200_000_000_000:
            return True
    return False


def _near(payload: Payload, group: Group, said: dict[str, str]) -> dict[str, str]:
    """The names, where what was done is measured in the object or in a list beneath it."""
    if not said or not _MEASURES.isdisjoint(said):
        return said
    lists = surroundings(payload).lists
    return said if f"{group.path}.rooms" in lists or f"{group.path}.zones" in lists else {}


def _event(group: Group, said: dict[str, str]) -> Leaf | None:
    for key in _EVENTS.intersection(said):
        leaf = group.members[said[key]]
        if isinstance(leaf.value, str) and len(leaf.value) <= 60:
            spoken = frozenset(words(leaf.value))
            if not spoken.isdisjoint(_DOINGS) and not spoken.isdisjoint(_STAGES):
                return leaf
    return None


DETECTOR: Final = Detector(
    name="appliance_use",
    version=3,
    categories={
        _CATEGORY: Mapped(
            google="App interactions",
            apple="Product Interaction",
            dpv="pd:ServiceConsumptionBehaviour",
            tcf="6",
        ),
    },
    rules={
        "appliance_use.ran": "A programme from when to when, beside the water or the energy that it took.",
        "appliance_use.over": "A word for an end beside the energy and the water, or the load, of one run, and a moment.",
        "appliance_use.run": "An event such as clean_finished beside a length and an area, rooms or a programme.",
    },
    detect=_detect,
    needs=Needs(names=(_GATE, STARTS), objects=(MAY_END,)),
)
