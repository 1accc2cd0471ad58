"""Known values are found in every writing, encoding and hash, at every depth; what only looks like them is not."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import math
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis import catalogue
from analysis.decoding import open_message
from analysis.importing import read_capture
from analysis.indicator_kinds import CATEGORIES, KINDS, Indicator, UnusableIndicator, make_indicator
from analysis.indicator_writings import hash_inputs, writings
from analysis.indicators import RULE, Indicators
from analysis.masking import mask
from analysis.pipeline import Analyser
from analysis.records import Confidence, Observation, Transmission
from analysis.taxonomy import categories

VALUES = {
    "email": "Anna.Muster@gmail.com", "phone": "+49 30 90182000", "name": "Anna Müller", "mac": "3c:a6:2f:00:0e:65",
    "address": "Hauptstraße 12, 10115 Berlin", "imei": "352099001761481", "serial": "C02XK0ABJG5J",
    "advertising_id": "38400000-8cf0-11bd-b23e-10b96e40000d", "coordinates": "52.520008, -13.404954",
    "birth_date": "1985-03-27", "ssid": "FRITZ!Box 7590 XY", "account": "anna_m-2", "other": "Hund Bello",
}  # fmt: skip
KNOWN = {kind: make_indicator(kind, f"the {kind}", kind, value) for kind, value in VALUES.items()}
ALL = Indicators(KNOWN.values())


def sent(body: object = None, **fields: object) -> Transmission:
    data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
    values: dict[str, object] = {
        "id": "t", "flow_id": "f", "seen_at": datetime(2026, 11, 22, tzinfo=UTC), "writer": "w", "method": "POST",
        "scheme": "https", "host": "collector.example", "port": 443, "path": "/x", "body": data,
        "body_size": len(data) if data else None,
    }  # fmt: skip
    return Transmission(**(values | fields))  # type: ignore[arg-type]


def found(body: object = None, known: Indicators = ALL, **fields: object) -> list[Observation]:
    return known.find(open_message(sent(body, **fields)))


def kinds(seen: list[Observation]) -> set[str]:
    """The kinds named in the reasonings."""
    return {kind for kind in KINDS for item in seen if f"'the {kind}'" in item.reasoning}


def only(kind: str, value: str) -> Indicators:
    return Indicators([make_indicator(kind, f"the {kind}", kind, value)])


# -- what must not match ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phone", "1493090182000"),  # part of a longer number
        ("phone", "4930901820001"),
        ("phone", "0.4930901820001"),
        ("phone", "12.4930901820003"),
        ("phone", "+49 30 90182001"),
        ("imei", "1352099001761481"),
        ("imei", "3520990017614812"),
        ("imei", "35209900176148"),
        ("email", "joanna.muster@gmail.com"),
        ("email", "not-anna.muster@gmail.com"),
        ("email", "anna.muster@gmail.com.br"),
        ("email", "anna.muster@gmail.community"),
        ("email", "anna.muster@googlemail.org"),
        ("email", "anna@gmail.com"),
        ("email", "x+anna.muster@gmail.com"),
        ("name", "Joanna Müller"),
        ("name", "Anna Müllerin"),
        ("name", "Anna und Eva Müller"),
        ("name", "Anna"),
        ("address", "Hauptstraße 123"),
        ("address", "Hauptstraße 1"),
        ("address", "Hauptstr. 123"),
        ("address", "Hauptstr. 1"),
        ("address", "12 Hauptstrom"),
        ("address", "Kleine Hauptstraße"),
        ("mac", "3c:a6:2f:00:0e:66"),
        ("mac", "3c:a6:2f"),
        ("mac", "03:c:a6:2f:00:0e:6"),
        ("serial", "C02XK0ABJG5JX"),
        ("serial", "AC02XK0ABJG5J"),
        ("advertising_id", "38400000-8cf0-11bd-b23e-10b96e40000e"),
        ("advertising_id", "00000000-0000-0000-0000-000000000000"),
        ("birth_date", "1985-03-27T13:22:11Z"),  # when something happened
        ("birth_date", "1985-03-27 08:00"),
        ("birth_date", "1985-03-28"),
        ("birth_date", "119850327"),
        ("birth_date", "19850327134501"),
        ("birth_date", "27.3.19850"),
        ("birth_date", "2027.3.1985"),
        ("birth_date", "850327"),  # six digits are too few
        ("birth_date", "270385"),
        ("birth_date", "5564"),  # days since 1970, in a field that says nothing of birth
        ("birth_date", "480729600"),
        ("ssid", "FRITZ!Box 7590 XYZ"),
        ("ssid", "FRITZ!Box 7590"),
        ("account", "anna_m-21"),
        ("account", "hanna_m-2"),
        ("other", "Hund Bellos"),
        ("coordinates", "52.524508,-13.404954"),  # 500 m to the north, on the same meridian
        ("coordinates", "52.520008,-13.412354"),  # 500 m to the west
        ("coordinates", "52.524508 -13.412354"),
        ("coordinates", "52.520008,13.404954"),  # the other hemisphere
        ("coordinates", "-52.52,-13.40"),
        ("coordinates", "52.52"),  # a price, a version
        ("coordinates", "13.40"),
        ("coordinates", "152.520008"),
        ("coordinates", "1.52.5200"),
        ("coordinates", "52.5200.1"),
        ("coordinates", "525200"),
        ("coordinates", "52520008"),  # an integer alone
        ("coordinates", "5252000812345"),
        ("coordinates", "52.521,-13.405"),
    ],
)
def test_what_only_looks_like_a_known_value_is_not_one(kind: str, text: str) -> None:
    encoded = base64.b64encode(f"id={text};".encode()).decode()
    for body in (
        text,
        {"v": text},
        [text],
        {"v": encoded},
        {"v": f"see {text}, thanks"},
        {"v": text.encode().hex()},
    ):
        assert kinds(found(body)) == set(), body
    assert kinds(found(query=f"v={quote(text)}", path=f"/{quote(text)}")) == set()


def test_a_place_500_m_away_is_not_the_known_place_whatever_its_numbers_are_called() -> None:
    for place in (
        {"lat": 52.524508, "lng": -13.404954},
        {"a": 52.520008, "b": -13.412354},
        [52.524508, -13.404954],
    ):
        assert found({"at": place}) == []
    assert found({"lat": "52.524508", "more": {"lng": -13.412354}}) == []
    assert found({"latE7": 525245080, "lngE7": -134049540}) == []


def test_a_reading_of_the_place_that_is_some_metres_away_counts_as_a_pair_and_says_so() -> None:
    for place in (
        {"lat": 52.520308, "lng": -13.405454},
        {"lat": 52.52019941882057, "lng": -13.40513577475987},
        {"latE7": 525203080, "lngE7": -134054540},
        {"at": "52.5203,-13.4055"},
    ):
        seen = found(place)
        assert {item.property for item in seen} == {"latitude", "longitude"}, place
        assert all(item.reasoning.endswith("to within about 50 m") for item in seen)
    assert found({"lat": 52.520308}) == []  # no pair
    assert found({"lat": 52.520908, "lng": -13.404954}) == []  # 100 m
    assert found({"lat": 52.520008, "lng": -13.406454}) == []


# two ranges, or each number is both; none so small that it is written 1e-06
LATITUDES, LONGITUDES = (
    st.builds(
        lambda sign, number: Decimal(sign * number).scaleb(-6),
        st.sampled_from((1, -1)),
        st.integers(low, high),
    )
    for low, high in ((1_020_000, 75_000_000), (77_000_000, 178_900_000))
)
SHAPES: tuple[Callable[[str, str], object], ...] = (
    lambda lat, lng: {"lat": lat, "lng": lng},
    lambda lat, lng: {"lat": float(lat), "lng": float(lng)},
    lambda lat, lng: {"at": [lng, lat]},
    lambda lat, lng: {"at": f"{lat},{lng}"},
    lambda lat, lng: {"at": f"{lat} {lng}".replace(".", ",")},
    lambda lat, lng: {"at": base64.b64encode(f"~{lat};{lng}~".encode()).decode()},
)


@settings(max_examples=300, deadline=None)
@given(lat=LATITUDES, lng=LONGITUDES, decimals=st.integers(2, 7), mode=st.sampled_from((ROUND_DOWN, ROUND_HALF_EVEN)),
       shape=st.sampled_from(SHAPES))  # fmt: skip
def test_a_place_is_found_rounded_or_cut_to_two_decimals_or_more(
    lat: Decimal, lng: Decimal, decimals: int, mode: str, shape: Callable[[str, str], object]
) -> None:
    step = Decimal(1).scaleb(-decimals)
    shown = [f"{number.quantize(step, mode):f}" for number in (lat, lng)]
    assume(all(float(text) % 1 for text in shown))  # 52.00 is written 52
    assert len(found(shape(*shown), only("coordinates", f"{lat:f}, {lng:f}"))) == 2


@settings(max_examples=300, deadline=None)
@given(lat=LATITUDES, lng=LONGITUDES, bearing=st.floats(0, 6.2831), metres=st.integers(500, 50_000),
       decimals=st.integers(3, 7), shape=st.sampled_from(SHAPES))  # fmt: skip
def test_another_place_500_m_away_or_more_is_not_found(
    lat: Decimal,
    lng: Decimal,
    bearing: float,
    metres: int,
    decimals: int,
    shape: Callable[[str, str], object],
) -> None:
    north = math.cos(bearing) * metres / 111_320
    east = math.sin(bearing) * metres / (111_320 * math.cos(math.radians(float(lat))))
    shown = (f"{float(lat) + north:.{decimals}f}", f"{float(lng) + east:.{decimals}f}")
    assume(
        not any(text.endswith("0") for text in shown)
    )  # 6.610 is written 6.61, as the place itself is in two decimals
    assert found(shape(*shown), only("coordinates", f"{lat:f}, {lng:f}")) == []


@pytest.mark.parametrize(
    "known", ["52.001234, 13.000100", "9.999900, 0.000100", "-0.000900, 179.999900", "10.0000, 20.0000"]
)
def test_places_beside_whole_degrees_are_found_too(known: str) -> None:
    place = only("coordinates", known)
    lat, lng = map(float, known.split(","))
    assert len(found({"lat": f"{lat:.6f}", "lng": f"{lng:.6f}"}, place)) == 2
    assert len(found({"lat": f"{lat + 0.0003:.6f}", "lng": f"{lng - 0.00005:.6f}"}, place)) == 2
    assert len(found({"lat": f"{lat:.2f}", "lng": f"{lng:.2f}"}, place)) == 2
    assert found({"lat": f"{lat + 0.0045:.6f}", "lng": f"{lng:.6f}"}, place) == []
    assert found({"lat": int(lat), "lng": int(lng)}, place) == []


def test_the_two_halves_of_a_place_in_different_objects_are_no_place() -> None:
    assert found({"a": {"price": 52.52}, "b": {"weight": -13.4}}) == []


@pytest.mark.parametrize("number", [12345, 250101, 123456])
def test_a_short_number_is_no_indicator_or_counts_only_as_a_whole_value_and_less_surely(number: int) -> None:
    if number < 100_000:
        with pytest.raises(UnusableIndicator):
            make_indicator("1", "n", "account", str(number))
        return
    known = only("account", str(number))
    for text in (f"1{number}", f"{number}0", f"order {number} of today", f"0.{number}", f"{number}.5"):
        assert found({"v": text}, known) == []
    (seen,) = found({"user_id": number}, known)
    assert seen.confidence is Confidence.LIKELY


def test_a_short_value_is_found_as_a_whole_value_only() -> None:
    known = only("ssid", "Home")
    for text in ("Home screen", "HomeKit", "homepage", "my-home", "at Home."):
        assert found({"v": text}, known) == [], text
    for text in ("Home", "HOME", '"Home"', "SG9tZQ==", "SG9tZQ", "486f6d65", "emoH"):
        assert [item.path for item in found({"v": text}, known)] == ["body>json:$.v"], text
    assert [item.path for item in found(query="ssid=Home", known=known)] == ["query:ssid"]


def test_nothing_is_found_in_real_traffic_that_holds_none_of_the_values(shared_data: Path) -> None:
    messages = 0
    for path in sorted((shared_data / "http").rglob("*.har")):
        if path.stat().st_size < 3 << 20 and "mitmproxy" not in path.parts:
            for record in read_capture(path, "test", "", lambda _: None):
                if isinstance(record, Transmission):
                    messages += 1
                    assert ALL.find(open_message(record)) == []
    assert messages > 100


# -- what must match ----------------------------------------------------------------------------------------------

Encoding = Callable[[str], str]


def wrapped(text: str) -> str:
    return json.dumps({"v": text})


DIRECT: dict[str, Encoding] = {
    "raw": lambda text: text,
    "capitals": str.upper,
    "small": str.lower,
    "percent": lambda text: quote(text, safe=""),
    "twice": lambda text: quote(quote(text, safe=""), safe=""),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64, one before": lambda text: base64.b64encode(f"|{text}|".encode()).decode(),
    "base64, two before": lambda text: base64.b64encode(f"::{text}::".encode()).decode(),
    "base64url": lambda text: base64.urlsafe_b64encode(f"~?>{text}~?>".encode()).decode().rstrip("="),
    "hex": lambda text: text.encode().hex(),
    "HEX": lambda text: text.encode().hex().upper(),
    "reversed": lambda text: text[::-1],
    "utf-16": lambda text: base64.b64encode(text.encode("utf-16-le")).decode(),
    "UTF-16": lambda text: base64.b64encode(text.encode("utf-16-be")).decode(),
}
OUTER: dict[str, Encoding] = {
    "json": wrapped,
    "base64": lambda text: base64.b64encode(wrapped(text).encode()).decode(),
    "base64url": lambda text: base64.urlsafe_b64encode(wrapped(text).encode()).decode().rstrip("="),
    "gzip": lambda text: base64.b64encode(gzip.compress(wrapped(text).encode(), mtime=0)).decode(),
    "query": lambda text: f"https://shop.example/?q={quote(text, safe='')}&r=1",
}
HASHES = ("md5", "sha1", "sha256", "sha512")
DIGESTS: dict[str, Callable[[bytes], str]] = {
    "hex": bytes.hex,
    "HEX": lambda value: value.hex().upper(),
    "base64": lambda value: base64.b64encode(value).decode(),
    "base64url": lambda value: base64.urlsafe_b64encode(value).decode().rstrip("="),
}


def texts_of(kind: str) -> list[str]:
    """The writings of a kind that may stand anywhere."""
    if kind == "coordinates":
        return [
            "52.520008,-13.404954",
            "52.52001, -13.40495",
            "52.5200;-13.4049",
            "52,520008 -13,404954",
            "52.52,-13.40",
        ]
    return [item.text for item in writings(KNOWN[kind]) if item.text and not item.whole and item.inner]


@settings(max_examples=400, deadline=None)
@given(
    data=st.data(),
    kind=st.sampled_from(sorted(KINDS)),
    outer=st.lists(st.sampled_from(sorted(OUTER)), max_size=3),
)
def test_a_value_is_found_in_every_encoding_at_every_depth(
    data: st.DataObject, kind: str, outer: list[str]
) -> None:
    text = data.draw(st.sampled_from(texts_of(kind)))
    encoding = data.draw(st.sampled_from(sorted(DIRECT)))
    before, after = data.draw(st.sampled_from((("", ""), ("v: ", " ;"), ("(", ")"))))
    value = f"{before}{DIRECT[encoding](text)}{after}"
    for step in outer:
        value = OUTER[step](value)
    seen = found({"data": value})
    assert kind in kinds(seen), value
    sure = Confidence.LIKELY if text.isdecimal() and len(text) < 9 else Confidence.CERTAIN
    assert {(item.rule, item.confidence) for item in seen} == {(RULE, sure)}


@settings(max_examples=300, deadline=None)
@given(
    data=st.data(),
    kind=st.sampled_from(sorted(KINDS)),
    outer=st.lists(st.sampled_from(sorted(OUTER)), max_size=3),
)
def test_a_hash_is_found_in_every_notation_at_every_depth(
    data: st.DataObject, kind: str, outer: list[str]
) -> None:
    text = data.draw(st.sampled_from(sorted(hash_inputs(KNOWN[kind]))))
    algorithm = data.draw(st.sampled_from(HASHES))
    notation = data.draw(st.sampled_from(sorted(DIGESTS)))
    value = "~" + DIGESTS[notation](hashlib.new(algorithm, text.encode()).digest())
    for step in outer:
        value = OUTER[step](value)
    seen = [item for item in found({"data": value}) if f"'the {kind}'" in item.reasoning]
    assert {item.category for item in seen} == {"identifier.hashed"}
    assert {item.property for item in seen} == {KINDS[kind].hashed}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phone", "tel:+49-30-90182000"), ("phone", "00493090182000"), ("phone", "030/90182000"),
        ("phone", "+49 (0)30 90182000"), ("phone", "03090182000"), ("phone", "030 90182000"),
        ("email", "mailto:anna.muster@gmail.com?subject=x"), ("email", "annamuster@gmail.com"),
        ("email", "%22anna.muster@gmail.com%22"), ("email", "Anna <anna.muster@gmail.com>."),
        ("name", "Müller, Anna"), ("name", "anna.mueller"), ("name", "ANNA MÜLLER"), ("name", "Anna Müller's iPhone"),
        ("mac", "3CA6.2F00.0E65"), ("mac", "3c-a6-2f-00-0e-65"), ("mac", "3c:a6:2f:0:e:65"), ("mac", "wlan_3CA62F000E65"),
        ("address", "Hauptstr. 12"), ("address", "Hauptstr 12, Berlin"), ("address", "hauptstrasse 12"),
        ("address", "10115 Berlin, Hauptstraße 12"), ("address", "HAUPTSTRASSE 12, 10115 BERLIN"),
        ("birth_date", "1985-03-27T00:00:00.000Z"), ("birth_date", "27.3.1985"), ("birth_date", "03/27/1985"),
        ("birth_date", "born 19850327!"), ("imei", "35-209900-176148-1"), ("serial", "serial_c02xk0abjg5j"),
        ("coordinates", "geo:52.520008,-13.404954"), ("coordinates", "lat=52.5200"), ("coordinates", "52.5200 N, 13.4050 W"),
        ("coordinates", "525200080,-134049540"), ("coordinates", "52520008 -13404954"),
        ("coordinates", "-13.404954 52.520008"),
    ],
)  # fmt: skip
def test_a_value_is_found_as_people_and_programs_write_it(kind: str, text: str) -> None:
    assert kind in kinds(found({"v": text}))


def test_numbers_are_found_as_numbers() -> None:
    assert kinds(found({"tel": 4930901820000 // 10})) == {"phone"}
    assert kinds(found({"i": 352099001761481, "b": 19850327})) == {"imei", "birth_date"}
    assert kinds(found({"lat": 52.52, "lng": -13.4})) == {"coordinates"}
    assert kinds(found({"lat": 52.52000808715820, "lng": -13.40495395660400})) == {
        "coordinates"
    }  # 32-bit numbers, widened
    assert kinds(found({"latE7": 525200080, "lngE7": -134049540})) == {"coordinates"}
    assert kinds(found({"birthday": 5564})) == {"birth_date"}


def test_binary_forms_are_found_in_bytes() -> None:
    head = b"\x00\x01\xfe\xff\x9c"
    assert kinds(found(head + bytes.fromhex("3ca62f000e65") + head)) == {"mac"}
    assert kinds(found(head + hashlib.sha256(b"anna.muster@gmail.com").digest() + head)) == {"email"}
    assert kinds(found(head + "C02XK0ABJG5J".encode("utf-16-be") + head)) == {"serial"}


@pytest.mark.parametrize(("body", "path"), [
    (b'"anna.muster@gmail.com", "x"', "body"),
    (b"%22anna.muster%40gmail.com%22%2C%20x", "body>percent"),
    (base64.b64encode(b"mail: anna.muster@gmail.com"), "body>base64"),
])  # fmt: skip
def test_a_body_that_is_one_value_is_named_by_its_deepest_layer(body: bytes, path: str) -> None:
    assert [item.path for item in found(body)] == [path]


def test_every_part_of_a_request_is_looked_at() -> None:
    assert [item.path for item in found(query="u=Anna.Muster%40gmail.com")] == ["query:u"]
    assert [item.path for item in found(query="anna.muster%40gmail.com=1")] != []
    assert [item.path for item in found(path="/v1/C02XK0ABJG5J/x")] == ["path:1"]
    assert [item.path for item in found(host="c02xk0abjg5j.collector.example")] == ["host"]
    assert [item.path for item in found(request_headers=(("X-Id", "C02XK0ABJG5J"),))] == ["header:X-Id"]
    assert [item.path for item in found(request_headers=(("Cookie", "C02XK0ABJG5J=[redacted]"),))] == [
        "cookie"
    ]


# -- what is said of it -------------------------------------------------------------------------------------------


def test_only_the_deepest_place_of_a_value_is_named() -> None:
    inner = base64.b64encode(b'{"mail": "anna.muster@gmail.com", "n": 1}').decode()
    assert [item.path for item in found({"a": inner})] == ["body>json:$.a>base64>json:$.mail"]
    assert [item.path for item in found(b'{"mail": "anna.muster@gmail.com", ')] == ["body"]
    both = {"a": "anna.muster@gmail.com", "b": hashlib.md5(b"anna.muster@gmail.com").hexdigest()}
    assert [(item.path, item.property) for item in found(both)] == [
        ("body>json:$.a", "x_email"),
        ("body>json:$.b", "x_hashedEmail"),
    ]


def test_the_reasoning_names_the_value_by_its_name_and_the_form() -> None:
    digest = base64.b64encode(hashlib.sha256(b"+493090182000").digest()).decode()
    (seen,) = found({"v": digest})
    assert seen.reasoning == "the known value 'the phone' as SHA-256 of its E.164 form, in base64"
    (seen,) = found({"v": "x " + base64.b64encode(b".C02XK0ABJG5J.").decode()})
    assert seen.reasoning == "the known value 'the serial', in base64"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_neither_reasoning_nor_path_nor_masked_value_holds_the_value(kind: str) -> None:
    for text in texts_of(kind):
        for body in ({"v": text}, {"v": text[::-1]}, {"v": f"so {text}!"}):
            seen = found(body)
            assert kind in kinds(seen)
            for item in seen:
                shown = f"{item.path} {mask(item)} {item.reasoning}"
                assert text.casefold() not in shown.casefold()
                assert text[::-1] not in shown


def test_a_value_that_is_the_name_of_a_field_does_not_stand_in_the_path() -> None:
    (seen,) = found({"C02XK0ABJG5J": {"C02XK0ABJG5J": "C02XK0ABJG5J"}})
    assert "C02XK0ABJG5J" not in seen.path
    assert "(known value)" in seen.path


def test_a_hit_and_a_detectors_finding_of_one_datum_are_one_finding() -> None:
    analyser = Analyser(catalogue.load(), indicators=ALL)
    body = {"email": "anna.muster@gmail.com", "phone": "+493090182000", "serial_number": "C02XK0ABJG5J",
            "latitude": 52.520008, "longitude": -13.404954, "wifi_mac": "3c:a6:2f:00:0e:65",
            "advertising_id": VALUES["advertising_id"], "imei": VALUES["imei"],
            "email_sha256": hashlib.sha256(b"anna.muster@gmail.com").hexdigest()}  # fmt: skip
    for item in analyser.analyse(sent(body)).event.findings:
        if RULE in item.rules:
            assert len(item.rules) >= 2 or item.path.endswith("wifi_mac"), item
    assert sum(RULE in item.rules for item in analyser.analyse(sent(body)).event.findings) == len(body)


def test_the_rules_version_tells_that_and_which_known_values_were_looked_for() -> None:
    known = catalogue.load()
    plain, with_all = Analyser(known).rules_version, Analyser(known, indicators=ALL).rules_version
    fewer = Analyser(known, indicators=Indicators([KNOWN["email"]])).rules_version
    assert with_all.startswith(f"{plain}+")
    assert len({plain, with_all, fewer}) == 3
    assert Analyser(known, indicators=Indicators(())).rules_version == plain


def test_a_kinds_category_is_one_that_the_taxonomy_knows_or_is_mapped_here() -> None:
    assert {kind.category for kind in KINDS.values()} <= {*categories(), *CATEGORIES}


def test_a_failure_while_looking_costs_nothing_but_the_hits(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> list[Observation]:
        raise ZeroDivisionError("C02XK0ABJG5J")

    monkeypatch.setattr(Indicators, "find", fail)
    event = Analyser(catalogue.load(), indicators=ALL).analyse(sent({"email": "x@example.org"})).event
    assert [item.property for item in event.findings] == ["x_email"]
    assert any("indicators failed (ZeroDivisionError" in text for text in event.warnings)
    assert "C02XK0ABJG5J" not in " ".join(event.warnings)


# -- hostile and odd input ----------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(
    body=st.one_of(
        st.binary(max_size=400), st.text(max_size=200).map(lambda text: {"v": text, text: [text, 1.5, None]})
    )
)
def test_odd_messages_find_nothing_and_raise_nothing(body: object) -> None:
    assert found(body) == []


def test_a_message_full_of_almost_hits_stays_quick_and_bounded() -> None:
    body = b"anna.muster@gmail.comm " * 20_000 + b"52.52 " * 50_000
    assert found(body) == []
    many = [f"anna.muster@gmail.com {number}" for number in range(5000)]
    assert 1 <= len(found(many)) <= 1000


def test_a_value_across_two_values_of_a_message_is_none() -> None:
    assert found(["C02XK0", "ABJG5J"]) == []
    known = Indicators([Indicator(id="1", name="n", kind="other", value="one\ntwo")])
    assert found(["one", "two"], known) == []


def test_a_value_is_found_wherever_it_stands_in_a_big_body() -> None:
    for size in (131_060, 131_072, 131_080, 400_001):
        body = b"\xff" * size + b" C02XK0ABJG5J " + b"\xfe" * 200_000
        assert kinds(found(body)) == {"serial"}, size


def test_indicators_survive_the_way_to_another_process_and_show_no_value() -> None:
    again = pickle.loads(pickle.dumps(ALL))
    assert again.version == ALL.version
    assert kinds(found({"v": "C02XK0ABJG5J"}, again)) == {"serial"}
    assert "C02XK0ABJG5J" not in repr(KNOWN["serial"]) + repr(ALL.indicators)
    assert not Indicators(())
    assert Indicators(()).find(open_message(sent({"v": "C02XK0ABJG5J"}))) == []
