"""Turns what was read from a capture into transmissions and flows, with how each is known as its reason."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from analysis.import_records import ImportedFile, encodable, open_file
from analysis.records import Address, Flow, Transmission
from analysis.tls_secrets import KEYLOG
from analysis.units import Notice, UnreadableFile
from proxy_addons.capture_file import CaptureFile, TooLarge, has_secrets, unpack_to
from proxy_addons.capture_traffic import CaptureTraffic
from proxy_addons.stream_bodies import Said
from proxy_addons.talk_flows import address_text, describe, message_of, moment, name_of, pair_of
from proxy_addons.talks import Talk
from proxy_addons.tls_opener import CannotOpen, Opened, open_tls

WRITER: Final = "import-pcap"
_Records = Iterator[Transmission | Flow | Notice]


def records(path: Path, corpus: str, device: str) -> _Records:
    """Everything that devices sent; ``message`` is the packet, from 0, with which a message ended or a flow began."""
    file = open_file(path, corpus, WRITER)
    opened = Opened()
    keylog = KEYLOG.get()
    if keylog is not None or has_secrets(path):
        with tempfile.TemporaryDirectory(prefix="leakledger-") as folder:
            try:
                opened = open_tls(unpack_to(path, Path(folder)), keylog)
            except (CannotOpen, TooLarge) as error:
                yield Notice(text=str(error))
    yield from (Notice(text=text) for text in opened.notices)
    yield from _Reader(file, device, CaptureTraffic(opened.packets)).records(CaptureFile(path))


class _Reader:
    """One pass over a capture."""

    def __init__(self, file: ImportedFile, device: str, traffic: CaptureTraffic) -> None:
        self._file, self._device, self._traffic = file, device, traffic
        self._left_out: Counter[str] = Counter()
        self._number = -1
        self._part = 0

    def records(self, capture: CaptureFile) -> _Records:
        """Flows as they end, before that once where something is said in them; messages; at last what could not be read.

        Raises ``UnreadableFile`` after all of it where the capture is damaged or cut off.
        """
        for item in self._traffic.read_file(capture):
            if isinstance(item, Talk):
                yield self._flow(item, closed=True)
                continue
            talk, said = item
            if talk.client is not talk.out:
                self._left_out["messages that came from outside to a device"] += 1
                continue
            if not said.whole:
                self._left_out[
                    "messages of which bytes are missing in the capture, read as far as they go"
                ] += 1
            if not talk.announced:
                talk.announced = True
                yield self._flow(talk, closed=False)
            yield self._transmission(talk, said)
        counts = self._traffic.counts() + self._left_out
        for what, count in sorted(counts.items()):
            yield Notice(
                text=f"{count} not read: {what}" if what not in self._left_out else f"{count} {what}"
            )
        if capture.trouble:
            raise UnreadableFile(capture.trouble)

    def _transmission(self, talk: Talk, said: Said) -> Transmission:
        number = max(self._traffic.number, 0)
        self._part = self._part + 1 if number == self._number else 0
        self._number = number
        return message_of(
            talk,
            said,
            id=self._file.new_id(moment(said.at), number, self._part or None),
            flow_id=self._flow_id(talk),
            writer=self._file.writer,
            corpus=self._file.corpus,
            source=self._file.source(number, self._part or None),
        )

    def _flow_id(self, talk: Talk) -> str:
        return self._file.new_id(moment(talk.first), talk.number, kind="flow")

    def _flow(self, talk: Talk, *, closed: bool) -> Flow:
        host, evidence = name_of(talk)
        aliases = self._traffic.names.aliases(host)
        said = describe(talk, aliases, host, evidence)
        return Flow(
            flow_id=self._flow_id(talk),
            opened_at=moment(talk.first),
            closed_at=moment(max(talk.first, talk.last)) if closed else None,
            writer=self._file.writer,
            corpus=self._file.corpus,
            addresses=self._addresses(talk),
            transport=talk.transport,
            client=pair_of(talk),
            upstream=pair_of(talk),
            host=said.host,
            port=talk.port,
            sni=said.sni or None,
            alpn=said.alpn or None,
            ja4=said.ja4,
            ech=said.ech,
            aliases=tuple(map(encodable, aliases)),
            certificate=talk.certificate,
            visibility=said.visibility,
            bytes_out=talk.out.size if closed else None,
            bytes_in=talk.into.size if closed else None,
            packets_out=talk.out.packets if closed else None,
            packets_in=talk.into.packets if closed else None,
            reason=said.reason(talk.names),
            source=self._file.source(talk.number),
        )

    def _addresses(self, talk: Talk) -> tuple[Address, ...]:
        if self._device:
            return (Address(kind="name", value=self._device),)
        if not talk.device:
            return ()
        found = self._traffic.neighbours.addresses(talk.device, address_text(talk.device), talk.mac)
        return tuple(Address(kind=each.kind, value=encodable(each.value)) for each in found)
