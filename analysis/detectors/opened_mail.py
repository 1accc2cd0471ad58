"""Recognises that a mail was opened: the invisible picture in it, fetched from an address that counts openings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl

from analysis.lazy_patterns import lazy_pattern
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.records import Confidence, Observation, Transmission
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.interaction"
# SendGrid (/wf/open?upn=…), Mailchimp and Mandrill (/track/open.php?u=…&id=…), and those who name the picture alike.
_OPEN: Final = lazy_pattern(
    r"(?i)/(?:wf/open|track(?:ing)?/open(?:\.(?:php|aspx|gif|png))?|(?:e?mail[_-]?)?open(?:ed)?\.(?:gif|png|php|aspx))\Z"
)
_OF_A_PAGE: Final = lazy_pattern(r"(?i)/(?:icons?|images?|img|assets?|static|css|themes?|media|sprites?|ui)/")
_OF_A_FILE: Final = frozenset(
    {"v", "ver", "version", "w", "h", "t", "ts", "cb", "rnd", "hash", "q", "size", "format"}
)
_LONG: Final = 16  # characters of a parameter that names somebody by itself


def _is_opening(sent: Transmission) -> bool:
    """Whether a picture is fetched that counts openings, for a mail or somebody that the query names."""
    if (
        sent.method != "GET"
        or not sent.query
        or not _OPEN.search(sent.path[-64:])
        or _OF_A_PAGE.search(sent.path[:256])
    ):
        return False
    try:
        told = [
            value
            for name, value in parse_qsl(sent.query[:2048], max_num_fields=32)
            if name.lower() not in _OF_A_FILE
        ]
    except ValueError:
        return False
    return len(told) >= 2 or any(len(value) >= _LONG for value in told)


def _detect(payload: Payload) -> Iterator[Observation]:
    sent = payload.transmission
    if _is_opening(sent):
        step = sent.path[:2048].count("/") - 1
        yield Observation(
            category=_CATEGORY, property="userAction", path=f"path:{step}", value="open", rule="opened_mail.picture",
            reasoning="a mail was opened: its invisible picture was fetched", confidence=Confidence.LIKELY,
        )  # fmt: skip


DETECTOR: Final = Detector(
    name="opened_mail",
    version=1,
    categories={
        _CATEGORY: Mapped(
            google="App interactions",
            apple="Product Interaction",
            dpv="pd:ServiceConsumptionBehaviour",
            tcf="6",
        ),
    },
    rules={
        "opened_mail.picture": "A picture named open, or at an address that counts openings, fetched with who or which mail."
    },
    detect=_detect,
    needs=Needs(sent=(_is_opening,)),
)
