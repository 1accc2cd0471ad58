"""WBXML as telephones send it to a mail server (Exchange ActiveSync): elements, inline strings and opaque bytes.

Sources: WAP-192-WBXML (tokens: 0x00 page, 0x01 end, 0x03 string, 0xC3 bytes; 0x40 in a tag says that it has content);
the names of code page 18, Settings, from sspies8684/activesync, SettingsCodePage (read 2026-11-26). An element of another
page keeps its numbers (``p4_17``).
"""

from __future__ import annotations

from typing import Final

from analysis.units import Decoder, Opened, Part, Tree

_TYPES: Final = ("application/vnd.ms-sync.wbxml", "application/vnd.ms-sync")
_SETTINGS: Final = dict(
    enumerate(
        (
            "Settings", "Status", "Get", "Set", "Oof", "OofState", "StartTime", "EndTime", "OofMessage", "AppliesToInternal",
            "AppliesToExternalKnown", "AppliesToExternalUnknown", "Enabled", "ReplyMessage", "BodyType", "DevicePassword",
            "Password", "DeviceInformation", "Model", "IMEI", "FriendlyName", "OS", "OSLanguage", "PhoneNumber",
            "UserInformation", "EmailAddresses", "SmtpAddress", "UserAgent", "EnableOutboundSMS", "MobileOperator",
            "PrimarySmtpAddress", "Accounts", "Account", "AccountId", "AccountName", "UserDisplayName",
        ),
        start=0x05,
    )
)  # fmt: skip
_PAGES: Final = {18: _SETTINGS}
_PAGE, _END, _STRING, _OPAQUE = 0x00, 0x01, 0x03, 0xC3
_CONTENT: Final = 0x40
_DEEPEST: Final = 32
_MOST: Final = 20_000  # elements
_LONGEST: Final = 4 << 20


class _Broken(Exception):
    """The bytes are no WBXML, or none of the kind that ActiveSync sends."""


def _open(part: Part, limit: int) -> Opened | None:
    data = part.data
    if (
        not isinstance(data, bytes)
        or part.media_type not in _TYPES
        or not 6 <= len(data) <= min(limit, _LONGEST)
    ):
        return None
    if data[0] not in (0x01, 0x02, 0x03) or data[2] != 0x6A:  # version 1.1 to 1.3, UTF-8
        return None
    try:
        tree = _Reader(data).document()
    except (_Broken, IndexError, UnicodeDecodeError):
        return None
    return Opened(label="wbxml", tree=tree) if tree else None


class _Reader:
    """Reads elements one after the other, without recursion; ``at`` is the next byte."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 3
        self.page = 0

    def document(self) -> dict[str, Tree]:
        skipped = self._number()  # the table of strings, which ActiveSync leaves empty
        self.at += skipped
        root: dict[str, Tree] = {}
        around: list[
            tuple[dict[str, Tree], str]
        ] = []  # the object that an open element stands in, and its name
        inside: list[tuple[dict[str, Tree], list[str | bytes]]] = []
        for _ in range(_MOST):
            if self.at >= len(self.data):
                break
            token = self._byte()
            if token == _PAGE:
                self.page = self._byte()
            elif token == _STRING and inside:
                inside[-1][1].append(self._text())
            elif token == _OPAQUE and inside:
                inside[-1][1].append(self._bytes())
            elif token == _END and inside:
                members, texts = inside.pop()
                place, name = around.pop()
                _put(place, name, members or _joined(texts))
            elif token & 0x3F >= 0x05 and token < 0x80:
                place = inside[-1][0] if inside else root
                if not token & _CONTENT:
                    _put(place, self._name(token), None)
                elif len(inside) >= _DEEPEST:
                    raise _Broken
                else:
                    around.append((place, self._name(token & 0x3F)))
                    inside.append(({}, []))
            else:
                raise _Broken
        if inside:
            raise _Broken
        return root

    def _name(self, token: int) -> str:
        return _PAGES.get(self.page, {}).get(token) or f"p{self.page}_{token:02X}"

    def _byte(self) -> int:
        value = self.data[self.at]
        self.at += 1
        return value

    def _number(self) -> int:
        value = 0
        for _ in range(5):
            byte = self._byte()
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                return value
        raise _Broken

    def _text(self) -> str:
        end = self.data.find(b"\0", self.at)
        if end < 0:
            raise _Broken
        value = self.data[self.at : end].decode()
        self.at = end + 1
        return value

    def _bytes(self) -> bytes:
        size = self._number()
        value = self.data[self.at : self.at + size]
        if len(value) < size:
            raise _Broken
        self.at += size
        return value


def _joined(texts: list[str | bytes]) -> Tree:
    if len(texts) == 1:
        return texts[0]
    return "".join(text for text in texts if isinstance(text, str)) if texts else None


def _put(place: dict[str, Tree], name: str, value: Tree) -> None:
    """An element that comes again is a list."""
    if name not in place:
        place[name] = value
        return
    there = place[name]
    if isinstance(there, list):
        there.append(value)
    else:
        place[name] = [there, value]


DECODER = Decoder(name="wbxml", order=23, open=_open, takes="bytes")
