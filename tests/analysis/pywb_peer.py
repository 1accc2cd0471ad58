"""Run by a Python that has pywb: serves a collection ``cc`` of captured pages. ``pywb_peer.py FOLDER PORT``"""

from __future__ import annotations

import io
import os
import sys

from pywb.apps.cli import wayback
from pywb.manager.manager import main as manage
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGES = (
    ("https://blog.example.com/me", b"<html>me</html>", "text/html"),
    ("https://blog.example.com/photo.jpg", b"\xff\xd8x", "image/jpeg"),
    ("https://xn--bcher-kva.example/%C3%BC", b"x", "text/plain"),
)
WHEN = {"WARC-Date": "2024-08-05T10:20:30Z"}

if __name__ == "__main__":
    os.chdir(sys.argv[1])
    with open("pages.warc.gz", "wb") as stream:  # noqa: PTH123
        writer = WARCWriter(stream, gzip=True)
        for address, body, kind in PAGES:
            head = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    address, "response", payload=io.BytesIO(body), http_headers=head, warc_headers_dict=WHEN
                )
            )
    manage(["init", "cc"])
    manage(["add", "cc", "pages.warc.gz"])
    wayback(["-b", "127.0.0.1", "-p", sys.argv[2]])
