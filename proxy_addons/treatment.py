"""Decides what may be done with a connection: read it, or let it pass, and what may be kept of its names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec

from analysis.devices import Device
from analysis.records import Visibility
from proxy_addons.never_intercept import NeverIntercept
from proxy_addons.refusals import Refusals, since_text


class Treatment(msgspec.Struct, frozen=True, kw_only=True):
    """``read``: content may be recorded (and TLS opened for it). ``alias`` stands in for every name of a sensitive host.

    ``anonymous``: nothing but bytes may be kept.
    """

    visibility: Visibility
    reason: str = ""
    read: bool = False
    anonymous: bool = False
    alias: str = ""


ANONYMOUS: Final = Treatment(
    visibility=Visibility.NOT_OPENED, reason="the device is not enrolled", anonymous=True
)
OBSERVED: Final = Treatment(visibility=Visibility.NOT_OPENED, reason="the device is in observe mode")
UNRECORDED: Final = Treatment(
    visibility=Visibility.NOT_OPENED, reason="recording had stopped: the journal could not be written"
)
OPENED: Final = Treatment(visibility=Visibility.OPENED, read=True)
CLEARTEXT: Final = Treatment(visibility=Visibility.CLEARTEXT, read=True)
NOT_HTTP: Final = Treatment(visibility=Visibility.METADATA_ONLY, reason="neither TLS nor HTTP")
NOT_HTTP_INSIDE: Final = Treatment(visibility=Visibility.METADATA_ONLY, reason="opened, but not HTTP inside")
UNDECIDED: Final = Treatment(visibility=Visibility.METADATA_ONLY, reason="closed before anything was sent")


class Policy:
    """The order of the questions: is it recorded at all, whose is it, what is never opened, who refused.

    ``recording`` says whether the journal can be written.
    """

    def __init__(
        self, never_intercept: NeverIntercept, refusals: Refusals, recording: Callable[[], bool]
    ) -> None:
        self.never_intercept = never_intercept
        self.refusals = refusals
        self._recording = recording

    def treat(
        self, device: Device | None, hosts: tuple[str, ...], now: datetime, wanted: Treatment
    ) -> Treatment:
        """What to do with a connection of a device to a target known by these names.

        ``wanted`` is what the bytes would allow (``OPENED``, ``CLEARTEXT``, ``NOT_HTTP``, ``UNDECIDED``).
        """
        if device is None:
            return ANONYMOUS
        passed = self.passed_by_choice(hosts)
        if passed is not None:
            return passed
        if device.mode != "open":
            return OBSERVED
        if not self._recording():
            return UNRECORDED
        if wanted is OPENED:
            return self._unless_refused(device, hosts, now)
        return wanted

    def passed_by_choice(self, hosts: tuple[str, ...]) -> Treatment | None:
        """The treatment of a host that is never opened, None for any other."""
        match = self.never_intercept.match_any(hosts)
        if match is None:
            return None
        return Treatment(
            visibility=Visibility.PASSED_BY_CHOICE,
            reason=f"never opened: {match.category}",
            alias=match.alias,
        )

    def _unless_refused(self, device: Device, hosts: tuple[str, ...], now: datetime) -> Treatment:
        for host in hosts:
            entry = self.refusals.active(device.id, host, now) if host else None
            if entry is not None:
                visibility = Visibility.NOT_OPENED if entry.by_server else Visibility.REFUSED
                return Treatment(visibility=visibility, reason=since_text(entry))
        return OPENED
