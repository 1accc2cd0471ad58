"""Recognises hashes of e-mail addresses, telephone numbers and identifiers: a hash of a known value is still that value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.field_names import all_words, words
from analysis.identifier_shapes import hash_name, is_plain_uuid
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.named_fields import FieldTable, named_in, named_like, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.surroundings import outer, surroundings
from analysis.texts import TextShape
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.hashed"
_ALGORITHMS: Final = ("md5", "sha1", "sha256", "sha512", "hash")


def _forms(property_name: str, *phrases: str, plain: bool = True) -> dict[str, str]:
    """A phrase, and all that says a hash of it: ``email``, ``hashed email``, ``email sha256``, ``sha256 email``.

    Without ``plain`` a name has to say that it holds a hash: a user id is often 32 hexadecimal digits by itself.
    """
    written = [
        form
        for phrase in phrases
        for form in (
            *((phrase,) if plain else ()),
            f"hashed {phrase}",
            f"{phrase} hashed",
            *(
                form
                for name in _ALGORITHMS
                for form in (
                    f"{phrase} {name}",
                    f"{name} {phrase}",
                    f"{phrase} lower {name}",
                    f"{phrase} upper {name}",
                    f"lower {phrase} {name}",
                    f"{phrase} {name} lower",
                    f"{name} hashed {phrase}",
                    f"{phrase} {name} hash",
                    f"normalized {phrase} {name}",
                )
            ),
        )
    ]
    return dict.fromkeys(written, property_name)


_NAMES: Final = FieldTable({
    **_forms("x_hashedEmail", "email", "mail", "email address", "e mail", "auto email"),
    **dict.fromkeys(("=em", "ud em", "ud.em", "udff em", "pd em", "pd.em", "user data em", "user data.em", "udff.em",
                     "hem", "u hem", "ehash", "hashed emails", "email hashed", "emailhash", "pd.pd"), "x_hashedEmail"),
    **_forms("x_hashedPhone", "phone", "phone number", "mobile", "mobile number", "telephone", "msisdn",
             "auto phone number"),
    **dict.fromkeys(("=ph", "ud ph", "ud.ph", "udff ph", "pd ph", "pd.ph", "user data ph", "user data.ph", "udff.ph",
                     "u hpn", "phone hashed"), "x_hashedPhone"),
    **_forms("hashedAdvertisingId", "idfa", "gaid", "aaid", "ifa", "adid", "advertising id", "advertiser id", "google aid",
             "ad id", "dpid"),
    **_forms("x_hashedDeviceId", "did", "device id", "imei", "android id", "idfv", "udid", "serial number", plain=False),
    "imei": "x_hashedDeviceId",
    **_forms("x_hashedMacAddress", "mac", "mac address"),
    **_forms("x_hashedUserId", "user id", "external id", "customer id", "username", plain=False),
    **dict.fromkeys(("ud external id", "ud.external id", "user data.external id", "user.external id", "=external id",
                     "match keys.external id", "user info.external id", "customer.external id"), "x_hashedUserId"),
    **_forms("x_hashedName", "first name", "last name", "full name", "surname"),
    **dict.fromkeys(("ud fn", "ud ln", "ud.fn", "ud.ln", "udff fn", "udff ln", "user data.fn", "user data.ln"),
                    "x_hashedName"),
    **dict.fromkeys(("ud db", "ud.db", "udff db", "user data.db", "ud ge", "ud.ge", "udff ge", "user data.ge", "ud zp",
                     "ud.zp", "udff zp", "user data.zp", "ud ct", "ud.ct", "udff ct", "user data.ct", "ud st", "ud.st",
                     "udff st", "user data.st"), "x_hashedProfile"),
})  # fmt: skip
_OF_PARTNERS: Final = {"1": "x_hashedEmail", "2": "x_hashedPhone"}  # in ID5's partner data, ``pd``
_SNAP: Final = lazy_pattern(r"[A-Z]{3}[0-9a-f]{64}")  # Snap's pixel writes three flags before the hash
_SHORTEST: Final = 32
_SIZES: Final = frozenset({32, 40, 43, 44, 64, 67, 128})  # of the hashes, of Snap's, and of SHA-256 in Base64
_BASE64: Final = lazy_pattern(
    r"(?=[^0-9]{0,42}[0-9])(?=[^a-z]{0,42}[a-z])(?=[^A-Z]{0,42}[A-Z])[A-Za-z0-9+/_-]{43}=?"
)
# What of many people is compared by its hashes: ``{"algo": "sha256", "phones": ["e1dc…", "fecf…"]}``.
_LISTS: Final = FieldTable({
    **dict.fromkeys(("=phones", "phone numbers", "phone hashes", "phone number hashes", "hashed phones",
                     "hashed phone numbers", "msisdns", "mobiles", "hashed numbers", "number hashes"), "x_hashedPhone"),
    **dict.fromkeys(("=emails", "email hashes", "mail hashes", "email addresses", "hashed emails", "hashed mails"),
                    "x_hashedEmail"),
    **dict.fromkeys(("=contacts", "contact hashes", "hashed contacts", "contact digests", "address book", "phone book",
                     "hashed address book", "=friends", "friend hashes"), "x_hashedContact"),
})  # fmt: skip
_LEAST_OF_A_LIST: Final = 2
_SHORT: Final = frozenset({"em", "ph"})
_WHAT: Final = {
    "x_hashedEmail": "an e-mail address",
    "x_hashedPhone": "a telephone number",
    "hashedAdvertisingId": "an advertising identifier",
    "x_hashedDeviceId": "a device identifier",
    "x_hashedMacAddress": "a MAC address",
    "x_hashedContact": "a contact",
    "x_hashedUserId": "a user's identifier",
    "x_hashedName": "a name",
    "x_hashedProfile": "a date of birth, gender or place",
}
# Google's enhanced conversions: "tv.1~em.<base64url of SHA-256>~pn.<…>"
_ENHANCED: Final = lazy_pattern(r"(?:tv\.1)?~(em|pn|fn\d?|ln\d?)\.([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])")
_ALGORITHM_WORDS: Final = frozenset({"hash", "hashed", "sha", "sha256", "hashes"})
_HEADS: Final = (("schema",), ("columns",), ("fields",), ("headers",), ("keys",))
_MOST_HEADS: Final = 4
_COLUMNS: Final = {"fn": "x_hashedName", "ln": "x_hashedName", "dob": "x_hashedProfile", "gen": "x_hashedProfile",
                   "externid": "x_hashedUserId", "zip": "x_hashedProfile", "ct": "x_hashedProfile"}  # fmt: skip
_ENHANCED_PROPERTY: Final = {
    "em": "x_hashedEmail",
    "pn": "x_hashedPhone",
    "fn": "x_hashedName",
    "ln": "x_hashedName",
}

_MARKED: Final = TextShape(
    lambda text: len(text) >= _SHORTEST and "~" in text.strip()[:16], shortest=_SHORTEST
)


def _detect(payload: Payload) -> Iterator[Observation]:
    yield from _columns(payload)
    yield from _lists(payload)
    for leaf, _, value in named_like(payload, _MARKED):
        for found in _ENHANCED.finditer(value):
            name = _ENHANCED_PROPERTY[found[1][:2]]
            yield observe(
                leaf, category=_CATEGORY, name=name, rule="hashed_identifier.enhanced_conversion",
                reasoning=f"{_WHAT[name]} as a SHA-256 hash, marked {found[1]!r} in an enhanced-conversion value",
                confidence=Confidence.CERTAIN, value=found[2],
            )  # fmt: skip
    for leaf, names, value in named_in(payload, _NAMES):
        if len(value) < _SHORTEST or len(value) not in _SIZES or "~" in value[:16]:
            continue
        hashed = hash_name(value[3:] if _SNAP.fullmatch(value) else value) or _in_base64(names, value)
        found_name = _NAMES.find(names) if hashed else None
        if leaf.name.isdecimal():
            found_name = _OF_PARTNERS.get(leaf.name) if leaf.names[-2:-1] == ("pd",) else found_name
        if found_name is None or (found_name == "hashedAdvertisingId" and _is_plain(names, value)):
            continue
        yield observe(
            leaf, category=_CATEGORY, name=found_name, rule="hashed_identifier.name_and_shape",
            reasoning=f"{_WHAT[found_name]} as a hash, of the length of {hashed}",
            confidence=_confidence(names, found_name),
        )  # fmt: skip


def _lists(payload: Payload) -> Iterator[Observation]:
    """One finding for all the hashes of a list that is named for people's numbers or addresses."""
    lists: dict[str, list[tuple[Leaf, tuple[str, ...]]]] = {}
    for leaf, names, value in named_in(payload, _LISTS):
        if leaf.context == "body" and leaf.path.endswith("]") and hash_name(value):
            lists.setdefault(outer(leaf.path), []).append((leaf, names))
    for path, found in lists.items():
        name = _LISTS.find(found[0][1])
        if name is not None and len(found) >= _LEAST_OF_A_LIST:
            one = observe(
                found[0][0], category=_CATEGORY, name=name, rule="hashed_identifier.list",
                reasoning=f"{_WHAT[name]} as a hash, in a list of such", confidence=Confidence.LIKELY,
                value=f"{len(found)} hashes",
            )  # fmt: skip
            yield msgspec.structs.replace(one, path=path)


def _is_plain(names: tuple[str, ...], value: str) -> bool:
    """An identifier of random digits that only lost its hyphens, in a field that does not say that it was hashed."""
    says_hash = any(name in "".join(names[-1:]).lower() for name in _ALGORITHMS)
    return not says_hash and is_plain_uuid(value)


def _in_base64(names: tuple[str, ...], value: str) -> str:
    """``SHA-256`` for 32 bytes in Base64 in a field that says that it holds a hash (as Unified ID 2.0 asks for it)."""
    says_hash = (
        len(value) in (43, 44)
        and _BASE64.fullmatch(value)
        and not all_words(names[-1:]).isdisjoint(_ALGORITHM_WORDS)
    )
    return "SHA-256" if says_hash else ""


_OF_COLUMNS: Final = picking(lambda name: words(name)[-1:] in _HEADS, {head[0] for head in _HEADS})


def _columns(payload: Payload) -> Iterator[Observation]:
    """Hashes in rows whose columns a list beside them names: ``{"schema": ["EMAIL", "FN"], "data": [["…", "…"]]}``."""
    place = surroundings(payload)
    if not place.picked(_OF_COLUMNS):
        return
    lists = place.lists
    heads = [
        (outer(path), tuple(str(item.value)[:40] for item in items))
        for path, items in lists.items()
        if items[0].names and words(items[0].names[-1])[-1:] in _HEADS
    ]
    for where, columns in heads[:_MOST_HEADS] if heads else ():
        for path, items in lists.items():
            if not path.startswith(f"{where}.") or not path.endswith("]") or len(items) > len(columns):
                continue
            for leaf, column in zip(items, columns, strict=False):
                found = _NAMES.find((column,)) or _COLUMNS.get("".join(words(column)))
                if found and isinstance(leaf.value, str) and (hashed := hash_name(leaf.value)):
                    yield observe(
                        leaf, category=_CATEGORY, name=found, rule="hashed_identifier.column",
                        reasoning=f"{_WHAT[found]} as a hash, of the length of {hashed}, in a column named for it",
                        confidence=Confidence.CERTAIN,
                    )  # fmt: skip


def _confidence(names: tuple[str, ...], found: str) -> Confidence:
    """A bare ``em`` or ``ph``, and the hash of an identifier that may be random itself, are less than certain."""
    if names[-1].lower() in _SHORT and not all_words(names[:-1]) & {"ud", "udff", "pd", "user", "data"}:
        return Confidence.LIKELY
    says_hash = any(name in "".join(names[-1:]).lower() for name in _ALGORITHMS)
    if found in ("x_hashedUserId", "x_hashedDeviceId", "hashedAdvertisingId") and not says_hash:
        return Confidence.LIKELY
    return Confidence.CERTAIN


DETECTOR: Final = Detector(
    name="hashed_identifier",
    version=6,
    categories={
        _CATEGORY: Mapped(
            google="User IDs, Email address, Phone number, Device or other IDs",
            apple="User ID, Device ID, Contact Info",
            dpv="pd:Identifier",
            tcf="3, 5",
        ),
    },
    rules={
        "hashed_identifier.name_and_shape": "Text of a hash's length in a field named for what was hashed.",
        "hashed_identifier.list": "Two texts or more of a hash's length in a list named for numbers, addresses or contacts.",
        "hashed_identifier.column": "Text of a hash's length in rows whose columns a list beside them names.",
        "hashed_identifier.enhanced_conversion": "A hash marked em, pn, fn or ln in Google's enhanced-conversion format.",
    },
    detect=_detect,
    needs=Needs(fields=(_NAMES, _LISTS), names=(_OF_COLUMNS,), texts=(_MARKED,)),
)
