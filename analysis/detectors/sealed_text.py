"""Reports texts that their sender encrypted: nothing can be read in them, and that is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.meaningful_bytes import is_readable
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.records import Confidence, Measures, Observation
from analysis.remembered import Remembered
from analysis.sealed_texts import decoded, sealed_format
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "opaque.bytes"
# Plain names of an encrypted text, and of what is sent along so that the one it is for can open it. Sources: RFC 7516 (JSON
# Web Encryption), Matrix (m.room.encrypted), Firefox Sync, the Stanford JavaScript Crypto Library, Google Pay's tokens.
_TEXTS: Final = frozenset({
    "ciphertext", "encrypteddata", "encryptedpayload", "encryptedcontent", "encryptedmessage", "encryptedbody",
    "encryptedtext", "encryptedvalue", "encryptedblob", "encryptedmetadata", "encryptedrecord", "encdata",
})  # fmt: skip
_SHORT: Final = frozenset({"ct", "data"})  # the same, where all that encryption needs stands beside it
_BESIDE: Final = frozenset({
    "iv", "nonce", "tag", "authtag", "mac", "hmac", "salt", "ephemeralpublickey", "ephemeralkey", "encryptedkey",
    "wrappedkey", "encapsulatedkey", "algorithm", "alg", "epk", "senderkey", "initializationvector",
})  # fmt: skip
_WITH_SHORT: Final = tuple(frozenset({"iv", other}) for other in ("enc", "cipher", "salt"))
_OLM: Final = frozenset(
    {"type", "body"}
)  # of a message to one device: {"ciphertext": {key: {"type": 0, "body": …}}}
# What a server encrypted for itself and only comes back: no words of the sender.
_OF_SERVERS: Final = frozenset({
    "token", "tokens", "session", "cookie", "authorization", "assertion", "ticket", "jwt", "auth", "credential", "state",
    "bearer", "refresh", "cursor", "csrf",
})  # fmt: skip
_LETTERS: Final = lazy_pattern(r"[A-Za-z0-9+/_-]{22,1000000}={0,2}|[0-9A-Fa-f]{32,1000000}")
_SEALED: Final = TextShape(sealed_format, headers=False, shortest=20)


def _texts_among(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the encrypted texts in an object; none where nothing beside them says that they are."""
    said = {"".join(words(name)): name for name in names[:64]}
    if not _TEXTS.isdisjoint(said) and not _BESIDE.isdisjoint(said):
        return tuple(said[name] for name in sorted(_TEXTS.intersection(said)))
    if any(said.keys() >= needed for needed in _WITH_SHORT):
        return tuple(said[name] for name in sorted(_SHORT.intersection(said)))
    return ("body",) if "body" in names and said.keys() == _OLM else ()


_TEXTS_AMONG: Final = Remembered(_texts_among)


def _detect(payload: Payload) -> Iterator[Observation]:
    found = set[str]()
    for leaf, value in texts_like(payload, _SEALED):
        if leaf.context in ("body", "query") and (not value.startswith("ey") or _is_of_the_sender(leaf)):
            found.add(leaf.path)
            yield _observation(leaf, value, sealed_format(value), "sealed_text.format", Confidence.CERTAIN)
    for group, names in surroundings(payload).shapes:
        for name in _TEXTS_AMONG[names] if group.context in ("body", "query") else ():
            leaf = group.members[name]
            if leaf.path not in found and isinstance(leaf.value, str) and _is_sealed(group, leaf.value):
                kind = _kind(group)
                yield _observation(leaf, leaf.value, kind, "sealed_text.beside", Confidence.LIKELY)


def _is_of_the_sender(leaf: Leaf) -> bool:
    return _OF_SERVERS.isdisjoint(all_words(leaf.names[-2:]))


def _is_sealed(group: Group, value: str) -> bool:
    """Whether a value is base64 or hexadecimal of bytes that are no text, and stands where it can be sealed."""
    if group.members.keys() == _OLM and group.names[-2:-1] != ("ciphertext",):
        return False
    data = decoded(value) if _LETTERS.fullmatch(value) else b""
    return len(data) >= 16 and not is_readable(data)


def _kind(group: Group) -> str:
    algorithm = group.members.get("algorithm")
    told = algorithm.value if algorithm is not None else None
    if isinstance(told, str) and told.startswith(("m.megolm.", "m.olm.")):
        return "Matrix"
    return "Matrix" if group.names[-2:-1] == ("ciphertext",) else "ciphertext beside what opens it"


def _observation(leaf: Leaf, value: str, kind: str, rule: str, confidence: Confidence) -> Observation:
    return Observation(
        category=_CATEGORY, property="x_opaque", path=leaf.path, value=f"{len(value):,} characters, {kind}",
        reasoning=f"encrypted by the sender: {kind}", rule=rule, confidence=confidence,
        measures=Measures(size=len(value)),
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="sealed_text",
    version=1,
    categories={_CATEGORY: Mapped()},
    rules={
        "sealed_text.format": "A text of a format of encrypted texts: JWE, an OpenPGP message, age, OpenSSL's Salted__, the "
        "strings of a password manager or of Standard Notes.",
        "sealed_text.beside": "Letters that are no text in a field named ciphertext or encrypted data, beside a vector, a "
        "nonce, a seal, a key or an algorithm.",
    },
    detect=_detect,
    needs=Needs(objects=(_TEXTS_AMONG,), texts=(_SEALED,)),
)
