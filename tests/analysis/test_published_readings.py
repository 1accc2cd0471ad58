"""The weather of stations and towns, the lamps of a world, the pictures of a catalogue: no device of the sender's."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analysis.catalogue import load
from analysis.pipeline import Analyser
from analysis.published_pictures import is_published_picture
from analysis.records import Transmission


def sent(body: object, path: str = "/v1", method: str = "POST", host: str = "h.example") -> Transmission:
    data = json.dumps(body).encode()
    return Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 27, tzinfo=UTC), writer="test", method=method,
        host=host, path=path, request_headers=(("Content-Type", "application/json"),), body=data, body_size=len(data),
    )  # fmt: skip


def found_in(body: object) -> set[str]:
    analysis = Analyser(catalogue=load()).analyse(sent(body))
    return {finding.category for finding in analysis.event.findings if finding.category.startswith("sensor.")}


AIR = {"temp": 3.1, "humidity": 80}


@pytest.mark.parametrize(
    "body",
    [
        {
            "stationen": [
                {"name": "Zugspitze", "hoehe": 2964, **AIR},
                {"name": "Helgoland", "hoehe": 4, **AIR},
            ]
        },
        {"stations": [{"name": name, **AIR} for name in ("Genf", "Basel", "Bern")]},
        {"cities": [{"name": "Oslo", **AIR}, {"name": "Rome", **AIR}]},
        {"obs": [{"icao": "EDDF", **AIR}]},
        {"lampen": [{"position": [1, 2, 3], "lux": 400}]},
        {"lights": [{"x": 1.5, "y": 2.5, "z": 3.5, "lux": 400, "color": "#fff"}]},
    ],
    ids=json.dumps,
)
def test_readings_of_no_device_of_the_senders(body) -> None:
    assert found_in(body) == set()


@pytest.mark.parametrize(
    "body",
    [
        {"stations": [{"stationName": "balcony", **AIR}, {"stationName": "kitchen", **AIR}]},
        {"stationen": [{"name": "Zuhause", **AIR}]},
        {"sensors": [{"name": name, **AIR} for name in ("a", "b", "c")]},
        {"lights": [{"name": "hall", "lux": 40}]},
        {"sample": {"lux": 40, "x": 0.31, "y": 0.33, "kelvin": 4100}},
    ],
    ids=json.dumps,
)
def test_readings_of_a_home(body) -> None:
    assert found_in(body)


@pytest.mark.parametrize(
    ("method", "host", "path", "published"),
    [
        ("PUT", "bilder.example", "/katalog/sessel-oslo/front.jpg", True),
        ("PUT", "cdn.example", "/produits/chaises/2.png", True),
        ("PUT", "build.example", "/textures/wall.webp", True),
        ("POST", "bilder.example", "/katalog/sessel-oslo/front.jpg", False),
        ("PUT", "bilder.example", "/katalog/sessel-oslo", False),
        ("PUT", "photos.example", "/upload/IMG_0001.JPG", False),
        ("PUT", "shop.example", "/kunden/88/produkt/foto.jpg", False),
        ("PUT", "shop.example", "/products/88/reviews/1.jpg", False),
    ],
)
def test_pictures_of_a_catalogue(method, host, path, published) -> None:
    assert is_published_picture(sent({}, path, method, host)) == published
