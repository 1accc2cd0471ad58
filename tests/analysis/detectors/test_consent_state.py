"""Consent strings and flags by name and form; versions, words of a banner and settings of another kind are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.consent_state import DETECTOR
from analysis.records import Confidence, Observation

See = Callable[..., list[Observation]]
TC = "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA"


@pytest.mark.parametrize(
    "body",
    [
        {"consent_text": "We use cookies", "consent_button": "Accept all"},
        {"consent": "Please read our policy"},
        {"gdpr": "https://example.org/gdpr", "gdpr_url": "1"},
        {"gdpr_banner": True, "show_gdpr_dialog": 1},
        {"gdpr_consent": "null", "tcString": ""},
        {"gdpr_consent": "${GDPR_CONSENT_42}"},
        {"tc_string": TC[:20]},
        {"id": "CAESEFh3zq1zVYw3Qk9pS0xG8yY", "cid": "C" + "A" * 60},
        {"us_privacy": "1YN", "usprivacy": "YES"},
        {"version": "1YNN", "build": "1---"},
        {"gpp": "DB", "db": "DBABM"},
        {"gpp_url": "DBABMA", "gpp": "none given"},
        {"gcs": "google cloud storage", "gcd": 12},
        {"gcs": "G", "gcd": "greatest common divisor"},
        {"lat": 52.5, "lmt": 300},
        {"att": 25.4, "attribution": "1", "att_url": "x"},
        {"att_status": 7, "tracking_status": "delivered"},
        {"dnt": "monday", "do_not_track": ""},
        {"npa": "npa-4", "rdp": 3389},
        {"coppa": "film", "child_directed": "maybe"},
        {"ccpa": "https://example.org/ccpa"},
        {"addtl_consent": "3~abc"},
        {"storage": "granted", "ad": "storage"},
        {"dpo": "Anna Beispiel", "data_processing_options": []},
        {"consent_version": "2", "consent_id": "a1b2"},
        {"gpp_sid": "seven", "gpp_sections": []},
        {"tracking": {"number": "1Z999AA10123456784"}},
        {"user_consent_at": "2026-01-01"},
        {"token": "CPXxRfAPXxRfA.AfKABENB.CgAAAAAAAAAAYgAAAAAAAA"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "rule", "value", "confidence"),
    [
        (
            {"gdpr_consent": TC}, "consent_state.tcf",
            "TCF v2, 2020-02-20, CMP 27, purposes 1-3, 0 by interest, 3 vendors", Confidence.CERTAIN,
        ),
        (
            {"user": {"ext": {"consent": f"{TC}.IFoEUQQgAIQwgIwQABAEAAAA"}}}, "consent_state.tcf",
            "TCF v2, 2020-02-20, CMP 27, purposes 1-3, 0 by interest, 3 vendors", Confidence.CERTAIN,
        ),
        (
            {"z": TC}, "consent_state.tcf",
            "TCF v2, 2020-02-20, CMP 27, purposes 1-3, 0 by interest, 3 vendors", Confidence.LIKELY,
        ),
        (
            {"us_privacy": "1YNN"}, "consent_state.us_privacy",
            "US privacy 1YNN: notice yes, opted out of sale no, LSPA no", Confidence.CERTAIN,
        ),
        ({"regs": {"gpp": "DBABLA~BVQqAAAAAgA.QA"}}, "consent_state.gpp", "GPP: US national", Confidence.CERTAIN),
        ({"gpp_sid": "2,6"}, "consent_state.gpp", "2,6", Confidence.LIKELY),
        ({"gdpr": 1}, "consent_state.flag", "1", Confidence.LIKELY),
        ({"gdprApplies": True}, "consent_state.flag", "true", Confidence.LIKELY),
        ({"ad_personalization": "denied"}, "consent_state.consent_mode", "denied", Confidence.CERTAIN),
        ({"gcs": "G111"}, "consent_state.consent_mode", "G111", Confidence.CERTAIN),
        ({"gcd": "13l3l3l3l1l1"}, "consent_state.consent_mode", "13l3l3l3l1l1", Confidence.CERTAIN),
        ({"npa": "1"}, "consent_state.flag", "1", Confidence.LIKELY),
        ({"att_status": "authorized"}, "consent_state.att", "authorized", Confidence.LIKELY),
        ({"att": 3}, "consent_state.att", "3", Confidence.LIKELY),
        ({"user_consent": "accepted"}, "consent_state.flag", "accepted", Confidence.LIKELY),
        ({"regs": {"coppa": 0}}, "consent_state.flag", "0", Confidence.LIKELY),
        ({"addtl_consent": "1~7.12.35"}, "consent_state.consent_mode", "1~7.12.35", Confidence.CERTAIN),
        ({"data_processing_options": ["LDU"]}, "consent_state.flag", "LDU", Confidence.CERTAIN),
    ],
)  # fmt: skip
def test_finds(see: See, body: object, rule: str, value: str, confidence: Confidence) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property) == ("consent_state.choice", "consentState")
    assert (seen.rule, seen.value, seen.confidence) == (rule, value, confidence)


@pytest.mark.parametrize(
    "body", [{"device": {"dnt": 1}}, {"lmt": 1}, {"limit_ad_tracking": True}, {"do_not_track": "1"}]
)
def test_not_to_be_tracked(see: See, body: object) -> None:
    assert [(seen.property, seen.rule) for seen in see(DETECTOR, body)] == [
        ("isDntEnabled", "consent_state.flag")
    ]


def test_signals_in_headers(see: See) -> None:
    found = see(DETECTOR, headers=(("DNT", "1"), ("Sec-GPC", "1"), ("X-Version", "1")))
    assert [seen.path for seen in found] == ["header:DNT", "header:Sec-GPC"]


@pytest.mark.parametrize(
    "body",
    [
        {
            "context": {"consent": {"categoryPreferences": {"Advertising": True, "Analytics": True}}}
        },  # Segment
        {
            "consent": {"necessary": True, "preferences": False, "statistics": False, "marketing": False}
        },  # Cookiebot
        {"consents": {"analytics": "granted", "marketing": "denied"}},
        {"cookieConsent": {"functional": 1, "targeting": 0}},
        {"user": {"consents": {"social_media": True, "performance": "yes"}}},
        {"consent": {"purposes": {"analytics": True, "personalization": False}}},
        {"gdpr_consent": {"marketing": "accepted", "statistics": "rejected"}},
        {"consent_preferences": {"ads": False, "profiling": True}},
        {"consent": {"choices": {"Strictly Necessary": True, "Targeting": False}}},
        {"optIns": {"newsletter": True, "tracking": False}},
    ],
)
def test_choices_one_by_one(see: See, body: object) -> None:
    found = [seen for seen in see(DETECTOR, body) if seen.rule == "consent_state.purpose"]
    assert len(found) >= 2
    assert {seen.category for seen in found} == {"consent_state.choice"}


def test_the_groups_of_a_cookie_banner(see: See) -> None:
    (seen,) = see(DETECTOR, query={"groups": "C0001:1,C0002:0,C0004:0"})
    assert seen.value == "C0001:1,C0002:0,C0004:0"
    assert see(DETECTOR, query={"groups": "admins,users"}) == []
    assert see(DETECTOR, query={"groups": "12:30,12:45"}) == []


@pytest.mark.parametrize(
    "body",
    [
        {"features": {"analytics": True, "marketing": False}},
        {"analytics": True},
        {"categories": {"Advertising": True}},
        {"consent": {"required": {"marketing": True}}},
        {"consent": {"config": {"analytics": True}}},
        {"settings": {"performance": "yes", "social": False}},
        {"consent": {"version": 2, "text": "We use cookies"}},
        {"consent": {"analytics": "We measure how the site is used."}},
        {"modules": {"tracking": 1}},
        {"consent_labels": {"marketing": "no"}},
        {"department": {"marketing": True, "analytics": True}},
    ],
)
def test_flags_that_are_no_choices(see: See, body: object) -> None:
    assert [seen for seen in see(DETECTOR, body) if seen.rule == "consent_state.purpose"] == []


def test_the_law_alone_in_a_query_tells_of_nobody(see: See) -> None:
    assert see(DETECTOR, query="gdpr=1") == []
    assert [found.value for found in see(DETECTOR, query="gdpr=1&cb=2")] == ["1"]


def test_what_a_program_declares_to_a_store_is_nobodys_choice(see: See) -> None:
    declared = {"manifest": {"privacyAndCompliance": {"isChildDirected": False}}}
    assert see(DETECTOR, declared) == []
    assert see(DETECTOR, {"store_listing": {"isChildDirected": True}}) == []
    assert [found.value for found in see(DETECTOR, {"ads": {"isChildDirected": True}})] == ["true"]
