"""Recognises secrets that stand where no field says so: in a path, in a packet that logs in, beside a thing in the home.

Sources: core.telegram.org/bots/api (the token in the path), api.slack.com/messaging/webhooks and discord.com/developers
(webhooks), developers.meethue.com (the user name in the path is the key), MQTT 3.1.1, section 3.1 (CONNECT).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Observation, Transmission
from analysis.units import Detector, Mapped

_CATEGORY: Final = "credential.secret"
_IN_PATH: Final = lazy_pattern(
    r"/bot[0-9]{8,10}:(?P<telegram>[A-Za-z0-9_-]{35})(?=/|\Z)"
    r"|/services/T[A-Z0-9]{6,12}/B[A-Z0-9]{6,12}/(?P<slack>[A-Za-z0-9]{20,32})(?=/|\Z)"
    r"|/webhooks/[0-9]{17,20}/(?P<discord>[A-Za-z0-9_-]{60,80})(?=/|\Z)"
    r"|/api/(?P<hue>[A-Za-z0-9-]{32,40}|[0-9A-F]{10})/(?:lights|groups|sensors|config|scenes|schedules|rules|resourcelinks)(?=/|\Z)"
)
_STEPS: Final = ("/bot", "/api/", "/services/T", "/webhooks/")
_UUID: Final = lazy_pattern(r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_LOCAL: Final = FieldTable(dict.fromkeys(("local key", "localkey", "device key", "=psk key", "ble key", "beacon key",
"bind key",
                                          "mi token", "irk"), "local"))  # fmt: skip
_KEY: Final = lazy_pattern(r"[!-~]{12,64}")
_NAMED: Final = lazy_pattern(r"[A-Za-z]{1,30}(?:[._:/-][A-Za-z0-9]{1,30}){1,6}")  # ``user.preferences.v1``
_CONNECTS: Final = FieldTable({"connect.password present": "connects"})


def _found(path: str) -> tuple[str, str] | None:
    """The secret in a path and who keeps it there."""
    if not any(step in path for step in _STEPS):
        return None  # as nearly every path
    found = _IN_PATH.search(path[:1024])
    if found is None:
        return None
    keeper, secret = next((name, value) for name, value in found.groupdict().items() if value)
    mixed = any(map(str.isdecimal, secret)) and any(map(str.isalpha, secret))
    if not mixed or is_placeholder(secret) or _UUID.fullmatch(secret):
        return None
    return keeper, secret


def _has_secret(sent: Transmission) -> bool:
    return _found(sent.path) is not None


_WHAT: Final = {
    "telegram": "the token of a bot in the path",
    "slack": "the secret of a webhook in the path",
    "discord": "the secret of a webhook in the path",
    "hue": "the key of a bridge in the path",
}


def _detect(payload: Payload) -> Iterator[Observation]:
    found = _found(payload.transmission.path)
    if found is not None:
        keeper, secret = found
        leaf = next(
            (leaf for leaf in payload.leaves if leaf.context == "path" and secret in str(leaf.value)), None
        )
        if leaf is not None:
            yield _secret(leaf, "path_secret.path", _WHAT[keeper], Confidence.CERTAIN)
    for leaf, names, value in named_in(payload, _LOCAL, _CONNECTS, booleans=True):
        if _CONNECTS.find(names) is not None:
            if leaf.value is True and ">mqtt:" in leaf.path:
                yield _secret(
                    leaf,
                    "path_secret.login",
                    "a password with which a thing logs in (MQTT)",
                    Confidence.CERTAIN,
                )
        elif (
            _KEY.fullmatch(value)
            and not is_placeholder(value.strip("{}").replace("{", ""))
            and _is_mixed(value)
        ):
            yield _secret(
                leaf,
                "path_secret.local_key",
                "the key with which a thing in the home is reached",
                Confidence.LIKELY,
            )


def _is_mixed(value: str) -> bool:
    if _NAMED.fullmatch(value):
        return False
    kinds = (str.isdecimal, str.islower, str.isupper, lambda letter: not letter.isalnum())
    return sum(any(map(kind, value)) for kind in kinds) >= 2 and any(map(str.isdecimal, value))


def _secret(leaf: Leaf, rule: str, what: str, confidence: Confidence) -> Observation:
    return observe(
        leaf, category=_CATEGORY, name="x_credential", rule=rule, reasoning=f"{what}; the value is not kept",
        confidence=confidence, value="(secret)",
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="path_secret",
    version=1,
    categories={_CATEGORY: Mapped(dpv="pd:Authenticating", tcf="5")},
    rules={
        "path_secret.path": "The token of a Telegram bot or a Slack or Discord webhook, or a Hue bridge's key, in a path.",
        "path_secret.login": "A packet with which a thing logs in to an MQTT broker with a password.",
        "path_secret.local_key": "A mixed text of 12 and more characters in a field named local key or bind key.",
    },
    detect=_detect,
    needs=Needs(fields=(_LOCAL, _CONNECTS), sent=(_has_secret,)),
)
