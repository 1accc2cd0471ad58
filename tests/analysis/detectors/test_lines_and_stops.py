"""Lines of a timetable, ports, offers and forms in further languages; a way, a place and an address of somebody."""

from __future__ import annotations

import pytest

from analysis.detectors.location import DETECTOR as LOCATION
from analysis.detectors.place import DETECTOR as PLACE
from analysis.nobodys_objects import is_of_nobody

POLYLINE = "efzeI_x~{@aCqDiB_JyBaCuCjB"
STOPS = [[48.2631, 16.3991], [48.2411, 16.3711], [48.2211, 16.3541]]


@pytest.mark.parametrize(
    "body",
    [
        {"line": "11", "dir": 0, "shape": POLYLINE, "stops": STOPS},
        {"linie": "5", "haltestellen": ["Markt", "Dom"], "verlauf": STOPS},
        {"route": "U6", "direction": 1, "polyline": POLYLINE, "stops": ["A", "B"]},
        {"fahrten": [{"schiff": "A", "von": {"hafen": "Sopot", "lat": 54.4452, "lon": 18.5741}},
                     {"schiff": "B", "von": {"hafen": "Hel", "lat": 54.6081, "lon": 18.8022}}]},
        {"regionen": [{"id": "AT-1", "stufe": 3, "mitte": {"lat": 47.1204, "lon": 11.3011}},
                      {"id": "AT-2", "stufe": 2, "mitte": {"lat": 47.0022, "lon": 11.5009}}]},
        {"gitter": {"lat0": 45.0, "lon0": 5.0, "dx": 0.1, "ny": 51}},
        {"box": {"position": "12.5,40.2", "left": 12.5, "top": 40.2}},
        {"webcam": {"lat": 47.25011, "lon": 13.56022}},
        {"entity": [{"id": n, "vehicle": {"trip": {"routeId": "4", "tripId": n},
                                          "position": {"latitude": at, "longitude": 13.1}}}
                    for n, at in (("1", 47.8011), ("2", 47.8122))]},
    ],
)  # fmt: skip
def test_lines_for_all(see, body: object) -> None:  # type: ignore[no-untyped-def]
    found = see(LOCATION, body)
    assert [one for one in found if not is_of_nobody(one.category, one.path, _payload(body))] == []


def _payload(body: object):  # type: ignore[no-untyped-def]
    import json
    from datetime import UTC, datetime

    from analysis.decoding import open_message
    from analysis.records import Transmission

    data = json.dumps(body).encode()
    return open_message(
        Transmission(
            id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST",
            scheme="https", host="collector.example", port=443, path="/v1",
            request_headers=(("Content-Type", "application/json"),), body=data, body_size=len(data),
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        {"walk": {"poly": POLYLINE, "stops": 2}},
        {"route": "home", "driver": 4, "direction": 1, "polyline": POLYLINE, "stops": ["A"]},
        {"linie": "5", "richtung": 1, "track": POLYLINE, "haltestellen": ["A"], "user": 3},
    ],
)
def test_a_way_of_somebody(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert "location.track" in {one.category for one in see(LOCATION, body)}


@pytest.mark.parametrize(
    "body",
    [
        {"treffer": [{"objekt": "A", "ort": "Zell", "plz": "5700", "preis": 120},
                     {"objekt": "B", "ort": "Mattsee", "plz": "5163", "preis": 95}]},
        {"obiekty": [{"nazwa": "A", "ulica": "Sportowa 2", "miasto": "Sopot", "godziny": "8-22"},
                     {"nazwa": "B", "ulica": "Lesna 9", "miasto": "Gdynia", "godziny": "9-21"}]},
        {"labels": {"so_nha": "Số nhà", "duong": "Đường", "phuong": "Phường", "quan": "Quận"}},
        {"ken": "A", "shiku": "2-4", "banchi": "3-18-6"},
        {"zonen": [{"land": "AT", "preis": 1.2}, {"land": "DE", "preis": 2.4}]},
    ],
)  # fmt: skip
def test_addresses_of_nobody(see, body: object) -> None:  # type: ignore[no-untyped-def]
    found = see(PLACE, body)
    assert [one for one in found if not is_of_nobody(one.category, one.path, _payload(body))] == []


@pytest.mark.parametrize(
    "body",
    [
        {
            "yubin_bango": "530-0001",
            "todofuken": "大阪府",
            "shikuchoson": "大阪市北区梅田",
            "banchi": "2-4-9",
        },
        {"so_nha": "12A", "duong": "Nguyễn Trãi", "phuong": "Bến Thành", "quan": "Quận 1"},
        {"odos": "Ερμού", "arithmos": "21", "tk": "10563", "poli": "Αθήνα"},
        {"المدينة": "عمّان", "الحي": "جبل عمان", "الشارع": "شارع الرينبو", "رقم_المبنى": "18"},
        {"עיר": "חיפה", "רחוב": "הנביאים", "מספר_בית": "12"},
        {"alamat": "Jl. Melati No. 8", "rt": "03", "kota": "Jakarta Pusat", "kode_pos": "10330"},
        {"gatve": "Pilies g.", "namas": "7", "miestas": "Vilnius", "pasto_kodas": "LT-01123"},
        {"grad": "Пловдив", "ulica": "Иван Вазов", "nomer": "14", "pk": "4000"},
        {"ulica": "Sportowa 2", "miasto": "Sopot", "godziny": "8-12"},
    ],
)
def test_addresses_of_somebody(see, body: object) -> None:  # type: ignore[no-untyped-def]
    assert "location.address" in {one.category for one in see(PLACE, body)}


@pytest.mark.parametrize(
    "value",
    [
        "gh=4f1c2a9b0",
        "gh=strung",
        "hash=u33dc0xq9",
        "use gh=u33dc0c here",
        "gh=u33dc0c in the text",
        "1.5,2.5;hit=1",
    ],
)
def test_headers_without_a_place(see, value: str) -> None:  # type: ignore[no-untyped-def]
    assert see(LOCATION, headers=(("X-Cache", value),)) == []


@pytest.mark.parametrize(
    ("value", "prop"),
    [
        ("gh=ezjmgvxmq", "x_geohash"),
        ("acc=40; gh=u28b1mx8", "x_geohash"),
        ("47.80949,13.05501;u=35;src=gps", "latitude"),
        ("47.36667,8.55000;acc=25", "latitude"),
        ("48.1374;11.5755 epu=30", "latitude"),
    ],
)
def test_a_place_in_a_header(see, value: str, prop: str) -> None:  # type: ignore[no-untyped-def]
    assert see(LOCATION, headers=(("X-Geo", value),))[0].property == prop


@pytest.mark.parametrize(
    "text",
    [
        "Siehe https://plot.example/?range=47.71233,13.21044",
        "https://maps.example/?q=Hauptbahnhof",
        "A=1@O=Hbf@X=13046040@Y=47812850@L=8100002@",
        "q=47.71233,13.21044 and more",
    ],
)
def test_texts_without_a_place(see, text: str) -> None:  # type: ignore[no-untyped-def]
    assert see(LOCATION, {"text": text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "SOS! http://maps.example/?q=47.80949,13.05501 Akku 41%",
        "hier: https://maps.example/?z=17&ll=47.71233,13.21044 nicht weitersagen",
        "A=2@O=Mirabellplatz 4@X=13042110@Y=47805210@",
    ],
)
def test_a_place_within_a_text(see, text: str) -> None:  # type: ignore[no-untyped-def]
    assert [one.property for one in see(LOCATION, {"text": text})] == ["latitude", "longitude"]


def test_a_frame_that_says_what_it_is(see) -> None:  # type: ignore[no-untyped-def]
    assert len(see(LOCATION, {"k": "pos", "d": [48.20849, 16.37208]})) == 2
    assert see(LOCATION, {"k": "tick", "d": [48.20849, 16.37208]}) == []
    assert see(LOCATION, {"k": "pos", "d": [1, 2]}) == []
