"""A home whose journal really holds messages, analysed: plain ones, hostile ones, one with a secret, one with a photo."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

from analysis import catalogue
from analysis.analyst import Analyst
from analysis.journal import JournalWriter, encode_transmission
from analysis.records import Transmission, new_id
from analysis.settings import Home

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
EVIL = "\"><img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script><b>[x](javascript:1)"
PLACE = {"latitude": 52.23521, "longitude": 10.56412}
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc000110800640064030000") + bytes(400)


def _message(name: str, body: bytes, kind: str = "application/json", **more: object) -> Transmission:
    return Transmission(
        **{
            "id": new_id(NOON, name.encode()), "flow_id": "f", "seen_at": NOON, "writer": "proxy-0", "method": "POST",
            "scheme": "https", "host": "graph.facebook.com", "port": 443, "path": "/x", "body": body,
            "body_size": len(body), "request_headers": (("Content-Type", kind),), **more,
        }  # type: ignore[arg-type]
    )  # fmt: skip


_ZIPPED = (("Content-Type", "application/json"), ("Content-Encoding", "gzip"))
PLAIN = _message("plain", gzip.compress(json.dumps(PLACE).encode(), mtime=0), request_headers=_ZIPPED)
HOSTILE = _message(
    "hostile", json.dumps({EVIL: {**PLACE, "email": "a@b.example"}, "note": EVIL}).encode(), path=f"/{EVIL}"
)
SECRET = _message("secret", json.dumps({"password": "correct horse battery", **PLACE}).encode())
PHOTO = _message("photo", JPEG, "image/jpeg")
STRANGER = _message("stranger", json.dumps(PLACE).encode(), host="nobody.example")
EVERY = (PLAIN, HOSTILE, SECRET, PHOTO, STRANGER)


def analysed(root: Path) -> Home:
    """The home, with everything analysed."""
    home = Home.open(root)
    writer = JournalWriter(home.journal_dir, "proxy-0")
    writer.append([encode_transmission(message) for message in EVERY])
    writer.close()
    analyst = Analyst(home, catalogue.load())
    while analyst.step():
        continue
    analyst.close()
    return home
