r"""Lines with which a program logs in to a mail or file server: IMAP's LOGIN, and USER and PASS of POP3 and FTP.

Sources: RFC 9051, section 6.2.3 (LOGIN with two strings); RFC 1939, section 7; RFC 959, section 4.1.1.
"""

from __future__ import annotations

import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.units import Decoder, Opened, Part

_STRING: Final = r'(?:"(?:[^"\\\r\n]|\\["\\]){1,256}"|[^\s"(){%*]{1,256})'
_IMAP: Final = rf"[A-Za-z0-9.]{{1,12}} (?i:LOGIN) {_STRING} {_STRING}\r?\n"
_USER: Final = r"(?i:USER) [^\r\n]{1,256}\r?\n(?i:PASS) [^\r\n]{1,256}\r?\n"
_HINT: Final = rf"\A(?:{_IMAP}|{_USER})"
_START: Final = lazy_pattern(_HINT)
_LOGIN: Final = lazy_pattern(rf"\S{{1,12}} (?i:LOGIN) ({_STRING}) ({_STRING})\r?\n")
_NAMED: Final = lazy_pattern(r"(?i)USER ([^\r\n]{1,256})\r?\nPASS ([^\r\n]{1,256})\r?\n")
_TELLS: Final = lazy_pattern(r"[^A-Za-z]")  # a quote, an address, a digit or a sign in one of the two strings
_LONGEST: Final = 1 << 16


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if not 8 <= len(data) <= min(limit, _LONGEST):
        return None
    text = data if isinstance(data, str) else data[:2_048].decode("utf-8", "replace")
    if not _START.match(text):
        return None
    imap = _LOGIN.match(text)
    found = imap or _NAMED.match(text)
    if found is None:
        return None
    user, password = (_plain(value) if imap else value for value in found.groups())
    if imap is not None and not _TELLS.search("".join(imap.groups())):
        return None  # words of a sentence
    label = "imap" if imap else "login"
    return Opened(label=label, tree={"username": user, "password": password}, style="pairs")


def _plain(value: str) -> str:
    if len(value) < 2 or value[0] != '"':
        return value
    return re.sub(r'\\(["\\])', r"\1", value[1:-1])


DECODER = Decoder(name="login_lines", order=34, open=_open, hint=_HINT)
