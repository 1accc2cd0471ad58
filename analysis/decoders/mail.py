"""A whole e-mail (RFC 5322) as a value or body: its header fields, its text, and its attachments as parts (MIME)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from analysis.lazy_patterns import lazy_pattern
from analysis.text_beginnings import TextBeginning
from analysis.units import Decoder, Opened, OpenedPart, Part, Tree

if TYPE_CHECKING:
    from email.message import Message

_FIELDS: Final = (
    "from|to|cc|bcc|sender|reply-to|subject|date|message-id|mime-version|received|return-path|delivered-to|content-type|"
    "x-[a-z-]{2,40}|references|in-reply-to|content-transfer-encoding|user-agent|dkim-signature|thread-topic"
)
_HINT: Final = rf"\A\s{{0,8}}(?i:{_FIELDS}): [^\r\n]{{1,998}}\r?\n"
_TYPES: Final = ("", "message/rfc822", "text/plain", "application/octet-stream")  # of a body
_START: Final = TextBeginning(_HINT, undecodable="surrogateescape")
_HEAD: Final = lazy_pattern(
    r"\A\s{0,8}(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]{0,998}(?:\r?\n[ \t][^\r\n]{0,998}){0,40}\r?\n){2,80}\r?\n"
)
_ADDRESSED: Final = ("from", "to", "cc", "bcc", "sender")
_KEPT: Final = (
    "From",
    "To",
    "Cc",
    "Bcc",
    "Sender",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "User-Agent",
    "X-Mailer",
)
_LONGEST: Final = 2 << 20
_MOST_PARTS: Final = 100


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if not 20 <= len(data) <= min(limit, _LONGEST):
        return None
    if isinstance(data, bytes) and part.media_type not in _TYPES:
        return None
    text = _START.text_of(data)
    if text is None or not _HEAD.match(text):
        return None
    import email.policy  # slow to load, and few messages are mails

    try:
        sent = text.lstrip().encode("utf-8", "surrogateescape")
        message = email.message_from_bytes(sent, policy=email.policy.compat32)
        return _opened(message)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _opened(message: Message) -> Opened | None:
    """The mail in a tree; None where nobody sends it to anybody."""
    names = {name.lower() for name in message.keys()}  # noqa: SIM118  a message is no mapping
    addressed = sum(name in names for name in _ADDRESSED)
    if not addressed or addressed + ("subject" in names) + ("message-id" in names) + ("date" in names) < 2:
        return None
    if not any("@" in str(message[name]) for name in _ADDRESSED if message[name]):
        return None
    tree: dict[str, Tree] = {name: _field(str(message[name])) for name in _KEPT if message[name]}
    parts: list[OpenedPart] = []
    for index, piece in enumerate(message.walk()):
        if index >= _MOST_PARTS:
            break
        if not piece.is_multipart():
            _read_piece(piece, index, tree, parts)
    return Opened(label="mail", tree=tree, parts=tuple(parts), truncated=index >= _MOST_PARTS)


def _read_piece(piece: Message, index: int, tree: dict[str, Tree], parts: list[OpenedPart]) -> None:
    content = piece.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        return
    filename = piece.get_filename() or ""
    kind = piece.get_content_type()
    if kind == "text/plain" and not filename:
        text = content.decode(_charset(piece), "replace").strip()
        earlier = tree.get("text")
        tree["text"] = f"{earlier}\n{text}" if isinstance(earlier, str) else text
    elif kind == "text/html" and not filename and "text" in tree:
        return  # the same text once more
    else:
        parts.append(
            OpenedPart(data=content, step=_step(filename) or str(index), name="html" if kind == "text/html" else "",
                       media_type=kind, filename=filename[:256])
        )  # fmt: skip


def _step(filename: str) -> str:
    return filename[:128].replace(">", "_").replace("\n", "_").replace("\r", "_")


def _charset(piece: Message) -> str:
    declared = piece.get_content_charset() or "utf-8"
    try:
        "".encode(declared)
    except LookupError:
        return "utf-8"
    return declared


def _field(value: str) -> str:
    """A header field with its encoded words read (RFC 2047)."""
    if "=?" not in value:
        return " ".join(value.split())
    from email.header import decode_header, make_header

    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (ValueError, LookupError):
        return value


DECODER = Decoder(name="mail", order=35, open=_open, hint=_HINT)
