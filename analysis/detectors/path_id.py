"""Recognises identifiers that are steps of the address of a message, behind a word for what they are of.

``/devices/<UUID>/settings``, ``/users/<UUID>/preferences``. Steps that somebody wrote are names of models and of pages;
what is random is of one thing or of one person.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from analysis.identifier_shapes import is_random, mac_bytes
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.records import Confidence, Observation, Transmission
from analysis.remembered import Remembered
from analysis.units import Detector, Mapped

_ACCOUNT: Final = "identifier.account"
_DEVICE: Final = "identifier.device"
_INSTALLATION: Final = "identifier.installation"
_LONGEST: Final = 1024  # characters of a path
_SHORTEST: Final = 12
_THINGS: Final = frozenset({
    "device", "devices", "thing", "things", "watch", "watches", "tracker", "trackers", "hub", "hubs", "gateway",
    "gateways",
    "handset", "handsets", "terminal", "terminals", "tv", "tvs", "stb", "speaker", "speakers", "robot", "robots", "plug",
    "plugs", "thermostat", "thermostats", "vacuum", "vacuums", "scale", "scales", "lock", "locks", "doorbell",
    "doorbells",
    "appliance", "appliances", "geraet", "geraete", "appareil", "appareils", "dispositivo", "dispositivos", "dispositivi",
    "urzadzenie", "urzadzenia", "apparaat", "apparaten", "zarizeni", "enhet", "enheter", "enhed", "enheder", "laite",
    "laitteet", "cihaz", "cihazlar", "wearable", "wearables",
})  # fmt: skip
_INSTALLS: Final = frozenset(
    {"installation", "installations", "install", "installs", "instances", "appinstances"}
)
_PEOPLE: Final = frozenset({
    "user", "users", "member", "members", "customer", "customers", "patient", "patients", "student", "students", "pupil",
    "pupils", "learner", "learners", "rider", "riders", "subscriber", "subscribers", "profile", "profiles", "people",
    "person",
    "persons", "nutzer", "benutzer", "kunden", "kunde", "utilisateurs", "clients", "usuarios", "clientes", "utenti",
    "clienti",
    "uzytkownicy", "klienci", "gebruikers", "klanten", "uzivatele", "anvandare", "brukere", "brugere", "kayttajat",
    "kullanicilar", "utilizadores",
})  # fmt: skip
# What is asked of other people: who reads somebody's posts does not tell who reads.
_SHOWN_TO_ALL: Final = frozenset({
    "avatar", "posts", "photos", "photo", "picture", "followers", "following", "follow", "tweets", "videos", "public",
    "reviews",
    "repos", "statuses", "report", "block", "gallery", "albums", "playlists", "shop", "listings", "feed", "lists",
})  # fmt: skip
_TOPICS: Final = FieldTable({"publish.topic": "topic"})
_NUMBERED: Final = lazy_pattern(r"[A-Z0-9]{2,8}[-_][A-F0-9]{6,16}")
_LEAST_DIGITS: Final = 4
Found = tuple[int, str, str, str, str]  # the number of the step, its text, category, property, rule


def _found(path: str) -> Found | None:
    """The first step that is an identifier, by the word before it; None as in nearly every path."""
    if len(path) <= _SHORTEST:
        return None
    steps = path[:_LONGEST].lstrip("/").split("/")
    for at in range(1, len(steps)):
        step = steps[at]
        if len(step) < _SHORTEST or not any(map(str.isdecimal, step)):
            continue
        word = steps[at - 1].lower().replace("-", "").replace("_", "")
        random = is_random(step)
        if word in _THINGS and random and not mac_bytes(step):
            return at, step, _DEVICE, "deviceId", "path_id.device"
        if word in _INSTALLS and random:
            return at, step, _INSTALLATION, "installationId", "path_id.installation"
        if word in _PEOPLE and random and _SHOWN_TO_ALL.isdisjoint(steps[at + 1 : at + 2]):
            return at, step, _ACCOUNT, "userId", "path_id.account"
    return None


_FOUND: Final = Remembered(_found)
_WHY: Final = {
    "path_id.device": "a random identifier behind a word for a device, in the path of the address",
    "path_id.installation": "a random identifier behind a word for an installation, in the path of the address",
    "path_id.account": "a random identifier behind a word for a person, in the path of the address",
}


def _is_own(sent: Transmission) -> bool:
    """Whether it is asked for oneself: who only reads at the address of a person may read of another."""
    found = _FOUND[sent.path]
    return found is not None and (found[4] != "path_id.account" or sent.method != "GET")


def _thing_in(topic: str) -> str:
    """The step of a topic that is the number of one thing, behind a word for such: ``hub/HN2-00A71C94/status``."""
    steps = topic[:_LONGEST].split("/")
    for word, step in pairwise(steps):
        if word.lower() in _THINGS and len(step) >= _SHORTEST - 2 and not mac_bytes(step):
            numbered = _NUMBERED.fullmatch(step) and sum(map(str.isdecimal, step)) >= _LEAST_DIGITS
            if numbered or is_random(step):
                return step
    return ""


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, _, value in named_in(payload, _TOPICS):
        if step := _thing_in(value):
            yield observe(
                leaf, category=_DEVICE, name="deviceId", rule="path_id.topic", value=step,
                reasoning="the number of a thing behind a word for one, in a topic", confidence=Confidence.POSSIBLE,
            )  # fmt: skip
            break
    found = _FOUND[payload.transmission.path]
    if found is None or not _is_own(payload.transmission):
        return
    _, step, category, name, rule = found
    for leaf in payload.leaves:
        if leaf.context == "path" and leaf.value == step:
            yield observe(
                leaf, category=category, name=name, rule=rule, reasoning=_WHY[rule],
                confidence=Confidence.POSSIBLE,
            )  # fmt: skip
            return


_IDS: Final = Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3")
DETECTOR: Final = Detector(
    name="path_id",
    version=1,
    categories={
        _DEVICE: _IDS,
        _INSTALLATION: _IDS,
        _ACCOUNT: Mapped(google="User IDs, Name", apple="User ID, Name", dpv="pd:Username", tcf="5, 7"),
    },
    rules={
        "path_id.topic": "A random identifier, or capitals and digits, behind a word for a device in an MQTT topic.",
        "path_id.device": "A random identifier behind a word for a device in a path, but for hardware addresses.",
        "path_id.installation": "A random identifier behind a word for installations in a path.",
        "path_id.account": "A random identifier behind a word for people in a path, where something is sent there.",
    },
    detect=_detect,
    needs=Needs(fields=(_TOPICS,), sent=(_is_own,)),
)
