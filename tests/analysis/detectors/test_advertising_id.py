"""An advertising identifier is a UUID under a name that says so, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.advertising_id import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]
UUID = "1209d0b9-b959-42e6-b921-aa5d9d08c1af"


@pytest.mark.parametrize(
    "body",
    [
        {"request_id": UUID, "trace_id": UUID, "id": UUID, "event_uuid": UUID},
        {"idfa": "00000000-0000-0000-0000-000000000000"},
        {"idfa": "${IDFA}", "aaid": "{aaid}", "gaid": "__GAID__", "ifa": "%%ADVERTISING_IDENTIFIER%%"},
        {"idfa": "zxcjbzxmc-zxcbmz-zxbcz-zxczx"},
        {"adid": 4711, "ad_id": "120330000123"},
        {"creative": {"ad_id": UUID, "campaign": "spring"}},
        {"banner": 1, "adid": UUID},
        {"ad": {"id": UUID}},
        {"advertising_id_enabled": UUID},
        {"load_id": UUID, "thread_id": UUID, "broadcast_id": UUID},
        {"idfa": "1.2.3", "gaid": True, "aaid": None},
        {"idfv": UUID},
        {"advertisingId": {"nested": "no"}},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "path", "confidence"),
    [
        ({"advertisingId": UUID}, "body>json:$.advertisingId", Confidence.CERTAIN),
        ({"device": {"google_aid": UUID}}, "body>json:$.device.google_aid", Confidence.CERTAIN),
        ({"advertising_ids": {"aaid": UUID}}, "body>json:$.advertising_ids.aaid", Confidence.CERTAIN),
        ({"IDFA": UUID.upper()}, "body>json:$.IDFA", Confidence.CERTAIN),
        ({"device": {"ifa": UUID, "os": "Android"}}, "body>json:$.device.ifa", Confidence.LIKELY),
        (
            {"key": 1, "events": [{"name": "gps_adid", "value": UUID}]},
            "body>json:$.events[0].value",
            Confidence.CERTAIN,
        ),
        ({"advertiser_id": UUID}, "body>json:$.advertiser_id", Confidence.LIKELY),
    ],
)
def test_finds(see: See, body: object, path: str, confidence: Confidence) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property) == ("identifier.advertising", "advertisingId")
    assert (seen.path, seen.confidence) == (path, confidence)
    assert seen.value.lower() == UUID


def test_finds_it_in_queries_and_forms(see: See) -> None:
    assert [seen.path for seen in see(DETECTOR, query={"idfa": UUID, "v": "1"})] == ["query:idfa"]
    assert [seen.path for seen in see(DETECTOR, form={"rdid": UUID})] == ["body>form:rdid"]


def test_says_when_it_is_written_as_on_ios(see: See) -> None:
    assert "iOS" in see(DETECTOR, {"idfa": UUID.upper()})[0].reasoning
    assert "iOS" not in see(DETECTOR, {"aaid": UUID})[0].reasoning


ID = "6d92078a-8246-4ba4-ae5b-76104861e7dc"


@pytest.mark.parametrize(
    "body",
    [
        {"type": "gaid", "id": ID},
        {"identities": [{"identity_type": "ios_idfa", "identity": ID}]},
        {"device": {"ids": [{"type": "IDFA", "id": ID}]}},
        {"ids": [{"idType": "google_ad_id", "id": ID}, {"idType": "maid", "id": ID}]},
        {"identifiers": [{"kind": "oaid", "identifier": ID}]},
        {"source_type": "rida", "uid": ID},
        {"device": {"ids": {"idfa": {"value": ID}}}},
        {"deviceIds": {"googleAid": ID}},
        {"ext": {"type": "aaid", "value": ID}},
        {"ifa_type": "aaid", "ID": ID},
    ],
)
def test_typed_and_nested_forms(see: See, body: object) -> None:
    assert ID in [seen.value for seen in see(DETECTOR, body)]


@pytest.mark.parametrize(
    "body",
    [
        {"type": "article", "id": ID},
        {"type": "ios", "id": ID},
        {"id": ID},
        {"type": "advert", "id": ID},
        {"kind": "idfa", "id": "not-set"},
        {"type": "idfa", "count": ID},
        {"name": "campaign", "id": ID},
        {"aaid": ID, "package_name": "com.huawei.hwid"},
        {"type": "id", "id": ID},
        {"type": "idfa status", "id": ID},
    ],
)
def test_what_is_of_another_type(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


PLAIN = "7be0c2e84a1f45d99a3c1f2b5d6e7f80"


@pytest.mark.parametrize(
    "body",
    [
        {"advertising_id": "7be0c2e84a1f65d99a3c1f2b5d6e7f80"},  # no version 4
        {"advertising_id": "7be0c2e84a1f45d9ca3c1f2b5d6e7f80"},  # no variant of RFC 9562
        {"hashed_advertising_id": PLAIN},
        {"md5_idfa": PLAIN},
        {"ad_id": PLAIN},
        {"creative": {"maid": PLAIN}},
    ],
)
def test_hashes_and_numbers_of_adverts_are_none(see, body) -> None:
    assert see(DETECTOR, body) == []


def test_a_random_uuid_without_hyphens(see) -> None:
    (found,) = see(DETECTOR, {"advertising_id": PLAIN})
    assert (found.value, found.confidence.value) == (PLAIN, "likely")
    assert see(DETECTOR, {"advertisingTrackingId": "e5b7c9d1-0f3a-4c2e-8b64-a91d7f2e5c08"}) != []


def test_an_opaque_name_beside_the_choice(see: See) -> None:
    body = {"psid": "c4e19a07-3d5b-4f68-b02e-97a1f6dd5c40"}
    assert see(DETECTOR, body) == []
    (found,) = see(DETECTOR, body | {"lmt": "0"})
    assert found.rule == "advertising_id.beside_choice"
