"""Gets the bytes of a request body back out of the forms that HAR writers give it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

from analysis.har_file import Request
from analysis.lazy_patterns import lazy_pattern
from analysis.media_type import parse_media_type

_BINARY: Final = lazy_pattern(
    r"(?:application/(?:octet-stream|x-protobuf|protobuf|grpc\b.{0,20}|zip|gzip|pdf|msgpack|x-msgpack|cbor)"
    r"|(?:audio|video|image|font)/.{1,100})\Z"
)
_CONTROLS: Final = lazy_pattern("[\x80-\x9f]")  # C1: never in text, every other byte of something binary
_WIDE: Final = lazy_pattern("[^\x00-\xff]")
_NO_ESCAPE: Final = lazy_pattern("[\ud800-\udc7f\udd00-\udfff]")  # surrogates that stand for no byte
_REPLACED: Final = "\ufffd"
_SPACES: Final = lazy_pattern(r"\s{1,1000000}")
_ENCODED: Final = lazy_pattern(r"(?:[A-Za-z0-9._~*!'()$,;:@/?+-]|%[0-9A-Fa-f]{2}){0,1000000}\Z")
_BOUNDARY: Final = "leakledger-rebuilt"


class DamagedBody(Exception):
    """The file holds a body, but its writer destroyed it; the text says how."""


def request_body(request: Request, media_type: str, declared: int | None) -> bytes | None:
    """The body, b"" where the file says that it is empty, None where the file does not hold it.

    ``declared`` is the size in bytes that the message states. Raises ``DamagedBody``.
    """
    post_data = request.postData
    if isinstance(post_data, str):
        return text_to_bytes(post_data, media_type, declared)
    for holder in (post_data, request.other_content, request.content):
        if isinstance(holder, dict):
            body = _held(holder, media_type, declared)
            if body:
                return body
    if isinstance(post_data, dict) and post_data.get("text") == "" and not declared:
        return b""
    return None


def media_type_of(request: Request) -> str:
    """``postData.mimeType``, which names the type where the headers do not."""
    post_data = request.postData
    declared = post_data.get("mimeType") if isinstance(post_data, dict) else None
    return declared if isinstance(declared, str) else ""


def text_to_bytes(text: str, media_type: str, declared: int | None) -> bytes:
    """Undo the writer's decoding: UTF-8, or one character a byte (mitmproxy's and some browsers' way with binary)."""
    if text.isascii():
        return text.encode("ascii")
    plain_type, _ = parse_media_type(media_type)
    if text.startswith("\x1f" + _REPLACED) or (_REPLACED in text and _BINARY.match(plain_type)):
        raise DamagedBody("its bytes were replaced when the file was written; only its size can be told")
    as_utf8 = text.encode("utf-8", "surrogateescape" if _escapes(text) else "replace")
    if _WIDE.search(text):
        return as_utf8
    as_latin_1 = text.encode("latin-1")
    if declared in (len(as_utf8), len(as_latin_1)):
        return as_utf8 if declared == len(as_utf8) else as_latin_1
    return as_latin_1 if _BINARY.match(plain_type) or _CONTROLS.search(text) else as_utf8


def base64_to_bytes(text: str) -> bytes:
    """Base64 in either alphabet, with or without padding and line breaks. Raises ``DamagedBody``."""
    clean = _SPACES.sub("", text).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(clean + "=" * (-len(clean) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise DamagedBody("it is marked base64 but is not; only its size can be told") from error


def _escapes(text: str) -> bool:
    return _NO_ESCAPE.search(text) is None


def _held(holder: dict[str, Any], media_type: str, declared: int | None) -> bytes | None:
    text = holder.get("text")
    encoding = holder.get("encoding") or holder.get("_encoding")
    if isinstance(text, str) and text:
        if isinstance(encoding, str) and encoding.strip().lower() == "base64":
            return base64_to_bytes(text)
        return text_to_bytes(text, media_type, declared)
    if isinstance(text, (dict, list, int, float, bool)):
        return json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")
    params = holder.get("params")
    if isinstance(params, list) and params:
        return _form(params, media_type)
    return None


def _form(params: list[Any], media_type: str) -> bytes:
    """A form that the file holds as a list only, written out again: names, values and types as sent, spacing not."""
    fields = [param for param in params if isinstance(param, dict)]
    plain_type, parameters = parse_media_type(media_type)
    if plain_type.startswith("multipart/"):
        return _multipart(fields, parameters.get("boundary") or _BOUNDARY)
    pairs = [(_word(field.get("name")), _word(field.get("value"))) for field in fields]
    if any("%" in word for pair in pairs for word in pair) and _already_encoded(pairs):
        return "&".join(f"{name}={value}" for name, value in pairs).encode("utf-8", "replace")
    return urlencode(pairs, errors="replace").encode()


def _multipart(fields: Iterable[dict[str, Any]], boundary: str) -> bytes:
    lines = bytearray()
    for field in fields:
        lines += (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(field.get("name"))}"'.encode()
        )
        if field.get("fileName"):
            lines += f'; filename="{_quoted(field.get("fileName"))}"'.encode()
        kind = _word(field.get("contentType"))
        if kind:
            lines += f"\r\nContent-Type: {_one_line(kind)}".encode()
        lines += b"\r\n\r\n" + text_to_bytes(_word(field.get("value")), kind, None) + b"\r\n"
    return bytes(lines + f"--{boundary}--\r\n".encode())


def _already_encoded(pairs: list[tuple[str, str]]) -> bool:
    """Chrome leaves ``params`` percent-encoded, others decode them: encoded where no character needs encoding."""
    return all(_ENCODED.match(word) for pair in pairs for word in pair)


def _word(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def _one_line(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\r", " ").replace("\n", " ")


def _quoted(value: object) -> str:
    return _one_line(_word(value)).replace('"', "%22")
