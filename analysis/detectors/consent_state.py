"""Recognises what a person allowed or refused: consent strings, privacy signals, and flags of tracking permission."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from analysis.consent_strings import may_be_tc_string, read_gpp, read_tc_string, read_us_privacy
from analysis.done_paths import refused
from analysis.field_names import all_words, naming, words
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in
from analysis.needs import Needs
from analysis.payload import Layer, Leaf, Payload
from analysis.privacy_choices import CHOICE, MAPPED
from analysis.public_places import IS_DECLARED
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.texts import TextShape, texts_like
from analysis.units import Detector

_FLAG: Final = lazy_pattern(r"(?i)true|false|[01]|yes|no|y|n")
_CHOICE: Final = lazy_pattern(
    r"(?i)true|false|[01]|yes|no|granted|denied|unset|opt(?:ed)?[_ -]?(?:in|out)|accepted|rejected|given|refused|allowed"
    r"|acknowledged?|unknown|pending|none|all|necessary|essential|partial|[yn]|ja|nein|nee|nej|nei|oui|non|s[ií]|tak|nie|evet"
)
_ATT: Final = lazy_pattern(
    r"(?i)[0-3]|(?:attrackingmanagerauthorizationstatus)?\.?(?:authorized|denied|restricted|not[_ -]?determined)"
)
_GCS: Final = lazy_pattern(r"G1[01-]{2}")
_GCD: Final = lazy_pattern(
    r"1[0-9]?[a-z0-9][A-Za-z][0-9][A-Za-z0-9]{4,16}|[0-9]{2}[A-Za-z][0-9][A-Za-z0-9]{4,16}"
)
_ADDITIONAL: Final = lazy_pattern(r"[12]~[0-9.]{0,20000}(?:~dv\.[0-9.]{0,20000})?")
_SECTION_IDS: Final = lazy_pattern(r"-?[0-9]{1,2}(?:[,_][0-9]{1,2}){0,12}")


class _Item(msgspec.Struct, frozen=True, kw_only=True):
    shape: Callable[[str], bool]
    reasoning: str
    phrases: tuple[str, ...]
    property: str = "consentState"
    rule: str = "consent_state.flag"
    certain: bool = False


def _like(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


# Names: OpenRTB 2.6 (regs, user, device), the IAB's in-app keys (IABTCF_…, IABUSPrivacy_String, IABGPP_…), Google's consent
# mode and ad request parameters, Meta's data processing options, Apple's App Tracking Transparency.
_ITEMS: Final = (
    _Item(
        shape=_like(_FLAG), reasoning="whether European data protection law applies",
        phrases=("=gdpr", "gdpr applies", "iabtcf gdpr applies", "is gdpr", "gdpr flag", "gdpr enabled", "subject to gdpr",
                 "regs.gdpr", "iab consent subject to gdpr", "gdpr scope", "is gdpr applicable", "gdpr applicable"),
    ),
    _Item(
        shape=_like(_CHOICE), reasoning="whether consent was given",
        phrases=("gdpr consent", "user consent", "consent given", "has consent", "consent status", "gdpr consent status",
                 "has user consent", "consent state", "consent granted", "tracking consent", "cookie consent",
                 "analytics consent", "marketing consent", "ads consent", "personalized ads consent", "ad consent",
                 "user consent status", "gdpr consent given", "consent.status", "advertising consent", "consent accepted",
                 "personalization consent", "data sharing consent", "iabtcf consent", "consent.given", "consented all",
                 "rejected all", "rejected any", "accepted all", "consented", "opt in", "opted in", "opted out", "opt out",
                 "consent for data usage", "consent for ads personalization", "consent for ad storage", "gdpr consented",
                 "ad user data enabled", "ad personalization enabled", "consent value", "consent decision", "consent choice",
                 "consents.status", "consents.value", "consents.granted", "consents.given", "consents.accepted",
                 "opt in status", "marketing permission", "marketing allowed", "analytics allowed", "tracking allowed",
                 "cookies accepted", "cookies allowed", "privacy consent", "terms consent", "ads enabled consent",
                 "data collection enabled", "data collection consent", "analytics opt in", "share usage data",
                 "usage data consent", "newsletter consent", "preferences.preference", "privacy diagnostics", "privacy ceip",
                 "privacy analytics", "ceip enabled", "allow analytics", "allow tracking", "allow marketing",
                 "marketing opt in", "telemetry opt in", "telemetry opt out", "send usage data", "share diagnostics",
                 "share analytics", "personalization opt in", "data sharing opt in", "eea consent", "dma consent",
                 "processing consent", "data processing consent", "consent.granted", "consent marketing",
                 "consent statistics", "consent newsletter", "advertising allowed", "privacy accepted"),
    ),
    _Item(
        shape=_like(_CHOICE), reasoning="a choice of Google's consent mode", rule="consent_state.consent_mode", certain=True,
        phrases=("ad storage", "ad user data", "ad personalization", "analytics storage", "personalization storage",
                 "functionality storage", "ad personalization signals", "allow ad personalization signals"),
    ),
    _Item(shape=_like(_GCS), reasoning="Google's consent signals (gcs)", rule="consent_state.consent_mode", certain=True,
          phrases=("=gcs",)),
    _Item(shape=_like(_GCD), reasoning="Google's consent defaults (gcd)", rule="consent_state.consent_mode", certain=True,
          phrases=("=gcd",)),
    _Item(
        shape=_like(_FLAG), reasoning="whether advertisements may be personalised",
        phrases=("=npa", "non personalized ads", "personalized ads", "ads personalization", "is personalized ads enabled",
                 "=rdp", "restrict data processing", "restricted data processing", "ads personalization enabled"),
    ),
    _Item(
        shape=_like(_FLAG), property="isDntEnabled", reasoning="whether tracking for advertisements is limited",
        phrases=("=lmt", "limit ad tracking", "is limit ad tracking", "limit ad tracking enabled", "lat enabled",
                 "is limit ad tracking enabled", "ad tracking limited", "limited ad tracking", "device.lmt", "is lat",
                 "is tracking limited", "idfa limit ad tracking", "opt out of interest based ads", "tracking limited",
                 "lmt enabled", "is lat enabled"),
    ),
    _Item(
        shape=_like(_FLAG), reasoning="whether tracking for advertisements is allowed",
        phrases=("ad tracking enabled", "advertiser tracking enabled", "application tracking enabled"),
    ),
    _Item(
        shape=_like(_FLAG), property="isDntEnabled", reasoning="whether the browser asks not to be tracked",
        phrases=("=dnt", "do not track", "device.dnt", "dnt enabled", "sec gpc", "=gpc", "global privacy control",
                 "is dnt", "gpc enabled", "tracking opt out"),
    ),
    _Item(
        shape=_like(_ATT), reasoning="Apple's permission to track (ATT)", rule="consent_state.att",
        phrases=("=att", "att status", "att authorization status", "tracking authorization status", "att state", "atts",
                 "att permission", "tracking authorization", "app tracking transparency status", "att consent",
                 "app tracking authorization status", "ios att status", "att auth status", "tracking status ios"),
    ),
    _Item(
        shape=_like(_FLAG), reasoning="whether the person is treated as a child",
        phrases=("=coppa", "regs.coppa", "tfcd", "tag for child directed treatment", "child directed", "tfua",
                 "tag for under age of consent", "is child directed", "coppa applies", "age restricted user",
                 "under age of consent"),
    ),
    _Item(
        shape=_like(_CHOICE), reasoning="a choice under Californian law",
        phrases=("ccpa", "ccpa opt out", "do not sell", "ccpa consent", "ccpa do not sell", "sale opt out",
                 "do not sell my data", "ccpa consent status", "is do not sell", "limit data sharing", "limited data use",
                 "ccpa applies"),
    ),
    _Item(
        shape=_like(_ADDITIONAL), reasoning="Google's additional consent string", rule="consent_state.consent_mode",
        certain=True, phrases=("addtl consent", "iabtcf addtl consent", "additional consent", "ac string"),
    ),
    _Item(
        shape=_like(_SECTION_IDS), reasoning="which privacy laws apply, by the IAB's numbers", rule="consent_state.gpp",
        phrases=("gpp sid", "iabgpp gpp sid", "gpp section ids", "gpp sections"),
    ),
    _Item(
        shape=_like(lazy_pattern(r"[A-Z]{1,6}[0-9]{1,5}:[01](?:,[A-Z]{1,6}[0-9]{1,5}:[01]){1,60}")),
        reasoning="which groups of cookies are allowed (OneTrust)", phrases=("=groups", "optanon consent groups"),
    ),
    _Item(
        shape=_like(lazy_pattern(r"(?i)(?:un)?subscribed|opted[_ -]?(?:in|out)|opt[_ -]?(?:in|out)")),
        reasoning="whether messages are agreed to",
        phrases=("email subscribe", "push subscribe", "sms subscribe", "subscription status", "email subscription status",
                 "push subscription status", "marketing status", "email status", "sms status", "subscription state"),
    ),
    _Item(
        shape=_like(lazy_pattern(r"(?:[0-9],){0,8}[0-9]:?|permit[0-9 ,]{0,20}")),
        reasoning="which groups of cookies are allowed (TrustArc)",
        phrases=("notice preferences", "notice gdpr prefs", "cmapi cookie privacy"),
    ),
    _Item(
        shape=lambda value: value in ("LDU", '["LDU"]'), reasoning="Meta's limited data use", certain=True,
        phrases=("=dpo", "data processing options"),
    ),
)  # fmt: skip
_GDPR: Final = _ITEMS[0]  # alone in a query it asks for what the law asks for, and tells of nobody
_TABLE: Final = FieldTable({phrase: item for item in _ITEMS for phrase in item.phrases})
_STRINGS: Final = FieldTable(
    {
        phrase: phrase
        for phrase in (
            "gdpr consent", "consent string", "tc string", "tcstring", "iabtcf tc string", "us privacy", "usprivacy", "gpp",
            "iabus privacy string", "us privacy string", "gpp string", "iabgpp hdr gpp string", "consent", "euconsent",
            "euconsent v2", "gdpr consent string", "ccpa", "ccpa string", "usp string", "tcf string", "consent data", "usp",
            "gdpr string", "iab consent string", "tcf consent", "uspv1", "gpp consent", "tcf", "iab string",
        )
    }
)  # fmt: skip


# The purposes of which Segment, Cookiebot, Usercentrics, Didomi, Osano and Klaro keep an object of flags.
_PURPOSES: Final = FieldTable(
    {
        phrase: phrase
        for phrase in (
            "=advertising", "=analytics", "=marketing", "=functional", "=necessary", "=performance", "=targeting", "=social",
            "=personalization", "=personalisation", "=statistics", "=preferences", "=essential", "=ads", "=measurement",
            "=social media", "=social networking", "=sale of info", "=profiling", "=third party", "=newsletter", "=tracking",
            "=location", "=email marketing", "=data sharing", "=marketing emails", "=essential services",
            "=strictly necessary cookies", "=ad selection", "=content selection", "=personalized ads", "=market research",
            "=sms marketing", "=push marketing", "=advertising personalization", "=audience measurement",
            "=geolocation data", "=product development", "=crash reporting", "=storage", "=strictly necessary",
        )
    }
)  # fmt: skip
_CONSENTS: Final = frozenset(
    {"consent", "consents", "consented", "cookieconsent", "gdprconsent", "optin", "optins"}
)
_NO_CONSENTS: Final = frozenset(
    ["required", "requires", "version", "text", "config", "schema", "default", "defaults", "labels"]
)  # fmt: skip


def _is_of_consent(names: tuple[str, ...]) -> bool:
    around = all_words(names[-4:-1]) | {"".join(words(name)) for name in names[-4:-1]}
    return not _CONSENTS.isdisjoint(around) and _NO_CONSENTS.isdisjoint(around)


_IN_CONSENT: Final = Remembered(_is_of_consent)


def _purpose(leaf: Leaf, names: tuple[str, ...], value: str) -> Observation | None:
    """A flag for one purpose within an object of consents."""
    if _PURPOSES.find(names) is None or not _CHOICE.fullmatch(value) or not _IN_CONSENT[names[-4:]]:
        return None
    return Observation(
        category=CHOICE, property="consentState", path=leaf.path, value=value, rule="consent_state.purpose",
        reasoning="whether one purpose is consented to" + naming(leaf.name), confidence=Confidence.LIKELY,
    )  # fmt: skip


_MAY_BE_STRINGS: Final = TextShape(
    lambda text: len(text) >= 8 and (text[:2] == "DB" or may_be_tc_string(text)), shortest=8, begins="DC"
)


def _detect(payload: Payload) -> Iterator[Observation]:
    seen = set[str]()
    alone = not payload.transmission.body and "&" not in payload.transmission.query
    for leaf, names, value in named_in(payload, _STRINGS, _TABLE, _PURPOSES, booleans=True):
        found = _string(leaf.path, names, value)
        if found is not None:
            seen.add(leaf.path)
            yield found
            continue
        item = None if IS_DECLARED[names[-5:-1]] else _TABLE.find(names)
        if item is not None and item.shape(value) and not (alone and item is _GDPR):
            yield Observation(
                category=CHOICE, property=item.property, path=leaf.path, value=value, rule=item.rule,
                reasoning=item.reasoning + naming(leaf.name),
                confidence=Confidence.CERTAIN if item.certain else Confidence.LIKELY,
            )  # fmt: skip
        elif (purpose := _purpose(leaf, names, value)) is not None:
            yield purpose
    if (asked := refused(payload.transmission.method, payload.transmission.path)) is not None:
        yield Observation(
            category=CHOICE, property="consentState", path=f"path:{asked[0]}", value=asked[1],
            rule="consent_state.request", confidence=Confidence.LIKELY,
            reasoning="an address for those who ask to be left out, or to have what was collected deleted",
        )  # fmt: skip
    for leaf, data in texts_like(payload, _MAY_BE_STRINGS):
        if leaf.path not in seen:
            found = _string(leaf.path, leaf.names, data)
            if found is not None:
                seen.add(leaf.path)
                yield found
    for layer in filter(_is_opened, payload.layers):
        found = None if layer.path in seen else _string(layer.path, layer.names, str(layer.data))
        if found is not None:
            yield found


def _is_opened(layer: Layer) -> bool:
    """Whether it may be a string without a dot that was opened as base64."""
    return layer.data[:1] == "C" and len(layer.data) >= 1024


def _string(path: str, names: tuple[str, ...], value: str) -> Observation | None:
    head = value[:2]
    if head[0] == "C" and (consent := read_tc_string(value)) is not None:
        text, rule = consent.text(), "consent_state.tcf"
        why = f"a consent string of the IAB's framework (policy {consent.policy}, vendor list {consent.vendor_list})"
    elif head[0] == "1" and _STRINGS.find(names) is not None and (text := read_us_privacy(value)):
        rule, why = "consent_state.us_privacy", "an IAB US privacy string"
    elif head == "DB" and (_STRINGS.find(names) is not None or "~" in value) and (text := read_gpp(value)):
        rule, why = "consent_state.gpp", "a string of the IAB's Global Privacy Platform"
    else:
        return None
    said = _STRINGS.find(names) is not None
    # the text is in the reasoning too: an endpoint's own rule gives the string itself as the value
    return Observation(
        category=CHOICE, property="consentState", path=path, value=text, reasoning=f"{why}: {text}", rule=rule,
        confidence=Confidence.CERTAIN if said else Confidence.LIKELY,
    )  # fmt: skip


DETECTOR: Final = Detector(
    name="consent_state",
    version=7,
    categories={CHOICE: MAPPED},
    rules={
        "consent_state.tcf": "Text that reads as a Transparency & Consent string, version 2: its times and lists fit.",
        "consent_state.us_privacy": "A US privacy string (1YNN) in a field named for it.",
        "consent_state.gpp": "A Global Privacy Platform string whose header lists its sections, or their numbers by name.",
        "consent_state.consent_mode": "A choice of Google's consent mode by name and form (gcs, gcd, ad_storage …).",
        "consent_state.att": "A status of Apple's App Tracking Transparency by name and form.",
        "consent_state.purpose": "Yes or no in a field named for a purpose, within an object of consents.",
        "consent_state.request": "A path that asks for deletion or for being left out (deletion-request, opt-out).",
        "consent_state.flag": "Yes or no in a field named for consent, a privacy law or the limiting of tracking.",
    },
    detect=_detect,
    needs=Needs(
        fields=(_STRINGS, _TABLE, _PURPOSES), texts=(_MAY_BE_STRINGS,), sent=(lambda sent: refused(sent.method, sent.path),),
        holds=(lambda payload: any(map(_is_opened, payload.layers)),),
    ),
)  # fmt: skip
