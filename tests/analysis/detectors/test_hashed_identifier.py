"""Hashes of contact data and identifiers; hashes of files and commits are none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.detectors.hashed_identifier import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]
MAIL = hashlib.sha256(b"anna@example.org").hexdigest()
MAIL_MD5 = hashlib.md5(b"anna@example.org").hexdigest()


@pytest.mark.parametrize(
    "body",
    [
        {
            "sha256": MAIL,
            "etag": MAIL_MD5,
            "integrity": MAIL,
            "commit": "d670460b4b4aece5915caf5c68d12f560a9fe3e4",
        },
        {"em": "", "ph": "1234", "hashed_email": "anna"},
        {"email_sha256": hashlib.sha256(b"").hexdigest(), "em": hashlib.md5(b"").hexdigest()},
        {"email": "0" * 64, "em": "a" * 32},
        {"email_template_id": MAIL, "phone_model_hash": "x" * 64},
        {"device_id": MAIL_MD5, "user_id": MAIL},
        {"em": MAIL[:-1], "hem": MAIL + "0"},
        {"asset_sha1": "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
        {"item": MAIL, "system": MAIL, "graph": MAIL},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "name", "confidence"),
    [
        ({"hashed_email": MAIL}, "x_hashedEmail", Confidence.CERTAIN),
        ({"email": MAIL.upper()}, "x_hashedEmail", Confidence.CERTAIN),
        ({"sha256_email": MAIL}, "x_hashedEmail", Confidence.CERTAIN),
        ({"emailMd5": MAIL_MD5}, "x_hashedEmail", Confidence.CERTAIN),
        ({"em": MAIL}, "x_hashedEmail", Confidence.LIKELY),
        ({"user_data": {"em": [MAIL]}}, "x_hashedEmail", Confidence.CERTAIN),
        ({"user_data": {"ph": MAIL}}, "x_hashedPhone", Confidence.CERTAIN),
        ({"phone_number_sha256": MAIL}, "x_hashedPhone", Confidence.CERTAIN),
        ({"u_hem": "FFF" + MAIL}, "x_hashedEmail", Confidence.CERTAIN),
        ({"device": {"dpidmd5": MAIL_MD5}}, "hashedAdvertisingId", Confidence.CERTAIN),
        ({"device": {"didsha1": hashlib.sha1(b"x").hexdigest()}}, "x_hashedDeviceId", Confidence.CERTAIN),
        ({"idfa_md5": MAIL_MD5}, "hashedAdvertisingId", Confidence.CERTAIN),
        ({"user_id_sha256": MAIL}, "x_hashedUserId", Confidence.CERTAIN),
    ],
)
def test_finds(see: See, body: object, name: str, confidence: Confidence) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property, seen.confidence) == ("identifier.hashed", name, confidence)


def test_finds_the_advanced_matching_of_pixels(see: See) -> None:
    (seen,) = see(DETECTOR, query=f"id=1&ud%5Bem%5D={MAIL}&ud%5Bcountry%5D=x")
    assert (seen.property, seen.path, seen.confidence) == (
        "x_hashedEmail",
        "query:ud[em]",
        Confidence.CERTAIN,
    )


def test_finds_enhanced_conversions(see: See) -> None:
    found = see(
        DETECTOR,
        query={
            "em": "tv.1~em.xT9a8mbN0yP4k2Lq7wR5vC1zD3fG6hJ8kL0mN2bV4cX~pn.aT9a8mbN0yP4k2Lq7wR5vC1zD3fG6hJ8kL0mN2bV4cX"
        },
    )
    assert [seen.property for seen in found] == ["x_hashedEmail", "x_hashedPhone"]
    assert see(DETECTOR, query={"em": "tv.1~em.tooshort"}) == []


def test_finds_the_hashed_email_that_an_insurance_exchange_told_snap(see: See, shared_data: Path) -> None:
    found = []
    for har in sorted((shared_data / "http" / "markup-healthcare").glob("*/requests.har")):
        for entry in json.loads(har.read_text(encoding="utf-8-sig"))["log"]["entries"]:
            text = entry["request"].get("postData", {}).get("text", "")
            if "tr.snapchat.com" in entry["request"]["url"] and "u_hem" in text:
                found += see(DETECTOR, json.loads(text))
    assert found
    assert {(seen.property, seen.confidence) for seen in found} == {("x_hashedEmail", Confidence.CERTAIN)}


MD5, SHA256 = (
    "0c83f57c786a0b4a39efab23731c7ebc",
    "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b",
)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"android_id_lower_md5": MD5}, "x_hashedDeviceId"),
        ({"imei_upper_md5": MD5}, "x_hashedDeviceId"),
        ({"mac_address_lower_sha1": MD5 + "00ff00ff"}, "x_hashedMacAddress"),
        ({"gaid_lower_sha256": SHA256}, "hashedAdvertisingId"),
        ({"email_lower_sha256": SHA256}, "x_hashedEmail"),
        ({"lowerEmailMd5": MD5}, "x_hashedEmail"),
        ({"phone_sha256_hash": SHA256}, "x_hashedPhone"),
        ({"normalized_email_sha256": SHA256}, "x_hashedEmail"),
        ({"user_id_hashed": SHA256}, "x_hashedUserId"),
        ({"user": {"external_id": SHA256}}, "x_hashedUserId"),
        ({"sha256_hashed_email": SHA256}, "x_hashedEmail"),
        ({"imei_md5": MD5}, "x_hashedDeviceId"),
        ({"idfa_md5": MD5}, "hashedAdvertisingId"),
    ],
)
def test_hashes_in_other_writings(see: See, body: object, name: str) -> None:
    assert [seen.property for seen in see(DETECTOR, body)] == [name]


@pytest.mark.parametrize(
    "body",
    [
        {"file_md5": MD5},
        {"checksum_sha256": SHA256},
        {"etag": MD5},
        {"android_id_lower_md5": "d41d8cd98f00b204e9800998ecf8427e"},
        {"image_sha256": SHA256},
        {"md5": MD5},
        {"password_sha256": SHA256},
        {"apk_lower_md5": MD5},
        {"commit": MD5 + "00ff00ff"},
        {"external_ids": 4},
        {"external_id": "order-4711"},
        {"email_md5": "short"},
    ],
)
def test_hashes_of_things(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {
            "schema": ["id", "sha256"],
            "data": [["17", "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"]],
        },
        {"schema": ["EMAIL"], "data": [["nina@example.com"]]},
        {"columns": ["EMAIL"], "other": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"},
    ],
)
def test_other_columns_are_nobodys(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_finds_hashes_in_rows_whose_columns_are_named(see: See) -> None:
    digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
    seen = see(DETECTOR, {"payload": {"schema": ["EMAIL", "FN"], "data": [[digest, digest[::-1]]]}})
    assert [item.property for item in seen] == ["x_hashedEmail", "x_hashedName"]
    assert {item.rule for item in seen} == {"hashed_identifier.column"}


HASHED = "y2YchrShxjOkTmccaF1jkIiBJ1WeLxBrKpFcILsfMvw="


def test_a_hash_in_base64_in_a_field_that_says_so(see: See) -> None:
    (found,) = see(DETECTOR, {"email_hash": HASHED})
    assert (found.property, found.value) == ("x_hashedEmail", HASHED)


@pytest.mark.parametrize(
    "body",
    [{"email": HASHED}, {"content_hash": HASHED}, {"email_hash": HASHED.lower()}, {"email_hash": HASHED[:-4]},
     {"email_hash": "A" * 43}],
)  # fmt: skip
def test_other_texts_of_that_length_are_nobodys(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_a_random_uuid_without_hyphens_is_no_hash(see) -> None:
    plain = "7be0c2e84a1f45d99a3c1f2b5d6e7f80"
    assert see(DETECTOR, {"advertising_id": plain}) == []
    assert see(DETECTOR, {"advertising_id_md5": plain}) != []
    assert see(DETECTOR, {"advertising_id": "7be0c2e84a1f65d99a3c1f2b5d6e7f80"}) != []


def test_numbers_name_hashes_in_partner_data_alone(see) -> None:
    digest = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"
    assert see(DETECTOR, {"pieces": {"1": digest}}) == []
    assert see(DETECTOR, {"pd": {"7": digest}}) == []
    found = see(DETECTOR, {"pd": {"1": digest, "2": digest}})
    assert [seen.property for seen in found] == ["x_hashedEmail", "x_hashedPhone"]


def test_a_list_of_hashes_is_one_finding(see: See) -> None:
    hashes = [
        f"{at:02x}" + "e1dcb10d6bc039a7f40e851df2cb1afea5c2299ff41729a21ff0768d7733cc" for at in range(16, 20)
    ]
    assert see(DETECTOR, {"files": hashes}) == []
    assert see(DETECTOR, {"contacts": hashes[:1]}) == []
    (found,) = see(DETECTOR, {"contacts": hashes})
    assert (found.rule, found.value, found.path) == (
        "hashed_identifier.list",
        "4 hashes",
        "body>json:$.contacts",
    )
