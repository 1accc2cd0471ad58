"""Real servers on loopback for the exposure tests: a site, and an index that speaks the CDX protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Reply = tuple[int, dict[str, str], bytes]
CAPTURE = {
    "urlkey": "com,example,blog)/me", "timestamp": "20240805102030", "url": "https://blog.example.com/me",
    "mime": "text/html", "mime-detected": "text/html", "status": "200",
    "digest": "FWO5VWMCTDP2H3QS3LUSKUCVSCX2FNOD", "length": "322", "offset": "0",
    "filename": "crawl-data/a.warc.gz",
}  # fmt: skip
PICTURE = {**CAPTURE, "url": "https://blog.example.com/photo.jpg", "mime": "image/jpeg"}


@contextmanager
def serving(answer: Callable[[str], Reply]) -> Iterator[tuple[str, list[str]]]:
    """A server; gives its address and, as they come, the targets that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def site(files: dict[str, Reply]) -> Callable[[str], Reply]:
    """A site with these files, and 404 for the rest."""
    return lambda path: files.get(path, (404, {}, b"not here"))


@contextmanager
def index(**changed: Reply) -> Iterator[tuple[str, list[str]]]:
    """An index of two crawls; the newer holds two captures of blog.example.com."""
    place: list[str] = []

    def answer(path: str) -> Reply:
        parts = urlsplit(path)
        name = parts.path.strip("/").replace("-", "_").replace(".", "_")
        if name in changed:
            return changed[name]
        if parts.path == "/collinfo.json":
            crawls = [
                {"id": f"CC-MAIN-2024-{week}", "cdx-api": f"{place[0]}/{week}-index"} for week in ("33", "30")
            ]
            return 200, {"Content-Type": "application/json"}, json.dumps(crawls).encode()
        asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
        found = [CAPTURE, PICTURE] if parts.path == "/33-index" else []
        if asked.get("matchType") == "host":
            found = [one for one in found if urlsplit(one["url"]).hostname == asked["url"]]
        else:
            found = [one for one in found if one["url"] == asked["url"]]
        if not found:
            return 404, {}, json.dumps({"message": f"No Captures found for: {asked['url']}"}).encode()
        lines = "".join(json.dumps(one) + "\n" for one in found[: int(asked.get("limit", "100"))])
        return 200, {"Content-Type": "text/x-ndjson"}, lines.encode()

    with serving(answer) as (address, asked):
        place.append(address)
        yield address, asked
