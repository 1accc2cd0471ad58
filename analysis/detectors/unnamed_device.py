"""Recognises what describes a device in fields without names (protobuf): known models and makers, and ids beside them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.identifier_shapes import is_placeholder, is_uuid, passes_luhn
from analysis.lazy_patterns import lazy_pattern
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_HARDWARE: Final = "device_state.hardware"
_INSTALLATION: Final = "identifier.installation"
_DEVICE: Final = "identifier.device"
_MAKERS: Final = frozenset({
    "samsung", "xiaomi", "huawei", "google", "apple", "oneplus", "oppo", "vivo", "motorola", "sony", "lge", "honor",
    "realme",
    "nokia", "hmd global", "asus", "lenovo", "fairphone", "nothing", "garmin", "fitbit", "zte", "tcl", "redmi", "poco",
    "infinix", "tecno", "itel", "meizu", "sharp", "htc", "blackview", "doogee", "ulefone", "hisense", "amazon", "roku",
})  # fmt: skip
_MODEL: Final = lazy_pattern(
    r"(?:iPhone|iPad|iPod|Watch|AppleTV|MacBook[A-Za-z]{0,5}|Mac)[0-9]{1,2},[0-9]{1,2}"
    r"|SM-[A-Z][0-9]{3,4}[A-Z0-9/_-]{0,6}|(?:Pixel|Redmi|POCO|moto|OnePlus|Mi|Galaxy|Nokia|realme|HUAWEI|Xperia) [A-Za-z0-9]"
    r"[A-Za-z0-9 .+()-]{0,24}|CPH[0-9]{4}|RMX[0-9]{4}|XT[0-9]{4}-[0-9]{1,2}|[0-9]{4,10}[A-Z]{1,2}[0-9]{1,3}[A-Z]{1,2}"
    r"|V[0-9]{4}[A-Z]?|[A-Z]{3}-[A-Z]{1,2}[0-9]{1,2}[A-Z]{0,2}"
)
_WEAK_MODEL: Final = lazy_pattern(r"[0-9V].{0,20}|[A-Z]{3}-.{0,8}")  # believed beside a maker only
_IMEI_STARTS: Final = ("35", "86", "01", "99")  # reporting bodies of nearly all phones (GSMA TS.06)
_MOST: Final = 400  # fields of one message


def _detect(payload: Payload) -> Iterator[Observation]:
    fields = [
        (leaf, text(leaf.value).strip())
        for leaf in islice(_nameless(payload), _MOST)
        if isinstance(leaf.value, str | int)
    ]
    makers = [(leaf, value) for leaf, value in fields if value.lower() in _MAKERS]
    models = [
        (leaf, value) for leaf, value in fields
        if 4 <= len(value) <= 40 and _MODEL.fullmatch(value) and (makers or not _WEAK_MODEL.fullmatch(value))
    ]  # fmt: skip
    if not models:
        return
    for leaf, value in models[:4]:
        yield _seen(
            leaf,
            _HARDWARE,
            "model",
            value,
            "unnamed_device.model",
            "the model of a phone or tablet, by its form",
        )
    for leaf, value in makers[:4]:
        yield _seen(
            leaf,
            _HARDWARE,
            "manufacturer",
            value,
            "unnamed_device.maker",
            "a maker of phones, beside a model",
        )
    for leaf, value in fields:
        if is_uuid(value) and not is_placeholder(value):
            yield _seen(
                leaf,
                _INSTALLATION,
                "installationId",
                value,
                "unnamed_device.id",
                "a UUID beside the model of a device",
            )
        elif (
            len(value) == 15
            and value.startswith(_IMEI_STARTS)
            and passes_luhn(value)
            and not is_placeholder(value)
        ):
            yield _seen(leaf, _DEVICE, "x_imei", value, "unnamed_device.imei",
                        "15 digits with the right check digit, beside the model of a device")  # fmt: skip


def _nameless(payload: Payload) -> Iterator[Leaf]:
    """The fields that have only numbers."""
    for leaf in surroundings(payload).by_name.get("", ()):
        if not leaf.names and "protobuf" in leaf.path:
            yield leaf


def _seen(leaf: Leaf, category: str, name: str, value: str, rule: str, why: str) -> Observation:
    return Observation(
        category=category, property=name, path=leaf.path, value=value, reasoning=f"{why}, in a field without a name",
        rule=rule, confidence=Confidence.POSSIBLE if rule.endswith(("id", "imei")) else Confidence.LIKELY,
    )  # fmt: skip


_IDS: Final = Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3")
DETECTOR: Final = Detector(
    name="unnamed_device",
    version=1,
    categories={
        _HARDWARE: Mapped(
            google="Device or other IDs / Other diagnostics", apple="Other Diagnostic Data",
            dpv="pd:DeviceSoftware, pd:DigitalFingerprint", tcf="2, 4",
        ),
        _INSTALLATION: _IDS,
        _DEVICE: _IDS,
    },
    rules={
        "unnamed_device.model": "A text of the form of a known model of phone, tablet or watch in a field without a name.",
        "unnamed_device.maker": "The name of a maker of phones in a field without a name, beside such a model.",
        "unnamed_device.id": "A UUID in a field without a name, beside such a model.",
        "unnamed_device.imei": "15 digits with a valid check digit in a field without a name, beside such a model.",
    },
    detect=_detect,
    needs=Needs(holds=(lambda payload: next(_nameless(payload), None),)),
)  # fmt: skip
