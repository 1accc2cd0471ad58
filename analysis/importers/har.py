"""Reads HAR files: browsers', Charles', Insomnia's, HTTP Toolkit's, mitmproxy's, PCAPdroid's, and TweaselHAR."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from analysis.har_body import DamagedBody, base64_to_bytes
from analysis.har_file import Entry, Har, read_har, text_head
from analysis.har_request import NotReadable, NotSent, SentRequest, integer_of, sent_request, text_of
from analysis.import_records import Body, ImportedFile, body_of, open_file, utc_time
from analysis.records import Address, Flow, Transmission, Visibility
from analysis.units import Importer, Notice, UnreadableFile

_BINARY_FRAME: Final = 2


def sniff(name: str, head: bytes) -> bool:
    """JSON, also compressed; that it is a HAR shows on reading."""
    return name.lower().endswith((".har", ".zhar")) or text_head(head).startswith("{")


def read(path: Path, corpus: str, device: str) -> Iterator[Transmission | Flow | Notice]:
    """Every request of the file that went out to the network, with the WebSocket messages sent."""
    har = read_har(path)
    if not len(har):
        raise UnreadableFile(har.damage or "the HAR has no entries: nothing was recorded")
    file = open_file(path, corpus, "import-har")
    written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return _Reader(har, file, device or _device(har.tweasel), written_at).records()


class _Reader:
    """One pass over a HAR."""

    def __init__(self, har: Har, file: ImportedFile, device: str, written_at: datetime) -> None:
        self._har = har
        self._file = file
        self._addresses = (Address(kind="name", value=device),) if device else ()
        self._app = _only_app(har.tweasel)
        self._written_at = written_at
        self._pages = _page_times(har.pages)
        self._earliest: datetime | None = None
        self._flows: dict[tuple[str, str, int], str] = {}

    def records(self) -> Iterator[Transmission | Flow | Notice]:
        """Flows, transmissions and notices in the order of the file; entries never sent are counted at the end."""
        not_sent: Counter[str] = Counter()
        for index, entry in enumerate(self._har.entries()):
            try:
                request = sent_request(entry)
            except NotSent as reason:
                not_sent[str(reason)] += 1
                continue
            except NotReadable as reason:
                yield Notice(message=index, text=f"entry {index}: {reason}; left out")
                continue
            assert isinstance(entry, Entry)
            yield from self._entry(index, entry, request)
        for reason_text, count in not_sent.items():
            yield Notice(text=f"{count} {'entry' if count == 1 else 'entries'} left out: {reason_text}")
        if self._har.damage:
            raise UnreadableFile(self._har.damage)

    def _entry(
        self, index: int, entry: Entry, request: SentRequest
    ) -> Iterator[Transmission | Flow | Notice]:
        seen_at, guess = self._time(entry)
        if guess:
            yield Notice(message=index, text=f"entry {index}: no usable startedDateTime; {guess} stands in")
        if request.damage:
            yield Notice(message=index, text=f"entry {index}: the body is unreadable: {request.damage}")
        flow = self._flow(index, entry, request, seen_at)
        if isinstance(flow, Flow):
            yield flow
        transmission = self._transmission(
            index, request, seen_at, flow.flow_id if isinstance(flow, Flow) else flow
        )
        yield transmission
        yield from self._frames(index, entry, request, transmission)

    def _transmission(
        self, index: int, request: SentRequest, seen_at: datetime, flow_id: str
    ) -> Transmission:
        return Transmission(
            id=self._file.new_id(seen_at, index),
            flow_id=flow_id,
            seen_at=seen_at,
            writer=self._file.writer,
            corpus=self._file.corpus,
            protocol=request.protocol,
            visibility=request.body.visibility,
            method=request.method,
            scheme=request.scheme,
            host=request.host,
            port=request.port,
            path=request.path,
            query=request.query,
            request_headers=request.headers,
            body=request.body.data,
            body_size=request.body.size,
            body_sha256=request.body.sha256,
            response_status=request.response_status,
            response_type=request.response_type,
            app_hint=self._app,
            source=self._file.source(index),
        )

    def _frames(
        self, index: int, entry: Entry, request: SentRequest, handshake: Transmission
    ) -> Iterator[Transmission | Notice]:
        """The WebSocket messages that were sent; headers and query are the handshake's and not told again."""
        for part, frame in enumerate(entry.frames if isinstance(entry.frames, list) else ()):
            if not isinstance(frame, dict) or frame.get("type") != "send":
                continue
            try:
                body = body_of(_frame_bytes(frame), request.readable)
            except DamagedBody as damage:
                yield Notice(message=index, text=f"entry {index}, frame {part}: unreadable: {damage}")
                body = Body(data=None, size=None, sha256=None, visibility=Visibility.BODY_ABSENT)
            seen_at = utc_time(frame.get("time")) or handshake.seen_at
            yield Transmission(
                id=self._file.new_id(seen_at, index, part),
                flow_id=handshake.flow_id,
                seen_at=seen_at,
                writer=self._file.writer,
                corpus=self._file.corpus,
                protocol="websocket",
                visibility=body.visibility,
                scheme="wss" if request.readable is Visibility.OPENED else "ws",
                host=handshake.host,
                port=handshake.port,
                path=handshake.path,
                body=body.data,
                body_size=body.size,
                body_sha256=body.sha256,
                app_hint=self._app,
                source=self._file.source(index, part),
            )

    def _flow(self, index: int, entry: Entry, request: SentRequest, at: datetime) -> Flow | str:
        """A new flow, or the id of the one this entry belongs to. Firefox's ``connection`` is a port: the host counts."""
        connection = text_of(entry.connection) or str(integer_of(entry.connection) or "")
        key = (connection, request.host, request.port)
        if connection not in ("", "0") and key in self._flows:
            return self._flows[key]
        flow_id = self._flows[key] = self._file.new_id(at, index, kind="flow")
        return Flow(
            flow_id=flow_id,
            opened_at=at,
            writer=self._file.writer,
            corpus=self._file.corpus,
            addresses=self._addresses,
            transport="udp" if request.protocol == "h3" else "tcp",
            host=request.host,
            port=request.port,
            alpn=request.protocol if request.protocol in ("h2", "h3") else None,
            visibility=request.readable,
            source=self._file.source(index),
        )

    def _time(self, entry: Entry) -> tuple[datetime, str]:
        """When the request went out; where the entry does not say, what stands in for it."""
        seen_at = utc_time(entry.startedDateTime)
        if seen_at is not None:
            return seen_at, ""
        page = self._pages.get(text_of(entry.pageref))
        if page is not None:
            return page, "the time of its page"
        if self._earliest is None:
            times = [
                utc_time(other.startedDateTime) for other in self._har.entries() if isinstance(other, Entry)
            ]
            known = [*(time for time in times if time is not None), *self._pages.values()]
            self._earliest = min(known, default=self._written_at)
        if self._earliest == self._written_at:
            return self._written_at, "the time at which the file was last written"
        return self._earliest, "the earliest time in the file"


def _frame_bytes(frame: dict[str, Any]) -> bytes:
    text = text_of(frame.get("data"))
    if frame.get("opcode") == _BINARY_FRAME:
        return base64_to_bytes(text)
    return text.encode("utf-8", "replace")


def _page_times(pages: object) -> dict[str, datetime]:
    found = {}
    for page in pages if isinstance(pages, list) else ():
        at = utc_time(page.get("startedDateTime")) if isinstance(page, dict) else None
        if at is not None:
            found[text_of(page.get("id"))] = at
    return found


def _device(tweasel: object) -> str:
    """TweaselHAR's device: manufacturer and model."""
    device = tweasel.get("device") if isinstance(tweasel, dict) else None
    if not isinstance(device, dict):
        return ""
    return " ".join(filter(None, (text_of(device.get("manufacturer")), text_of(device.get("model")))))


def _only_app(tweasel: object) -> str | None:
    """TweaselHAR's app; with several nobody knows which one sent a message."""
    apps = tweasel.get("apps") if isinstance(tweasel, dict) else None
    if not isinstance(apps, list) or len(apps) != 1 or not isinstance(apps[0], dict):
        return None
    return text_of(apps[0].get("id")) or None


IMPORTER = Importer(name="har", order=10, sniff=sniff, read=read)
