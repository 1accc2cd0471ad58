"""Recognises secrets by what stands around them: keys of one-time codes in their addresses, a short ``pw`` beside a user."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.device_siblings import is_on_offer
from analysis.field_names import words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "credential.secret"
_SECRET: Final = "(secret)"
# github.com/google/google-authenticator, wiki "Key Uri Format": the secret in Base32; the export of several keys at once.
_KEY: Final = lazy_pattern(
    r"(?i)otpauth://(?:totp|hotp|steam)/[^\s\"'<>]{0,1024}?[?&]secret=[A-Z2-7]{8,256}"
    r"|otpauth-migration://offline\?data=[A-Za-z0-9+/=_%-]{16,100000}"
)
_KEYS: Final = TextShape(
    lambda text: len(text) >= 30 and "otpauth" in text[:65_536] and _KEY.search(text[:65_536]), shortest=30
)
# What a code to be scanned says of a network (github.com/zxing/zxing, wiki "Barcode Contents"); ``nopass`` has none.
_WIFI_CODE: Final = lazy_pattern(r"(?i)WIFI:(?:[^;]{0,120};){0,5}?P:(?!;)((?:[^;\\]|\\.){1,128});")
_WIFI_CODES: Final = TextShape(
    lambda text: text[:5] in ("WIFI:", "wifi:") and len(text) >= 12 and _WIFI_CODE.match(text[:1024]),
    headers=False,
    begins="Ww",
)
# A name and a password within an address (RFC 3986, 3.2.1), as cameras, shares and mailboxes are told it.
_ADDRESS: Final = lazy_pattern(
    r"\b[a-z][a-z0-9+.-]{1,11}://([^\s/?#@:\"'<>\[\]{}$]{1,64}):([^\s/?#@\"'<>\[\]{}$]{3,128})@[A-Za-z0-9]"
)
_ADDRESSES: Final = TextShape(
    lambda text: "://" in text and "@" in text and _password_in(text[:4096]), headers=False
)
_SHOWN: Final = frozenset(
    {"password", "passwd", "pass", "pwd", "secret", "token", "passwort", "xxx", "changeme", "mypassword"}
)
# Twelve to twenty-four words from which the key of a wallet is made (BIP 39).
_PHRASE: Final = lazy_pattern(r"[a-z]{3,8}(?: [a-z]{3,8}){11}(?:(?: [a-z]{3,8}){3}){0,4}")
_PHRASES: Final = FieldTable(
    dict.fromkeys(
        (
            "mnemonic",
            "seed phrase",
            "recovery phrase",
            "mnemonic phrase",
            "backup phrase",
            "secret phrase",
            "seed words",
        ),
        "words",
    )
)
# What somebody types into the page of a thing that is to join his network: ``s=…&p=…`` (WiFiManager's /wifisave).
_NETWORKS: Final = frozenset(
    {"s", "ssid", "essid", "netz", "network", "wlan", "wifi", "reseau", "red", "rete", "apname"}
)
_KEYS_OF_NETWORKS: Final = frozenset(
    {"p", "k", "key", "pw", "pass", "psw", "pwd", "schluessel", "cle", "clave", "klucz", "psk"}
)
_JOINS: Final = frozenset({
    "wifi", "wifisave", "wlan", "setup", "provision", "provisioning", "onboarding", "join", "ap", "configure", "connect",
    "wifisetup", "apsetup", "smartconfig", "pairing", "einrichtung",
})  # fmt: skip
_OF_A_NETWORK: Final = lazy_pattern(r"[ -~\u00a1-\u024f]{8,63}")  # IEEE 802.11, annex J.4: 8 to 63 characters


def _joining(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, in a form of few fields, of a network and of its key."""
    said = {"".join(words(name)): name for name in names[:16]} if len(names) <= _MOST_OF_A_FORM else {}
    network = next((said[one] for one in said if one in _NETWORKS), "")
    key = next((said[one] for one in said if one in _KEYS_OF_NETWORKS), "")
    return (network, key) if network and key else ()


_MOST_OF_A_FORM: Final = 10
_JOINING: Final = Remembered[tuple[str, ...], tuple[str, ...]](_joining)
_SHORT: Final = picking(
    lambda name: words(name) in (("pw",), ("pwrd",), ("pswd",)), frozenset({"pw", "pwrd", "pswd"})
)
_MOST_ADDRESSES: Final = 32  # of one text
_USERS: Final = frozenset({
    "user", "username", "login", "email", "mail", "userid", "uid", "loginname", "emailaddress", "uname", "usr",
})  # fmt: skip


# What a web service gives somebody who has logged in, beside the signature and the key of the program that calls it
# (Last.fm's sk, Flickr's auth_token; Facebook's, VK's and Odnoklassniki's session_key).
_SIGNATURES: Final = frozenset({"apisig", "sig", "sign", "signature", "callsign", "reqsig"})
_CALLING_KEYS: Final = frozenset({"apikey", "applicationkey", "appkey", "consumerkey"})
_OF_SESSIONS: Final = frozenset(
    {"sk", "sess", "sesskey", "sessionkey", "sessionsecret", "authtoken", "usertoken", "s", "ak"}
)
_OF_A_SESSION: Final = lazy_pattern(r"[A-Za-z0-9_-]{20,128}(?:\.[A-Za-z0-9_-]{1,128})?")


def _signed(names: tuple[str, ...]) -> str:
    """The name of a session's key in a call that is signed with the key of a program."""
    said = {"".join(words(name)): name for name in names[:64]} if len(names) > 2 else {}
    if _SIGNATURES.isdisjoint(said) or _CALLING_KEYS.isdisjoint(said):
        return ""
    return next((said[one] for one in said if one in _OF_SESSIONS), "")


_SIGNED: Final = Remembered[tuple[str, ...], str](_signed)


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, _ in texts_like(payload, _KEYS):
        yield _secret(leaf, "shared_secret.one_time", "the key from which one-time codes are made")
    for leaf, _ in texts_like(payload, _WIFI_CODES):
        yield _secret(leaf, "shared_secret.wifi_code", "a password")
    for leaf, _ in texts_like(payload, _ADDRESSES):
        if leaf.context in ("body", "query"):
            yield _secret(leaf, "shared_secret.in_address", "a password")
    for leaf, _, value in named_in(payload, _PHRASES):
        if _PHRASE.fullmatch(value):
            yield _secret(leaf, "shared_secret.phrase", "a password")
    yield from _of_networks(payload)
    yield from _of_sessions(payload)
    for leaf in surroundings(payload).leaves_of(_SHORT):
        if leaf.context == "body" and _is_password(payload, leaf):
            yield _secret(leaf, "shared_secret.beside_a_user", "a password")


def _of_sessions(payload: Payload) -> Iterator[Observation]:
    """The key of somebody's session in a call that a program signs."""
    for group, names in surroundings(payload).shapes:
        name = _SIGNED[names]
        if not name or group.context not in ("body", "query"):
            continue
        key = group.members[name]
        if (
            isinstance(key.value, str)
            and _OF_A_SESSION.fullmatch(key.value)
            and not is_placeholder(key.value)
        ):
            yield _secret(key, "shared_secret.of_a_session", "the key of a session")


def _password_in(text: str) -> bool:
    """Whether an address in a text holds a password that nobody made up for a guide."""
    return any(
        found[2].lower() not in _SHOWN and not is_placeholder(found[2]) and found[1].lower() != "user"
        for found in islice(_ADDRESS.finditer(text), _MOST_ADDRESSES)
    )


def _of_networks(payload: Payload) -> Iterator[Observation]:
    """The key of a network under a short name, beside the network's, where a thing is set up."""
    place = surroundings(payload)
    for group, names in place.shapes:
        named = _JOINING[names]
        if not named or group.context not in ("body", "query") or _JOINS.isdisjoint(place.sent_words):
            continue
        if is_on_offer(group):
            continue
        network, key = (group.members[name] for name in named)
        told = key.value if isinstance(key.value, str) else ""
        if isinstance(network.value, str) and _OF_A_NETWORK.fullmatch(told) and not is_placeholder(told):
            yield _secret(key, "shared_secret.of_a_network", "a password")


def _is_password(payload: Payload, leaf: Leaf) -> bool:
    value = leaf.value.strip() if isinstance(leaf.value, str) else ""
    near = surroundings(payload).around(leaf.path)
    if (
        not 3 <= len(value) <= 256
        or "\n" in value
        or value.isdecimal()  # of pixels, or a power
        or near is None
        or is_placeholder(value)
    ):
        return False
    return any("".join(words(name)) in _USERS for name in list(near.members)[:64])


def _secret(leaf: Leaf, rule: str, what: str) -> Observation:
    return observe(
        leaf, category=_CATEGORY, name="x_credential", rule=rule, reasoning=f"{what}; the value is not kept",
        confidence=Confidence.LIKELY, value=_SECRET,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="shared_secret",
    version=3,
    categories={_CATEGORY: Mapped(dpv="pd:Authenticating", tcf="5")},
    rules={
        "shared_secret.one_time": "An address otpauth://totp or hotp with its secret, or otpauth-migration with its data.",
        "shared_secret.wifi_code": "The text of a code to be scanned that holds a network's password (WIFI:…;P:…;;).",
        "shared_secret.in_address": "A name and a password within an address: rtsp://name:password@host.",
        "shared_secret.phrase": "12 to 24 words in a field named mnemonic, seed or recovery phrase.",
        "shared_secret.of_a_network": "8 to 63 characters under a short name beside a network's, where a thing is set up.",
        "shared_secret.of_a_session": "20 characters and more under a short name (sk) beside the signature of a call and "
        "the key of the program that made it.",
        "shared_secret.beside_a_user": "A text in a field named pw beside one named user, login or e-mail.",
    },
    detect=_detect,
    needs=Needs(
        fields=(_PHRASES,),
        names=(_SHORT,),
        objects=(_JOINING, _SIGNED),
        texts=(_KEYS, _WIFI_CODES, _ADDRESSES),
    ),
)
