"""Opens a HAR file (plain, gzip or zlib; UTF-8 or UTF-16) into its entries, one at a time."""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from analysis.json_text import parse_cut_json
from analysis.lazy_patterns import lazy_pattern
from analysis.units import UnreadableFile

LARGEST: Final = 1 << 30  # bytes that a compressed file may open into
_CHUNK: Final = 1 << 20
_AT_ONCE: Final = (
    16 << 20
)  # bytes up to which all entries are read in one pass; of more each when it is asked for
_MOST_CUT: Final = 128 << 20  # characters of a file without an end that are read
_GZIP: Final = b"\x1f\x8b"
_CUT: Final = "the compressed file is cut short"
_NOT_A_HAR: Final = "not a HAR: no log.entries"
_BYTE: Final = lazy_pattern(r"\(byte (\d{1,15})\)")


class Content(msgspec.Struct):
    """``response.content`` without its text, which came down and is no leak."""

    mimeType: Any = None


class Response(msgspec.Struct):
    """The parts of ``response`` that are kept."""

    status: Any = None
    content: Content | None = None
    error: Any = msgspec.field(default=None, name="_error")


class Request(msgspec.Struct):
    """``request``, as untyped as the tools that write it; ``har.py`` and ``har_body.py`` narrow each field."""

    method: Any = None
    url: Any = None
    httpVersion: Any = None
    headers: Any = None
    queryString: Any = None
    postData: Any = None
    bodySize: Any = None
    content: Any = None
    other_content: Any = msgspec.field(default=None, name="_content")


class Entry(msgspec.Struct):
    """One member of ``log.entries``."""

    request: Request | None = None
    response: Response | None = None
    startedDateTime: Any = None
    connection: Any = None
    pageref: Any = None
    from_cache: Any = msgspec.field(default=None, name="_fromCache")
    fetch_type: Any = msgspec.field(default=None, name="_fetchType")
    frames: Any = msgspec.field(default=None, name="_webSocketMessages")


class _ReadLog(msgspec.Struct):
    entries: list[Entry] | None = None
    pages: Any = None
    tweasel: Any = msgspec.field(default=None, name="_tweasel")


class _ReadDocument(msgspec.Struct):
    log: _ReadLog | None = None


class _Log(msgspec.Struct):
    entries: list[msgspec.Raw] | None = None
    pages: Any = None
    tweasel: Any = msgspec.field(default=None, name="_tweasel")


class _Document(msgspec.Struct):
    log: _Log | None = None


class Har:
    """A HAR's metadata and, by ``entries()``, its entries: ``Entry``, or one line that says why it cannot be read.

    ``damage`` says that the file ends in the middle, ``""`` where it is whole.
    """

    def __init__(
        self, members: list[Entry] | list[msgspec.Raw] | list[Any], pages: Any, tweasel: Any, damage: str = ""
    ) -> None:
        self.damage = damage
        self._members = members
        self.pages = pages
        self.tweasel = tweasel

    def __len__(self) -> int:
        return len(self._members)

    def entries(self) -> Iterator[Entry | str]:
        """In the order of the file."""
        for member in self._members:
            yield member if isinstance(member, Entry) else _entry(member)


def read_har(path: Path) -> Har:
    """Open a HAR. Raises ``UnreadableFile`` where it is empty, cut short, no JSON or no HAR."""
    opened, whole = _inflated(path.read_bytes())
    if whole:
        return _read(_as_utf8(opened))
    try:
        har = _read(_as_utf8(opened))
    except UnreadableFile as error:
        raise UnreadableFile(_CUT) from error
    har.damage = har.damage or _CUT
    return har


def _read(data: bytes) -> Har:
    if not data.strip():
        raise UnreadableFile("the file is empty")
    if len(data) <= _AT_ONCE and (har := _read_at_once(data)) is not None:
        return har
    try:
        document = msgspec.json.decode(data, type=_Document)
    except msgspec.ValidationError as error:
        raise UnreadableFile(_NOT_A_HAR) from error
    except msgspec.DecodeError as error:
        return _read_loosely(data, error)
    except RecursionError as error:
        raise UnreadableFile("the JSON is nested too deeply to be a HAR") from error
    log = document.log
    if log is None or log.entries is None:
        raise UnreadableFile(_NOT_A_HAR)
    return Har(log.entries, log.pages, log.tweasel)


def text_head(data: bytes) -> str:
    """The beginning of a file as text, whatever its compression and encoding; ``""`` where it is no text. For sniffing."""
    try:
        return _as_utf8(_inflated(data)[0]).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    except UnreadableFile:
        return ""


def _read_at_once(data: bytes) -> Har | None:
    """A HAR of which every entry is as it should be; None where one of them needs a closer look."""
    try:
        log = msgspec.json.decode(data, type=_ReadDocument).log
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return None if log is None or log.entries is None else Har(log.entries, log.pages, log.tweasel)


def _read_loosely(data: bytes, first: msgspec.DecodeError) -> Har:
    """The standard library's parser also takes lone surrogates (mitmproxy writes undecodable bytes so), NaN and raw tabs."""
    try:
        document = json.loads(data.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        return _read_before_cut(data, first, error)
    log = document.get("log") if isinstance(document, dict) else None
    members = log.get("entries") if isinstance(log, dict) else None
    if not isinstance(log, dict) or not isinstance(members, list):
        raise UnreadableFile(_NOT_A_HAR)
    return Har(members, log.get("pages"), log.get("_tweasel"))


def _read_before_cut(data: bytes, first: msgspec.DecodeError, error: Exception) -> Har:
    """What a program that was stopped has written; of its last entry nobody knows what is missing."""
    said = _malformed(data, first)
    found, document = parse_cut_json(data, _MOST_CUT) if _BYTE.search(str(first)) is None else (False, None)
    log = document.get("log") if found and isinstance(document, dict) else None
    members = log.get("entries") if isinstance(log, dict) else None
    if not isinstance(log, dict) or not isinstance(members, list) or len(members) < 2:
        raise UnreadableFile(said) from error
    whole = members[:-1]
    were = "entry before it was" if len(whole) == 1 else f"{len(whole)} entries before it were"
    damage = f"the JSON is cut short at byte {len(data)}; the {were} read"
    return Har(whole, log.get("pages"), log.get("_tweasel"), damage)


def _malformed(data: bytes, error: msgspec.DecodeError) -> str:
    where = _BYTE.search(str(error))
    if where is None:
        return f"the JSON is cut short: it ends at byte {len(data)} in the middle of a value; export the file again"
    return f"broken JSON at byte {where[1]}; export the file again"


def _entry(member: msgspec.Raw | Any) -> Entry | str:
    try:
        if isinstance(member, msgspec.Raw):
            return msgspec.json.decode(member, type=Entry)
        return msgspec.convert(member, Entry)
    except UnicodeDecodeError:
        return _entry(json.loads(bytes(member).decode("utf-8", "replace"), strict=False))
    except (msgspec.DecodeError, RecursionError):
        return _loose_entry(member)


def _loose_entry(member: msgspec.Raw | Any) -> Entry | str:
    """A damaged response must not hide the request."""
    try:
        loose = json.loads(bytes(member), strict=False) if isinstance(member, msgspec.Raw) else member
        if not isinstance(loose, dict):
            return "is no object"
        return msgspec.convert({key: value for key, value in loose.items() if key != "response"}, Entry)
    except msgspec.ValidationError:
        return "request is no object"
    except (ValueError, RecursionError):
        return "is nested too deeply or broken"


def _inflated(data: bytes) -> tuple[bytes, bool]:
    """The bytes without the gzip or zlib around them, and whether their end is there."""
    is_zlib = len(data) > 1 and data[0] == 0x78 and int.from_bytes(data[:2], "big") % 31 == 0
    if not (data.startswith(_GZIP) or is_zlib):
        return data, True
    opener = zlib.decompressobj(wbits=47)
    opened = bytearray()
    try:
        for start in range(0, len(data), _CHUNK):
            opened += opener.decompress(data[start : start + _CHUNK], LARGEST - len(opened) + 1)
            if len(opened) > LARGEST:
                raise UnreadableFile(f"the compressed file opens into more than {LARGEST >> 20} MiB")
            if opener.eof:
                break
    except zlib.error as error:
        raise UnreadableFile("the compressed file is damaged") from error
    return bytes(opened), opener.eof


def _as_utf8(data: bytes) -> bytes:
    """UTF-16 (by its mark, or by the zero bytes around ASCII) becomes UTF-8; a mark is taken off."""
    if data.startswith(codecs.BOM_UTF8):
        return data[3:]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    for encoding, zero in (("utf-16-le", 1), ("utf-16-be", 0)):
        if len(data) >= 4 and data[zero] == data[zero + 2] == 0 and data[1 - zero] in b"{ \t\r\n":
            return data.decode(encoding, "replace").encode("utf-8", "replace")
    return data
