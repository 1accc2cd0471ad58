"""Recognises that a secret was sent. The secret itself is in no observation, only which field it stood in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.forgery_tokens import is_forgery_token
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.password_labels import is_about_a_field
from analysis.payload import Layer, Leaf, Payload
from analysis.push_tokens import is_bare_push_token, is_push_token
from analysis.records import Confidence, Observation
from analysis.surroundings import Surroundings, surroundings
from analysis.texts import TextShape, texts_like
from analysis.units import Detector, Mapped

_CATEGORY: Final = "credential.secret"
_SECRET: Final = "(secret)"
_REDACTED: Final = "[redacted]"
_PASSWORD: Final = FieldTable({
    phrase: phrase
    for phrase in ("password", "passwd", "pwd", "passphrase", "passcode", "=pass", "user pass", "id pass", "pass word",
                   "new password", "old password", "password confirmation", "password confirm", "confirm password",
                   "passwort", "=psk", "wpa key", "wep key", "wlan pass",
                   "pre shared key", "preshared key", "wifi key", "network key", "wpa psk", "wifi pass", "wifi psk",
                   "wlan key", "mqtt pass", "smtp pass", "db pass", "kennwort", "mot de passe", "contrasena", "pass phrase",
                   "password wifi", "password wlan", "password new", "password old", "clave wifi",
                   "snmp.community", "snmp community", "community string", "security answer",
                   "secret answer", "challenge answer")
})  # fmt: skip
_TOKEN: Final = FieldTable({
    phrase: phrase
    for phrase in ("access token", "refresh token", "id token", "auth token", "session token", "bearer token", "login token",
                   "client secret", "api secret", "app secret", "consumer secret", "secret key", "private key", "=secret",
                   "oauth token", "oauth verifier", "authorization", "proxy authorization", "jwt", "code verifier",
                   "reset token", "password reset token", "user token", "security token", "token secret", "x auth",
                   "authentication token", "authorization token", "authtoken", "accesstoken", "access key secret",
                   "saml response", "client assertion", "identity token", "magic link token", "plex token",
                   "emby token", "api token",
                   "bearer", "session key", "subscription key", "auth key", "vault token", "personal access token",
                   "app password", "admin token", "service token", "x auth key", "access key", "recovery code",
                   "recovery key", "seed phrase", "mnemonic", "webhook secret", "signing secret", "encryption key",
                   "account key", "storage key", "sas token", "fetch token secret", "device secret", "security key",
                   "client token secret", "account token", "api secret key", "token value secret", "bot token", "llat")
})  # fmt: skip
_ONE_TIME: Final = FieldTable({
    phrase: phrase
    for phrase in ("=pin", "pin code", "=tan", "otp", "one time password", "one time code", "verification code", "sms code",
                   "mfa code", "totp", "otp code", "two factor code", "user pin", "login pin", "2fa code", "cvv", "cvc")
})  # fmt: skip
_VAGUE: Final = FieldTable({phrase: phrase for phrase in ("=token", "=auth", "x token")})
_SESSION_COOKIES: Final = frozenset({
    "phpsessid", "jsessionid", "asp.net_sessionid", "sessionid", "session_id", "connect.sid", "laravel_session", "session",
    "_session_id", "sessid", "sid", "ssid", "hsid", "sapisid", "auth_token", "access_token", "refresh_token", "id_token",
    "auth", "authtoken", "token", "jwt", "user_session", "remember_token", "remember_user_token", "wordpress_logged_in",
    "__session", "__host-session", "__secure-next-auth.session-token", "next-auth.session-token",
})  # fmt: skip
_JWT: Final = lazy_pattern(
    r"(?:Bearer )?ey[A-Za-z0-9_-]{8,2000}\.ey[A-Za-z0-9_-]{2,3000}\.(?:[A-Za-z0-9_-]{8,1500}|\[redacted\])"
)
# Keys that their makers begin with a word of their own; what every copy of an app may show (AIza…, pk_live_…) is none.
# Sources: the makers' pages, and gitleaks' rules for each.
_KEY: Final = lazy_pattern(
    r"(?:AKIA|ASIA)[A-Z2-7]{16}|[sr]k_(?:live|test)_[0-9A-Za-z]{20,247}|gh[pousr]_[0-9A-Za-z]{36,255}"
    r"|github_pat_[0-9A-Za-z_]{36,255}|xox[abeoprs]-[0-9A-Za-z-]{10,250}|xapp-[0-9]-[0-9A-Za-z-]{20,250}"
    r"|glpat-[0-9A-Za-z_-]{20,64}|SG\.[0-9A-Za-z_-]{16,32}\.[0-9A-Za-z_-]{30,64}|npm_[0-9A-Za-z]{36}"
    r"|sk-(?:ant|proj|svcacct)-[0-9A-Za-z_-]{20,200}|ya29\.[0-9A-Za-z_-]{20,1000}|hf_[A-Za-z]{34}|dop_v1_[0-9a-f]{64}"
    r"|key-[0-9a-f]{32}|EAA[0-9A-Za-z]{60,400}|shpat_[0-9a-fA-F]{32}|pypi-[0-9A-Za-z_-]{50,500}|AGE-SECRET-KEY-1[0-9A-Z]{58}"
)
_KEY_STARTS: Final = frozenset({
    "AKIA", "ASIA", "sk_l", "sk_t", "rk_l", "rk_t", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "gith", "xoxa", "xoxb", "xoxe",
    "xoxo", "xoxp", "xoxr", "xoxs", "xapp", "glpa", "npm_", "sk-a", "sk-p", "sk-s", "ya29", "dop_", "key-", "shpa", "pypi",
    "AGE-",
})  # fmt: skip
_PRIVATE_KEY: Final = lazy_pattern(r"-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----")
_CODE: Final = lazy_pattern(r"[0-9]{3,10}")
# A Facebook app's id and client token.
_PUBLIC_APP_TOKEN: Final = lazy_pattern(r"[0-9]{8,20}\|[A-Za-z0-9_-]{20,64}")
_NOT_SECRETS: Final = frozenset({
    "push", "device", "fcm", "apns", "page", "next", "sync", "continuation", "registration", "type", "public",
    "strength", "policy", "hint", "label", "placeholder", "length", "field", "expiry", "expires", "url", "uri", "endpoint",
})  # fmt: skip
# What is named a token among these is the address of a device or of the next page.
_OTHER_TOKENS: Final = frozenset(
    {"push", "device", "fcm", "apns", "gcm", "notification", "notifications", "paging", "cursor"}
)
_KEY_HEADER: Final = FieldTable({phrase: phrase for phrase in ("=x api key", "=api key", "=private token")})
_KEY_WORDS: Final = frozenset(
    {"key", "apikey", "token", "secret", "auth", "authorization", "authentication", "password"}
)
# Headers of protocols and caches whose names say key or token.
_NO_KEYS: Final = frozenset({
    "websocket", "socket", "idempotency", "surrogate", "cache", "push", "device", "page", "next", "continuation",
    "sync", "fcm", "apns", "registration", "public", "pin", "signature", "encoding", "routing", "partition", "sort", "ad",
    "primary", "foreign", "id", "type", "name", "version", "error", "crypto", "firebase", "trace", "correlation", "sentry",
})  # fmt: skip
# Beside a PIN that is the code of a place.
_OF_POSTS: Final = frozenset(
    {"city", "town", "district", "state", "locality", "taluk", "officename", "postoffice", "ort", "area"}
)
_FORM_WORDS: Final = frozenset({
    "password", "passwd", "pwd", "text", "hidden", "input", "required", "optional", "confirm", "forgot", "reset", "change",
    "login", "signin", "email", "bearer", "basic", "sms", "app",
})  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    shaped = set[str]()
    place = surroundings(payload)
    for leaf in place.leaves_of(_OF_SESSIONS):
        if leaf.context == "cookie":
            why = "a cookie that keeps a log-in alive"
            yield _secret(leaf, "credential.session_cookie", why, Confidence.LIKELY)
    for leaf, _ in texts_like(payload, _TOKENS):
        shaped.add(leaf.path)
        yield _secret(leaf, "credential.signed_token", "a signed token (JWT)", _how_surely(leaf.name))
    for shape, rule, why in _SHAPES:
        for leaf, _ in texts_like(payload, shape):
            shaped.add(leaf.path)
            yield _secret(leaf, rule, why, Confidence.CERTAIN)
    for leaf, names, value in named_in(payload, _PASSWORD, _ONE_TIME, _TOKEN, _VAGUE):
        found = None if leaf.context == "cookie" or leaf.path in shaped else _judge(names, value)
        if found is not None and not _is_none(found[0], place, leaf, names, value):
            yield _secret(leaf, *found)
    yield from _in_headers(payload)
    for layer in filter(_is_opened, payload.layers):
        if layer.path not in shaped:
            name = layer.names[-1] if layer.names else ""
            leaf = Leaf(path=layer.path, context=layer.context, name=name, names=layer.names, value=None)
            yield _secret(leaf, "credential.signed_token", "a signed token (JWT)", _how_surely(name))


def _is_none(rule: str, place: Surroundings, leaf: Leaf, names: tuple[str, ...], value: str) -> bool:
    """What a form says of a field for a password; a token under which a server reaches an app, and which lets nobody in."""
    if rule == "credential.password":
        return value != _REDACTED and is_about_a_field(place, leaf, names, value)
    if rule == "credential.code":  # India's postal index number
        beside = place.around(leaf.path)
        return (
            words(leaf.name) == ("pin",)
            and beside is not None
            and not _OF_POSTS.isdisjoint(map(str.lower, beside.members))
        )
    return is_push_token(value) or is_bare_push_token(leaf, place)


def _in_headers(payload: Payload) -> Iterator[Observation]:
    """A long value, or one that was taken out, in a header whose name ends in key, token, secret or auth."""
    for leaf in surroundings(payload).leaves_of(_FOR_KEYS):
        if leaf.context != "header" or not isinstance(leaf.value, str):
            continue
        if (
            _judge(leaf.names, leaf.value) is None
            and _is_token(leaf.value)
            and not leaf.path.startswith("header:Cookie")
            and not is_push_token(leaf.value)
        ):
            yield _secret(leaf, "credential.key_header", "a key in a header for keys", Confidence.POSSIBLE)


def _is_for_keys(name: str) -> bool:
    spoken = words(name)
    said = bool(spoken) and spoken[-1] in _KEY_WORDS and _NO_KEYS.isdisjoint(spoken)
    return (said and not is_forgery_token(name)) or _KEY_HEADER.find((name,)) is not None


_FOR_KEYS: Final = picking(_is_for_keys, _KEY_WORDS)


def _is_key(text: str) -> bool:
    begins = text[:4] in _KEY_STARTS or text[:3] in ("SG.", "hf_", "EAA")
    return begins and _KEY.fullmatch(text.strip()[:2048]) is not None and not is_placeholder(text[-12:])


_TOKENS: Final = TextShape(
    lambda text: len(text) >= 20 and "ey" in text[:9] and _JWT.fullmatch(text.strip()[:8192]), shortest=20
)
_KEYS: Final = TextShape(lambda text: len(text) >= 20 and _is_key(text), shortest=20)
_PRIVATE: Final = TextShape(
    lambda text: "-----BEGIN " in text[:4096] and _PRIVATE_KEY.search(text[:4096]), shortest=20
)
_SHAPES: Final = (
    (_KEYS, "credential.key_shape", "a key whose maker is known by its beginning"),
    (_PRIVATE, "credential.private_key", "a private key"),
)
_OF_SESSIONS: Final = picking(lambda name: name.lower() in _SESSION_COOKIES, spelled=_SESSION_COOKIES)


def _is_opened(layer: Layer) -> bool:
    """Whether it is a signed token that was opened, so that its claims are values of their own."""
    data = layer.data
    return isinstance(data, str) and "ey" in data[:9] and _JWT.fullmatch(data.strip()[:8192]) is not None


def _how_surely(name: str) -> Confidence:
    return Confidence.CERTAIN if {"token", "authorization"} & set(words(name)) else Confidence.LIKELY


def _judge(names: tuple[str, ...], value: str) -> tuple[str, str, Confidence] | None:
    """The rule that says secret, why, and how surely; None where no rule does."""
    password = _PASSWORD.find(names) is not None
    if not (password or _ONE_TIME.find(names) or _TOKEN.find(names) or _VAGUE.find(names)):
        return None
    if value != _REDACTED and (is_placeholder(value) or _PUBLIC_APP_TOKEN.fullmatch(value)):
        return None
    if password and _is_password(value):
        return "credential.password", "a password", Confidence.LIKELY
    if all_words(names[-1:]) & _NOT_SECRETS and value != _REDACTED:
        return None
    if _ONE_TIME.find(names) and (_CODE.fullmatch(value) or value == _REDACTED):
        return "credential.code", "a PIN or one-time code", Confidence.LIKELY
    if value.endswith(("...", "…")):
        return None  # cut, as guides show it
    if _TOKEN.find(names) and _is_token(value):
        return "credential.token", "a token that lets its bearer in", Confidence.LIKELY
    if _VAGUE.find(names) and _is_token(value) and _OTHER_TOKENS.isdisjoint(all_words(names[-3:-1])):
        return (
            "credential.named_token",
            "a value named token, which may let its bearer in",
            Confidence.POSSIBLE,
        )
    return None


def _is_password(value: str) -> bool:
    if value == _REDACTED:
        return True
    return 3 <= len(value) <= 256 and "\n" not in value and value.lower() not in _FORM_WORDS


def _is_token(value: str) -> bool:
    """Redacted, or 12 or more characters of which some are digits or of mixed case; not a sentence or an address."""
    if value == _REDACTED:
        return True
    token = value.partition(" ")[2] if value.lower().startswith(("bearer ", "basic ", "token ")) else value
    if not 12 <= len(token) <= 4096 or any(character.isspace() for character in token) or "://" in token:
        return False
    return any(character.isdigit() for character in token) or (
        token != token.lower() and token != token.upper()
    )


def _secret(leaf: Leaf, rule: str, what: str, confidence: Confidence) -> Observation:
    return observe(
        leaf, category=_CATEGORY, name="x_credential", rule=rule, reasoning=f"{what}; the value is not kept",
        confidence=confidence, value=_SECRET,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="credential",
    version=6,
    categories={_CATEGORY: Mapped(dpv="pd:Authenticating", tcf="5")},
    rules={
        "credential.password": "A value in a field named password.",
        "credential.code": "Digits in a field named PIN, OTP or verification code.",
        "credential.token": "A long value in a field named access token, refresh token, client secret or authorization.",
        "credential.signed_token": "A JSON Web Token by its shape.",
        "credential.key_shape": "A key with the beginning that one maker gives its secret keys (AKIA…, ghp_…, sk_live_…).",
        "credential.private_key": "Text with the first line of a private key in PEM.",
        "credential.key_header": "A long value in a header whose name ends in key, token, secret or auth; some are public.",
        "credential.named_token": "A long value in a field named only token or auth.",
        "credential.session_cookie": "A cookie with the name of a session.",
    },
    detect=_detect,
    needs=Needs(
        fields=(_PASSWORD, _ONE_TIME, _TOKEN, _VAGUE),
        names=(_OF_SESSIONS, _FOR_KEYS),
        texts=(_TOKENS, _KEYS, _PRIVATE),
        holds=(lambda payload: any(map(_is_opened, payload.layers)),),
    ),
)
