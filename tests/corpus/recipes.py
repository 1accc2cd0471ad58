"""Makes the body of a corpus case from its recipe: a value and the encodings that are applied to it, in order."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import plistlib
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import brotli
import msgspec
import zstandard

from tests.corpus.media import make_image, make_pcm, make_wav

REPOSITORY: Final = Path(__file__).resolve().parents[2]
BOUNDARY: Final = "----case7MA4YWxkTrZu0gW"
_CODINGS: Final = {"gzip": "gzip", "zlib": "deflate", "br": "br", "zstd": "zstd"}
_TYPES: Final = {
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "form": "application/x-www-form-urlencoded",
    "multipart": f"multipart/form-data; boundary={BOUNDARY}",
    "protobuf": "application/x-protobuf",
    "grpc": "application/grpc",
    "msgpack": "application/msgpack",
    "plist": "application/x-plist",
    "bplist": "application/x-plist",
    "wav": "audio/wav",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "zip": "application/zip",
    "text": "text/plain; charset=utf-8",
}


def evaluate(value: Any) -> Any:
    """A value of a case with every recipe (``{as: [...], of: ...}``) in it carried out, the innermost first."""
    if isinstance(value, dict):
        if value.keys() == {"as", "of"}:
            result = evaluate(value["of"])
            for step in value["as"]:
                result = STEPS[step](result)
            return result
        return {key: evaluate(item) for key, item in value.items()}
    return [evaluate(item) for item in value] if isinstance(value, list) else value


def as_bytes(value: Any) -> bytes:
    """What a step after text encodings is given: text becomes UTF-8."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if isinstance(value, str):
        return value.encode()
    raise TypeError(f"cannot be sent as bytes: {type(value).__name__}; name an encoding")


def declared(steps: list[str]) -> dict[str, str]:
    """The headers that a client sends with a body so encoded: Content-Type, and Content-Encoding."""
    codings = [_CODINGS[step] for step in steps[1:] if step in _CODINGS]
    kind = next((_TYPES[step] for step in reversed(steps) if step in _TYPES), "application/octet-stream")
    if steps[-1] in ("base64", "base64url", "hex", "percent"):
        kind, codings = _TYPES["text"], []
    return {"Content-Type": kind} | ({"Content-Encoding": ", ".join(codings)} if codings else {})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _form(value: dict[str, Any]) -> str:
    return urlencode([(key, item if isinstance(item, str) else _json(item)) for key, item in value.items()])


def _multipart(parts: list[dict[str, Any]]) -> bytes:
    """Parts: ``name`` and ``body``, and where it is a file ``filename`` and ``type``."""
    out = bytearray()
    for part in parts:
        disposition = f'form-data; name="{part["name"]}"'
        if "filename" in part:
            disposition += f'; filename="{part["filename"]}"'
        out += f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\n".encode()
        if "type" in part:
            out += f"Content-Type: {part['type']}\r\n".encode()
        body = part["body"]
        out += b"\r\n" + as_bytes(body if isinstance(body, (bytes, str)) else _json(body)) + b"\r\n"
    return bytes(out) + f"--{BOUNDARY}--\r\n".encode()


def _varint(number: int) -> bytes:
    number &= (1 << 64) - 1
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def _protobuf(fields: list[list[Any]]) -> bytes:
    """``[number, value]`` pairs: int is a varint, float a double, text and bytes as they are, a list a nested message.

    ``{fixed32: n}``, ``{float: x}`` and ``{packed: [n, ...]}`` are the other wire types.
    """
    out = bytearray()
    for number, value in fields:
        if isinstance(value, bool | int):
            out += _varint(number << 3) + _varint(int(value))
        elif isinstance(value, float):
            out += _varint(number << 3 | 1) + struct.pack("<d", value)
        elif isinstance(value, dict) and "fixed32" in value:
            out += _varint(number << 3 | 5) + struct.pack("<i", value["fixed32"])
        elif isinstance(value, dict) and "float" in value:
            out += _varint(number << 3 | 5) + struct.pack("<f", value["float"])
        else:
            if isinstance(value, dict):
                data = b"".join(map(_varint, value["packed"]))
            else:
                data = _protobuf(value) if isinstance(value, list) else as_bytes(value)
            out += _varint(number << 3 | 2) + _varint(len(data)) + data
    return bytes(out)


def _mqtt(packet: dict[str, Any]) -> bytes:
    """A PUBLISH packet, version 3.1.1, quality of service 0: ``topic`` and ``payload``."""
    topic = as_bytes(packet["topic"])
    rest = struct.pack(">H", len(topic)) + topic + as_bytes(packet["payload"])
    length, size = bytearray(), len(rest)
    while size > 127:
        length.append(size & 127 | 128)
        size >>= 7
    return b"\x30" + bytes([*length, size]) + rest


def _jwt(claims: dict[str, Any]) -> str:
    parts = [_base64url(_json(part)) for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    return ".".join([*parts, _base64url(hashlib.sha256(".".join(parts).encode()).digest())])


def _base64url(value: Any) -> str:
    return base64.urlsafe_b64encode(as_bytes(value)).rstrip(b"=").decode()


def _zip(members: dict[str, Any]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name), as_bytes(body))
    return stream.getvalue()


def _deflate(value: Any) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(as_bytes(value)) + packer.flush()


def _random(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def _packets(data: bytes) -> list[bytes]:
    """What stands behind lengths of two bytes, as in tests/data/media/*.packets."""
    found: list[bytes] = []
    while data:
        size = int.from_bytes(data[:2], "big")
        found.append(data[2 : 2 + size])
        data = data[2 + size :]
    return found


STEPS: Final[dict[str, Callable[[Any], Any]]] = {
    "text": lambda value: value,
    "json": _json,
    "ndjson": lambda rows: "".join(_json(row) + "\n" for row in rows),
    "form": _form,
    "multipart": _multipart,
    "gzip": lambda value: gzip.compress(as_bytes(value), mtime=0),
    "zlib": lambda value: zlib.compress(as_bytes(value)),
    "deflate": _deflate,
    "br": lambda value: brotli.compress(as_bytes(value)),
    "zstd": lambda value: zstandard.ZstdCompressor().compress(as_bytes(value)),
    "base64": lambda value: base64.b64encode(as_bytes(value)).decode(),
    "base64url": _base64url,
    "hex": lambda value: as_bytes(value).hex(),
    "percent": lambda value: quote(as_bytes(value), safe=""),
    "msgpack": msgspec.msgpack.encode,
    "protobuf": _protobuf,
    "grpc": lambda value: b"\0" + struct.pack(">I", len(value)) + value,
    "plist": plistlib.dumps,
    "bplist": lambda value: plistlib.dumps(value, fmt=plistlib.FMT_BINARY),
    "mqtt": _mqtt,
    "jwt": _jwt,
    "zip": _zip,
    "random": _random,
    "file": lambda name: (REPOSITORY / "tests" / "data" / name).read_bytes(),
    "packets": _packets,
    "unhex": lambda value: bytes.fromhex(value),
    "join": lambda parts: b"".join(map(as_bytes, parts)),
    "md5": lambda value: hashlib.md5(as_bytes(value)).hexdigest(),
    "sha1": lambda value: hashlib.sha1(as_bytes(value)).hexdigest(),
    "sha256": lambda value: hashlib.sha256(as_bytes(value)).hexdigest(),
    "wav": make_wav,
    "pcm": make_pcm,
    "jpeg": lambda value: make_image(value, "JPEG"),
    "png": lambda value: make_image(value, "PNG"),
    "webp": lambda value: make_image(value, "WEBP"),
}
