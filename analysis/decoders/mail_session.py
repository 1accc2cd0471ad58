"""Mail as it is handed in: a session of SMTP, or a message that IMAP's APPEND stores. The message is a part.

Sources: RFC 5321, sections 3.3 and 4.5.2 (DATA ends with a line that is a dot, dots at the start of a line are doubled);
RFC 9051, section 6.3.12 (APPEND with a literal).
"""

from __future__ import annotations

import re
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.text_beginnings import TextBeginning
from analysis.units import Decoder, Opened, OpenedPart, Part, Tree

_SMTP: Final = r"(?:(?i:EHLO|HELO|LHLO) [^\r\n]{1,255}|(?i:MAIL FROM:)[^\r\n]{1,320})\r?\n"
_IMAP: Final = r"[A-Za-z0-9.]{1,12} (?i:APPEND) [^\r\n]{1,400}\{[0-9]{1,9}\+?\}\r?\n"
_HINT: Final = rf"\A\s{{0,4}}(?:{_SMTP}|{_IMAP})"
_START: Final = TextBeginning(_HINT, undecodable="surrogateescape")
_DATA: Final = lazy_pattern(r"(?i)(?:\A|\n)DATA\r?\n")
_END: Final = lazy_pattern(r"\n\.\r?(?:\n|\Z)")
_STORED: Final = lazy_pattern(r"\{([0-9]{1,9})\+?\}\r?\n")
_SENT: Final = lazy_pattern(r"(?im)^(MAIL FROM|RCPT TO):\s?<([^<>\r\n]{1,320})>")
_LONGEST: Final = 16 << 20


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if not 20 <= len(data) <= min(limit, _LONGEST):
        return None
    text = _START.text_of(data)
    if text is None:
        return None
    stored = _STORED.search(text, 0, 1_024) if re.match(rf"\s{{0,4}}{_IMAP}", text) else None
    begin = stored or _DATA.search(text)
    if begin is None:
        return None
    message = text[begin.end() :]
    tree: dict[str, Tree] = {}
    if stored is None:
        message = _END.split(message, maxsplit=1)[0].replace("\n..", "\n.")
        for step, address in _SENT.findall(text[: begin.start() + 1]):
            tree.setdefault(step.lower().replace(" ", "_"), address)
    content = message.encode("utf-8", "surrogateescape")
    mail = OpenedPart(data=content, step="message", name="message", media_type="message/rfc822")
    label = "imap" if stored else "smtp"
    return Opened(label=label, tree=tree or None, style="pairs", parts=(mail,)) if content.strip() else None


DECODER = Decoder(name="mail_session", order=34, open=_open, hint=_HINT)
