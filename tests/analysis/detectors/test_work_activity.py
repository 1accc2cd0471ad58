"""Apps in use are found with a length or a window; processes of servers and builds are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.work_activity import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"app": "Firefox"},
        {"app": "Firefox", "duration": 12},
        {"process": "nginx", "pid": 811, "duration": 120, "title": "x"},
        {"app": "billing", "build": 771, "duration": 84},
        {"package": "com.example.app", "version": "1", "seconds": 3},
        {"package": "com.example.app", "name": "x"},
        {"entity": "order", "type": "sales", "time": 3},
        {"entity": "main.go", "type": "file", "time": 3},
        {"entity": "main.go", "type": "file", "time": "never", "project": "x"},
        {"title": "News", "duration": 3},
        {"window": "w1", "duration": 3},
        {"package": "parcel 12", "duration": 4},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"package": "com.roblox.client", "seconds": 3120}, "com.roblox.client"),
        (
            {
                "data": {"app": "Firefox", "title": "Lawyers near me"},
                "timestamp": "2026-01-05",
                "duration": 0,
            },
            "Firefox",
        ),
        ({"app": "Slack", "windowTitle": "general", "start": 1}, "Slack"),
        ({"entity": "/src/main.go", "type": "file", "time": 1767225600.2, "language": "Go"}, "/src/main.go"),
        ({"rows": [{"bundleId": "net.whatsapp.WhatsApp".lower(), "minutes": 31}]}, "net.whatsapp.whatsapp"),
    ],
)
def test_finds(see: See, body: object, value: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.value) == ("usage.app", value)
