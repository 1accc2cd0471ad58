"""The categories of data, of services and of sensitive hosts in words that anybody understands, in the language of now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from analysis.counting import commas
from analysis.wording import Words, tr

DATA: Final = "kind of data"  # contexts of messages: a word may be another one elsewhere
PURPOSE: Final = "what a service is for"
SENSITIVE: Final = "kind of sensitive host"

CATEGORY_WORDS: Final = Words({
    "location.precise": "location",
    "location.coarse": "rough location or time zone",
    "location.radio_scan": "radio networks nearby",
    "location.address": "street address",
    "location.track": "a track of places",
    "photo.image": "photos",
    "photo.video": "videos",
    "audio.recording": "sound recordings",
    "audio.stream": "a stream of sound",
    "sensor.motion": "motion readings",
    "sensor.ambient_light": "light readings",
    "sensor.environment": "air readings",
    "sensor.proximity": "proximity readings",
    "health.heart_rate": "heart rate",
    "fitness.goal": "step goal",
    "identifier.advertising": "advertising ID",
    "identifier.device": "device ID",
    "identifier.installation": "installation ID",
    "identifier.push": "address for push messages",
    "identifier.account": "account name",
    "identifier.email": "e-mail address",
    "identifier.phone": "phone number",
    "identifier.hashed": "scrambled identifier",
    "device_state.battery": "battery level",
    "device_state.hardware": "details of the hardware",
    "device_state.network": "details of the network",
    "device_state.screen": "details of the screen",
    "device_state.software": "details of the software",
    "browsing.page": "pages viewed",
    "app_list.installed": "list of installed apps",
    "browsing.search": "words searched for",
    "consent_state.choice": "privacy choices",
    "contact.entry": "contacts",
    "credential.secret": "passwords or keys",
    "diagnostics.crash": "crash reports",
    "diagnostics.sdk": "name of the software that sends",
    "finance.account": "bank account",
    "finance.card": "payment card",
    "finance.purchase": "purchases",
    "fitness.workout": "workouts",
    "health.condition": "illness or symptom",
    "health.cycle": "menstrual cycle",
    "health.ecg": "curve of the heart (ECG)",
    "health.glucose": "blood sugar",
    "health.lab": "laboratory results",
    "health.respiration": "breathing",
    "health.spo2": "oxygen in the blood",
    "health.temperature": "body temperature",
    "health.weight": "body weight",
    "identifier.known_value": "a value that you asked to watch for",
    "message.metadata": "senders and recipients of messages",
    "message.text": "texts of messages",
    "network_address.local": "address in the home network",
    "network_address.public": "address on the internet",
    "opaque.bytes": "data that we could not make out",
    "profile.birth": "date of birth or age",
    "profile.demographic": "details of the person",
    "profile.interest": "interests",
    "profile.sensitive": "sensitive traits",
    "usage.app": "which app was used",
    "usage.interaction": "what was done in the app",
    "usage.map_tile": "map area looked at",
    "usage.session": "when the app was used",
}, context=DATA)  # fmt: skip

# of kinds and of services whose own names are a trade's words
KIND_WORDS: Final = Words({
    "app_list": "list of apps", "consent_state": "privacy choices", "credential": "password or key",
    "device_state": "state of the device", "diagnostics": "technical report", "network_address": "internet address",
    "opaque": "not made out",
}, context=DATA)  # fmt: skip
PURPOSE_WORDS: Final = Words({
    "attribution": "which ad worked", "cdn": "delivery of content", "consent": "asking for consent",
    "crash": "crash reports", "device_vendor": "device maker", "fraud": "fraud prevention", "os_vendor": "system maker",
    "push": "push messages", "social": "social network", "watch_fitness": "watch and fitness",
}, context=PURPOSE)  # fmt: skip


def category_words(category: str) -> str:
    """A category in words."""
    return CATEGORY_WORDS.get(category) or tr(name_of(category), context=DATA)


def name_of(category: str) -> str:
    """The English words that a category's own name has, where it has no better ones."""
    kind, _, sub = category.partition(".")
    return (sub or kind).replace("_", " ")


def kind_words(kind: str) -> str:
    """The kind of a category in words; of a category that is told apart from its kind, its own."""
    return CATEGORY_WORDS.get(kind) or KIND_WORDS.get(kind) or tr(kind.replace("_", " "), context=DATA)


def purposes_words(purposes: Iterable[str]) -> str:
    """What services are for."""
    return commas(
        PURPOSE_WORDS.get(purpose) or tr(purpose.replace("_", " "), context=PURPOSE) for purpose in purposes
    )


def sensitive_words(category: str) -> str:
    """What stands for a host of which only the category is kept; it begins with a capital letter."""
    words = tr(category.replace("_", " "), context=SENSITIVE)
    return words[:1].upper() + words[1:]
