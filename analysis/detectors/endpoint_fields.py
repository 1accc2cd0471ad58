"""Reads the fields that the catalogue knows of an endpoint: what is where, without guessing from the value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from analysis.payload import FieldRule, Leaf, Payload, Scalar
from analysis.records import Confidence, Observation
from analysis.units import Detector, Mapped

_RULE: Final = "endpoint_field"
_EMPTY: Final = frozenset(("", "null", "(null)", "nil", "undefined"))
_ZEROS: Final = re.compile(r"[0:{}-]{1,64}\Z")  # an advertising id that the owner has switched off
_MAC_PLACEHOLDER: Final = "02:00:00:00:00:00"  # what Android and iOS tell apps since they hide the address
_MAX_FINDINGS: Final = 2_000  # in one message


def detect(payload: Payload) -> Iterator[Observation]:
    """One observation for each leaf at a known place that holds a value."""
    endpoint = payload.endpoint
    if endpoint is None or not endpoint.fields:
        return
    tails = tuple({tail for rule in endpoint.fields for tail in _literal_tails(rule)})
    left = _MAX_FINDINGS
    for leaf in payload.leaves:
        path = leaf.path.lower() if leaf.context == "header" else leaf.path
        if not path.endswith(tails):
            continue
        for rule in endpoint.fields:
            if rule.context == leaf.context and _pattern(rule).search(path) and not _says_nothing(leaf, rule):
                yield _observation(endpoint.id, rule, leaf)
                left -= 1
                if not left:
                    return


def _observation(endpoint: str, rule: FieldRule, leaf: Leaf) -> Observation:
    return Observation(
        category=rule.category,
        property=rule.property,
        path=leaf.path,
        value=_text(leaf.value),
        reasoning=f"field of {endpoint}: {rule.reasoning}",
        rule=_RULE,
        confidence=Confidence.CERTAIN,
    )


def _text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _says_nothing(leaf: Leaf, rule: FieldRule) -> bool:
    if leaf.value is None:
        return True
    text = _text(leaf.value).strip()
    if text.lower() in _EMPTY:
        return True
    return rule.category.startswith("identifier.") and (bool(_ZEROS.match(text)) or text == _MAC_PLACEHOLDER)


def _ending(rule: FieldRule) -> str:
    return rule.path.lower() if rule.context == "header" else rule.path


def _may_repeat(rule: FieldRule) -> bool:
    return rule.path.rpartition(">")[2].startswith(("form:", "query:"))


def _literal_tails(rule: FieldRule) -> tuple[str, ...]:
    """One of these ends the path of every leaf of this rule; quick to test. A repeated name ends with its index."""
    tail = _ending(rule).rpartition("[*]")[2] or "]"
    return (tail, "]") if _may_repeat(rule) else (tail,)


@lru_cache(maxsize=4096)
def _pattern(rule: FieldRule) -> re.Pattern[str]:
    index = r"\[\d{1,9}\]"
    body = re.escape(_ending(rule)).replace(re.escape("[*]"), index)
    repeated = f"(?:{index})?" if _may_repeat(rule) else ""
    return re.compile(f"(?:^|>){body}{repeated}$")


_DEVICE = Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3")
_STATE = Mapped(
    google="Device or other IDs / Other diagnostics",
    apple="Other Diagnostic Data",
    dpv="pd:DeviceSoftware, pd:DigitalFingerprint",
    tcf="2, 4",
)
_DIAGNOSTICS = Mapped(google="Diagnostics", apple="Other Diagnostic Data", dpv="pd:DeviceBased", tcf="2")
_USAGE = Mapped(
    google="App interactions", apple="Product Interaction", dpv="pd:ServiceConsumptionBehaviour", tcf="6"
)

_CATEGORIES: Final = {
    "browsing.page": Mapped(
        google="Web browsing history", apple="Browsing History", dpv="pd:BrowserHistory", tcf="6"
    ),
    "consent_state.choice": Mapped(dpv="pd:PrivacyPreference", tcf="11"),
    "device_state.battery": Mapped(
        google=_STATE.google, apple=_STATE.apple, dpv="pd:DigitalFingerprint", tcf=_STATE.tcf
    ),
    "device_state.hardware": _STATE,
    "device_state.network": _STATE,
    "device_state.screen": _STATE,
    "device_state.software": _STATE,
    "diagnostics.crash": Mapped(google="Crash logs", apple="Crash Data", dpv="pd:DeviceBased", tcf="2"),
    "diagnostics.sdk": _DIAGNOSTICS,
    "identifier.account": Mapped(
        google="User IDs, Name", apple="User ID, Name", dpv="pd:Username", tcf="5, 7"
    ),
    "identifier.advertising": _DEVICE,
    "identifier.device": _DEVICE,
    "identifier.email": Mapped(google="Email address", apple="Email Address", dpv="pd:EmailAddress", tcf="7"),
    "identifier.hashed": Mapped(
        google="User IDs, Email address, Phone number, Device or other IDs",
        apple="User ID, Device ID, Contact Info",
        dpv="pd:Identifier",
        tcf="3, 5",
    ),
    "identifier.installation": _DEVICE,
    "identifier.phone": Mapped(
        google="Phone number", apple="Phone Number", dpv="pd:TelephoneNumber", tcf="7"
    ),
    "identifier.push": _DEVICE,
    "location.coarse": Mapped(
        google="Approximate location", apple="Coarse Location", dpv="pd:Location", tcf="8"
    ),
    "location.precise": Mapped(
        google="Precise location", apple="Precise Location", dpv="pd:GPSCoordinate", tcf="9"
    ),
    "network_address.local": Mapped(
        google="Device or other IDs", apple="Other Data", dpv="pd:IPAddress", tcf="1"
    ),
    "network_address.public": Mapped(
        google="Approximate location", apple="Coarse Location", dpv="pd:IPAddress", tcf="1"
    ),
    "usage.app": Mapped(
        google="App interactions", apple="Product Interaction", dpv="pd:DeviceApplications", tcf="6"
    ),
    "usage.interaction": _USAGE,
    "usage.session": _USAGE,
}

DETECTOR = Detector(
    name="endpoint_fields",
    version=1,
    categories=_CATEGORIES,
    rules={_RULE: "The catalogue names this place in messages to this endpoint."},
    detect=detect,
)
