"""Turns what was read on the wire into records: of enrolled devices alone, and of sensitive names only the category."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

import msgspec

from analysis.devices import Device
from analysis.import_records import encodable
from analysis.records import Address, Flow, Transmission, Visibility, new_id
from analysis.redaction import redact
from proxy_addons.certificate_chain import names_of
from proxy_addons.known_names import KnownNames
from proxy_addons.mqtt_password import PasswordMask
from proxy_addons.neighbours import Neighbours
from proxy_addons.never_intercept import Match, NeverIntercept
from proxy_addons.sensitive_names import SensitiveNames
from proxy_addons.stream_bodies import Said
from proxy_addons.talk_flows import ECH_FRONTS, address_text, describe, message_of, moment, name_of, pair_of
from proxy_addons.talks import Talk
from proxy_addons.treatment import OBSERVED

WRITER: Final = "sniffer"
DNS_PORT: Final = 53
UNSEEN_END: Final = "its end was not seen"
CATEGORY_ALONE: Final = "of this kind only the category is kept"
# of enrolled devices, each of which had no room for a row of its own; what has no address at all is the strangers' total
VARIOUS: Final = Address(kind="name", value="various devices")

DeviceOf = Callable[[Iterable[Address], datetime], Device | None]
PlaceOf = Callable[[bytes], str]


class LiveRecords:
    """``device_of`` resolves addresses at a time, ``place_of`` says where in the house a packed address is, "" outside.

    ``names`` and ``neighbours`` are those of the traffic that is read.
    """

    def __init__(
        self,
        device_of: DeviceOf,
        place_of: PlaceOf,
        names: KnownNames,
        neighbours: Neighbours,
        never_intercept: NeverIntercept,
    ) -> None:
        self._place_of = place_of
        self._device_of, self._names, self._neighbours = device_of, names, neighbours
        self._never_intercept = never_intercept
        self._reduce = SensitiveNames(never_intercept).reduce

    def addresses(self, talk: Talk) -> tuple[Address, ...]:
        """IP and MAC of a talk's device; what it calls itself is a hint and no address."""
        if not talk.device:
            return ()
        found = self._neighbours.addresses(talk.device, address_text(talk.device), talk.mac)
        return tuple(address for address in found if address.kind != "name")

    def device(self, talk: Talk, now: datetime) -> Device | None:
        """The enrolled device whose talk it is."""
        return self._device_of(self.addresses(talk), now)

    def flow(self, talk: Talk, *, mode: str, closed: bool, unseen_end: bool = False) -> Flow:
        """A talk of an enrolled device, as far as it has come. ``mode`` is the device's."""
        if not talk.flow_id:
            talk.flow_id = new_id(moment(talk.first))
        host, evidence = name_of(talk)
        aliases = self._names.aliases(host)
        match = self._match(talk, host, aliases)
        said = describe(talk, aliases, host, evidence)
        visibility, parts = said.visibility, list(map(self.reduced, said.parts))
        if visibility is Visibility.CLEARTEXT and match is not None:
            visibility = Visibility.PASSED_BY_CHOICE
            parts.append(f"never opened: {match.category}")
        elif visibility is Visibility.CLEARTEXT and mode != "open" and not talk.said:
            visibility = Visibility.NOT_OPENED
            parts.append(OBSERVED.reason)
        place = self._place_of(talk.remote)
        parts += [place] if place else []
        parts += [UNSEEN_END] if unseen_end else []
        names = tuple(map(self.reduced, talk.names))
        pair = pair_of(talk)
        flow = Flow(
            flow_id=talk.flow_id,
            opened_at=moment(talk.first),
            closed_at=moment(max(talk.first, talk.last)) if closed else None,
            writer=WRITER,
            addresses=self.addresses(talk) or (VARIOUS,),
            transport=talk.transport,
            client=pair,
            upstream=None if talk.shut else pair,
            host=said.host,
            port=talk.port,
            sni=said.sni or None,
            alpn=said.alpn or None,
            ja4=said.ja4,
            ech=said.ech,
            aliases=tuple(map(encodable, aliases)),
            certificate=talk.certificate,
            visibility=visibility,
            bytes_out=talk.out.size,
            bytes_in=talk.into.size,
            packets_out=talk.out.packets,
            packets_in=talk.into.packets,
            reason=msgspec.structs.replace(said, parts=tuple(parts)).reason(names),
        )
        return _anonymous(flow, match, place, unseen_end) if match is not None and match.sensitive else flow

    def message(self, talk: Talk, said: Said, now: datetime) -> Transmission | None:
        """What a device in open mode said to a host that may be listened to; None for all else, and for what stays here."""
        device = self.device(talk, now)
        if device is None or device.mode != "open" or talk.client is not talk.out or talk.protocol == "ssdp":
            return None
        if self._place_of(talk.remote):
            return None
        host = said.host or name_of(talk)[0]
        if self._match(talk, host, self._names.aliases(host)) is not None:
            return None
        if said.protocol == "mqtt":
            said = _without_password(said)
        message = message_of(talk, said, id=new_id(moment(said.at)), flow_id=talk.flow_id, writer=WRITER)
        return redact(self._reduce(message))

    def may_keep(self, talk: Talk, at: float) -> str | None:
        """The id of the device whose packets in a talk may be kept, as far as the talk is known; None where they may not.

        That is a device in open mode, and a host outside that is by none of its names on the list of those never opened. Of
        what stays in the house only questions for names are kept.
        """
        device = self.device(talk, moment(at))
        asks = talk.port == DNS_PORT
        if device is None or device.mode != "open" or (self._place_of(talk.remote) and not asks):
            return None
        host = name_of(talk)[0]
        matches = (self._match(talk, host, self._names.aliases(host)), self.match_all(talk.names))
        barred = any(match is not None and (match.sensitive or not asks) for match in matches)
        return None if barred else device.id

    def match_all(self, names: Iterable[str]) -> Match | None:
        """Whether one of some names, or of what they are aliases of, is never opened; a sensitive one comes first."""
        given = tuple(names)
        return self._never_intercept.match_any(
            (*given, *(alias for name in given for alias in self._names.aliases(name)))
        )

    def reduced(self, text: str) -> str:
        """A name, or what a device says; what stands in for all of it where a sensitive name is in it."""
        match = self._never_intercept.match(text)
        if match is None or not match.sensitive:
            match = self._never_intercept.within(text)
        return match.alias if match is not None else text

    def _match(self, talk: Talk, host: str, aliases: tuple[str, ...]) -> Match | None:
        """Whether a talk is with a host that is never opened, by any name that it may have."""
        hello = talk.hello
        sni = hello.sni if hello is not None else None
        named = (sni and not (hello is not None and hello.ech and sni in ECH_FRONTS)) or talk.host
        asked = () if named else talk.asked
        others = tuple(alias for name in asked for alias in self._names.aliases(name))
        certified = names_of(talk.certificate)
        return self._never_intercept.match_any(
            (host, sni or "", *aliases, talk.host, *asked, *others, *certified)
        )


def _anonymous(flow: Flow, match: Match, place: str, unseen_end: bool) -> Flow:
    return msgspec.structs.replace(
        flow,
        host=match.alias,
        port=0,
        client=None,
        upstream=None,
        sni=None,
        alpn=None,
        ja4=None,
        ech=None,
        aliases=(),
        certificate=None,
        reason="; ".join(part for part in (CATEGORY_ALONE, place, UNSEEN_END if unseen_end else "") if part),
    )


def _without_password(said: Said) -> Said:
    """An MQTT packet; the password of a CONNECT is masked before the journal."""
    body = said.body
    if not body.data or body.data[0] >> 4 != 1:
        return said
    data = PasswordMask()(body.data)
    whole = body.size == len(data)
    digest = hashlib.sha256(data).hexdigest() if whole else None
    return msgspec.structs.replace(said, body=msgspec.structs.replace(body, data=data, sha256=digest))
