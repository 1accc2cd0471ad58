"""Recognises secrets by what stands around them: keys of one-time codes in their addresses, a short ``pw`` beside a user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.field_names import words
from analysis.identifier_shapes import is_placeholder
from analysis.name_tables import picking
from analysis.named_fields import observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "credential.secret"
_SECRET: Final = "(secret)"
# github.com/google/google-authenticator, wiki "Key Uri Format": the secret in Base32; the export of several keys at once.
_KEY: Final = re.compile(
    r"(?i)otpauth://(?:totp|hotp|steam)/[^\s\"'<>]{0,1024}?[?&]secret=[A-Z2-7]{8,256}"
    r"|otpauth-migration://offline\?data=[A-Za-z0-9+/=_%-]{16,100000}"
)
_KEYS: Final = TextShape(
    lambda text: len(text) >= 30 and "otpauth" in text[:65_536] and _KEY.search(text[:65_536])
)
_SHORT: Final = picking(
    lambda name: words(name) in (("pw",), ("pwrd",), ("pswd",)), frozenset({"pw", "pwrd", "pswd"})
)
_USERS: Final = frozenset({
    "user", "username", "login", "email", "mail", "userid", "uid", "loginname", "emailaddress", "uname", "usr",
})  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    for leaf, _ in texts_like(payload, _KEYS):
        yield _secret(leaf, "shared_secret.one_time", "the key from which one-time codes are made")
    for leaf in surroundings(payload).leaves_of(_SHORT):
        if leaf.context == "body" and _is_password(payload, leaf):
            yield _secret(leaf, "shared_secret.beside_a_user", "a password")


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
    version=1,
    categories={_CATEGORY: Mapped(dpv="pd:Authenticating", tcf="5")},
    rules={
        "shared_secret.one_time": "An address otpauth://totp or hotp with its secret, or otpauth-migration with its data.",
        "shared_secret.beside_a_user": "A text in a field named pw beside one named user, login or e-mail.",
    },
    detect=_detect,
    needs=Needs(texts=(_KEYS,), names=(_SHORT,)),
)
