"""Takes secrets out of a transmission's headers and URL before anything is journalled.

Bodies stay as sent. What is redacted keeps its name, so that a finding can still say that a secret was sent; everything
else stays byte for byte: order, duplicates, percent-encoding.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

import msgspec

from analysis.lazy_patterns import lazy_pattern
from analysis.records import Transmission

REDACTED: Final = "[redacted]"

SECRET_HEADERS: Final = frozenset(
    {
        "authorization",
        "proxy-authorization",
        "x-api-key",
        "apikey",
        "api-key",
        "authentication",
        "dd-api-key",
        "ocp-apim-subscription-key",
        "private-token",
        "x-access-token",
        "x-amz-security-token",
        "x-auth-key",
        "x-authorization",
        "x-emby-authorization",
        "x-functions-key",
        "x-id-token",
        "x-mbx-apikey",
        "x-refresh-token",
        "x-session-token",
        "x-token",
    }
)
SECRET_HEADER_PREFIXES: Final = ("x-auth-", "x-csrf", "x-xsrf")
SECRET_HEADER_ENDINGS: Final = (
    "-access-key", "-access-token", "-api-key", "-api-token", "-apikey", "-auth-token", "-client-secret", "-password",
    "-secret", "-secret-key", "-session-token", "-subscription-key", "-user-token",
)  # fmt: skip
# What is named a token among these is the address of a device or of the next page of results.
_TOKEN_ENDING: Final = "-token"
_OTHER_TOKENS: Final = (
    "push",
    "device",
    "fcm",
    "apns",
    "page",
    "next",
    "continuation",
    "sync",
    "registration",
    "ad",
)
COOKIE_HEADERS: Final = frozenset({"cookie", "cookie2", "set-cookie", "set-cookie2"})

# Names are compared without case and without "-", "_" and ".".
SECRET_PARAMETERS: Final = frozenset({
    "accesstoken", "apisecret", "apitoken", "appsecret", "assertion", "authenticitytoken", "authkey", "authorization",
    "authtoken", "bearer", "bearertoken", "cardnumber", "clientassertion", "clientsecret", "codechallenge",
    "codeverifier", "consumersecret", "csrf", "csrfmiddlewaretoken", "csrftoken", "cvc", "cvv", "cvv2", "embytoken",
    "fcparams", "iban", "idtoken", "jsessionid", "jwt", "logintoken", "mfacode", "oauthsignature", "oauthtoken",
    "oauthtokensecret", "oauthverifier", "otp", "passcode", "passphrase", "passwd", "password", "phpsessid",
    "plextoken", "pwd", "refreshtoken", "requestverificationtoken", "resettoken", "samlrequest", "samlresponse",
    "secretkey", "serverdata", "sessionkey", "sessiontoken", "shdf", "subscriptionkey", "totp", "usertoken", "usg",
    "verificationcode", "vses2", "xamzcredential", "xamzsecuritytoken", "xamzsignature", "xgoogsignature",
    "xplextoken", "xsrf", "xsrftoken",
    # a password in other languages: de, fr, es, pt, nl, pl, cs, sv, da, no, fi, tr, hu, hr, sl, ru, zh, ja, ko
    "passwort", "kennwort", "motdepasse", "mdp", "contraseña", "contrasena", "contrasenya", "senha", "wachtwoord", "hasło",
    "haslo", "heslo", "lösenord", "losenord", "adgangskode", "kodeord", "passord", "salasana", "şifre", "sifre", "jelszó",
    "jelszo", "lozinka", "geslo", "пароль", "密码", "密碼", "パスワード", "비밀번호",
})  # fmt: skip
SECRET_PARAMETER_ENDINGS: Final = ("password", "passwd", "secret", "accesstoken", "refreshtoken", "idtoken")

# Names that also mean harmless things: a value of up to three characters is kept, and so is a word as a state.
AMBIGUOUS_PARAMETERS: Final = frozenset(
    {"auth", "challenge", "code", "pass", "pin", "sig", "signature", "state", "ticket", "token"}
)

_SEGMENT: Final = r"[A-Za-z0-9_-]"
_JWT: Final = lazy_pattern(
    rf"(?<!{_SEGMENT})"
    rf"(?P<keep>ey{_SEGMENT}{{8,1000000}}\.ey{_SEGMENT}{{2,1000000}}\.)"
    rf"{_SEGMENT}{{1,1000000}}"
    rf"|(?<!{_SEGMENT})(?P<encrypted>eyJ{_SEGMENT}{{15,1000000}}\.)"
    rf"(?:{_SEGMENT}{{0,1000000}}\.){{3}}{_SEGMENT}{{10,1000000}}"
)
_USER_INFO: Final = lazy_pattern(r"(?<=://)[^/?#@&\s\"'<>]{1,512}@")
_ENCODED_USER_INFO: Final = lazy_pattern(
    r"(?i:(?<=%3a%2f%2f))(?:[^%/?#@&=\s]|%(?!2f|3f|23|26|40|20|3d)[0-9a-f]{2}){1,512}%40", re.IGNORECASE
)
# A parameter of a URL inside a parameter: ...%3Ftoken%3Dabc%26x%3D1
_NESTED: Final = lazy_pattern(
    r"((?:%3f|%26|%23)([\w.~-]{1,64})%3d)((?:[^%&;]|%(?!26|23)[0-9a-f]{2}){1,1000000})", re.IGNORECASE
)
_PATH_PARAMETER: Final = lazy_pattern(r"(;([\w.-]{1,64})=)([^;/?]{1,100000})")
_PLAIN_WORD: Final = lazy_pattern(r"[A-Za-z]{1,14}(?:(?:\+|%20|-)[A-Za-z]{1,14})?")
_SEPARATORS: Final = str.maketrans("", "", "-_. ")


def redact(transmission: Transmission) -> Transmission:
    """The transmission without the secrets of its headers, query and path; the same object where there are none."""
    headers = _redact_headers(transmission.request_headers)
    query = redact_query(transmission.query)
    path = _redact_path(transmission.path)
    host = transmission.host.rpartition("@")[2] if "@" in transmission.host else transmission.host
    if (
        headers is transmission.request_headers
        and query is transmission.query
        and path is transmission.path
        and host is transmission.host
    ):
        return transmission
    return msgspec.structs.replace(transmission, request_headers=headers, query=query, path=path, host=host)


def redact_query(query: str) -> str:
    """A query (no leading ``?``) with the values of secret parameters replaced; the same object where none are."""
    if not query:
        return query
    pairs = query.split("&")
    changed = False
    for index, pair in enumerate(pairs):
        name, equals, value = pair.partition("=")
        if (
            value
            and value != REDACTED
            and len(name) < 256
            and _is_secret(name)
            and not _is_harmless(name, value)
        ):
            pairs[index] = f"{name}{equals}{REDACTED}"
            changed = True
    return _redact_text("&".join(pairs) if changed else query)


def redact_url(url: str) -> str:
    """A URL or path without user-info, secret parameters, token signatures; the same object where none are."""
    before, mark, rest = url.partition("?")
    if not mark:
        return _redact_text(url)
    query, hash_mark, fragment = rest.partition("#")
    clean = (_redact_text(before), redact_query(query), _redact_text(fragment))
    if clean[0] is before and clean[1] is query and clean[2] is fragment:
        return url
    return f"{clean[0]}?{clean[1]}{hash_mark}{clean[2]}"


def documentation() -> str:
    """What is redacted, as Markdown; ``docs/redaction.md`` holds this text between its markers."""
    rows = (
        ("Headers", sorted(SECRET_HEADERS)),
        ("Headers that begin with", sorted(SECRET_HEADER_PREFIXES)),
        ("Headers that end with", sorted((*SECRET_HEADER_ENDINGS, _TOKEN_ENDING))),
        ("Cookie headers (the cookies' names are kept)", sorted(COOKIE_HEADERS)),
        ("Parameters", sorted(SECRET_PARAMETERS)),
        ("Parameters that end with", sorted(SECRET_PARAMETER_ENDINGS)),
        (
            "Parameters whose value is kept when it has up to three characters",
            sorted(AMBIGUOUS_PARAMETERS),
        ),
    )
    return "\n".join(f"* {title}: {', '.join(f'`{name}`' for name in names)}" for title, names in rows) + "\n"


@lru_cache(maxsize=4096)
def _header_rule(name: str) -> Callable[[str], str]:
    lowered = name.lower()
    if lowered in ("cookie", "cookie2"):
        return _redact_cookies
    if lowered in COOKIE_HEADERS:
        return _redact_set_cookie
    if (
        lowered in SECRET_HEADERS
        or lowered.startswith(SECRET_HEADER_PREFIXES)
        or lowered.endswith(SECRET_HEADER_ENDINGS)
        or _is_token_header(lowered)
    ):
        return _redact_all
    return redact_url


def _is_token_header(lowered: str) -> bool:
    return lowered.endswith(_TOKEN_ENDING) and lowered.split("-")[-2] not in _OTHER_TOKENS


def _redact_headers(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    clean = [_header_rule(name)(value) for name, value in headers]
    if all(new is old for new, (_, old) in zip(clean, headers, strict=True)):
        return headers
    return tuple((name, value) for (name, _), value in zip(headers, clean, strict=True))


def _redact_all(value: str) -> str:
    return REDACTED if value and value != REDACTED else value


def _redact_cookies(value: str) -> str:
    clean = "; ".join(_redact_cookie(cookie) for cookie in value.split(";") if cookie.strip())
    return value if clean == value else clean


def _redact_cookie(cookie: str) -> str:
    name, equals, _ = cookie.strip().partition("=")
    return f"{name}={REDACTED}" if equals else REDACTED


def _redact_set_cookie(value: str) -> str:
    cookie, mark, attributes = value.partition(";")
    clean = f"{_redact_cookie(cookie)}{mark}{attributes}"
    return value if not cookie.strip() or clean == value else clean


def _plain_name(name: str) -> str:
    """``user%5BPass_Word%5D`` is ``password``: the innermost name, without case and separators."""
    inner = unquote(name).rstrip("]")
    return inner.rpartition("[")[2].translate(_SEPARATORS).lower()


@lru_cache(maxsize=4096)
def _is_secret(name: str) -> bool:
    plain = _plain_name(name)
    return (
        plain in SECRET_PARAMETERS
        or plain in AMBIGUOUS_PARAMETERS
        or plain.endswith(SECRET_PARAMETER_ENDINGS)
    )


def _is_harmless(name: str, value: str) -> bool:
    plain = _plain_name(name)
    if plain not in AMBIGUOUS_PARAMETERS:
        return False
    return len(value) <= 3 or (plain == "state" and _PLAIN_WORD.fullmatch(value) is not None)


def _redact_path(path: str) -> str:
    clean = redact_url(path)
    if ";" not in clean:
        return clean
    return _substitute(_PATH_PARAMETER, _secret_parameter, clean)


def _redact_text(text: str) -> str:
    """Without user-info, token signatures and secrets of URLs inside; a look-up that cannot match is skipped."""
    if "ey" in text and "." in text:
        text = _substitute(_JWT, _without_signature, text)
    if "@" in text and "://" in text:
        text = _substitute(_USER_INFO, _constant_user_info, text)
    if "%" in text:
        lowered = text.lower()
        if "%40" in lowered and "%3a%2f%2f" in lowered:
            text = _substitute(_ENCODED_USER_INFO, _constant_encoded_user_info, text)
        if "%3d" in lowered:
            text = _substitute(_NESTED, _secret_parameter, text)
    return text


def _substitute(pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str], text: str) -> str:
    clean = pattern.sub(replacement, text)
    return text if clean == text else clean


def _without_signature(match: re.Match[str]) -> str:
    return f"{match['keep'] or match['encrypted']}{REDACTED}"


def _constant_user_info(_: re.Match[str]) -> str:
    return f"{REDACTED}@"


def _constant_encoded_user_info(_: re.Match[str]) -> str:
    return f"{REDACTED}%40"


def _secret_parameter(match: re.Match[str]) -> str:
    before, name, value = match[1], match[2], match[3]
    if not _is_secret(name) or _is_harmless(name, value):
        return match[0]
    return f"{before}{REDACTED}"
