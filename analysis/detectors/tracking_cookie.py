"""Recognises cookies that number a browser for advertising or measurement, by their names: values are never kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "identifier.installation"
_NOT_KEPT: Final = "(not kept)"
# By the cookie lists of Google, Meta, Microsoft, TikTok, Pinterest, Snap, LinkedIn, X, Adobe, Xandr, The Trade Desk, Criteo,
# Quantcast, Yandex, Baidu, Matomo, Snowplow, Segment, Amplitude, Mixpanel, Hotjar, Clarity, HubSpot, Optimizely, Chartbeat.
_EXACT: Final = frozenset({
    "_ga", "_gid", "__utma", "_fbp", "_fbc", "_ttp", "_scid", "_pin_unauth", "_uetvid", "_uetsid", "MUID", "MUIDB", "IDE",
    "DSID", "NID", "ANID", "AID", "TAID", "__gads", "__gpi", "__qca", "bcookie", "li_sugr", "guest_id", "guest_id_ads",
    "guest_id_marketing", "personalization_id", "muc_ads", "datr", "demdex", "dpm", "s_vi", "s_ecid", "s_fid", "uuid2",
    "anj", "TDID", "TDCPM", "TUID", "tuuid", "KADUSERCOOKIE", "KTPCACOOKIE", "rud", "ruds", "CMID", "CMPS", "cto_bundle",
    "cto_lwid", "cto_idcpy", "yandexuid", "_ym_uid", "ymex", "yuidss", "BAIDUID", "BIDUPSID", "_pk_id", "ajs_anonymous_id",
    "_clck", "CLID", "ANONCHK", "hubspotutk", "__hstc", "optimizelyEndUserId", "_chartbeat2", "_cb", "_parsely_visitor",
    "_kuid_", "t_gid", "taboola_usg", "obuid", "vuid", "_pubcid", "_sharedID", "pbjs-id5id", "id5id", "id5", "uid2_token",
    "__eoi", "_li_dcdm_c", "lotame_domain_check", "_cc_id", "__mguid_", "visitor_id", "euid", "i00", "ioam", "tt_webid",
    "ttwid", "_tt_uuid", "_derived_epik", "utag_main", "_evga", "cuid", "_sctr", "IDSYNC", "A3", "tluid", "tluidp",
    "wfivefivec", "bito", "bitoIsSecure", "uids", "visitor-id", "UserMatchHistory", "trc_cookie_storage",
    "mp_anonymous_id", "rl_anonymous_id", "_vwo_uuid", "_vis_opt_s", "_hjid", "kndctr_identity", "browser_id", "device_id",
    "visitorId", "anonymousId", "_dd_did", "_lr_uid", "lidid", "fingerprint", "_dc_gtm_id", "_gcl_au", "_gcl_aw", "_gcl_dc",
})  # fmt: skip
_STARTS: Final = lazy_pattern(
    r"_ga_[A-Z0-9]{4,16}|_hjSessionUser_[0-9]{1,10}|_pk_id[._][\w.]{1,40}|AMCV_[\w%]{10,60}|AMP_[0-9a-f]{6,40}"
    r"|amplitude_id_[\w.]{1,60}|amp_[0-9a-f]{6}|mp_[0-9a-f]{16,40}_mixpanel|ph_\w{6,60}_posthog|_sp_id\.[0-9a-f]{4}"
    r"|KRTBCOOKIE_[0-9]{1,5}|ab\.storage\.(?:deviceId|userId)\.[\w-]{8,60}|intercom-(?:id|device-id)-\w{4,20}"
    r"|visitor_id[0-9]{4,10}|_gac_UA-[0-9-]{4,20}|kndctr_\w{6,60}_identity|_vwo_uuid_v2|_dyid\w{0,10}|__kla_id"
    r"|s_nr[0-9]{0,3}|IR_(?:PI|gbd)|_rdt_uuid|_mkto_trk|_tracking_id"
    r"|_?(?:visitor|browser|device|anonymous|tracking)_?(?:id|uuid)"
    r"|_{0,2}(?!liq|flu|sq|dr)[a-z]{1,8}_?(?:uid|uuid|guid)|_{1,2}(?:uid|uuid|guid|vid|cid)"
    r"|_{0,2}[a-z]{1,8}_(?:visitor|visitors?|browser|anon)"
    r"|_{0,2}[a-z]{1,8}_(?:visitor|browser|device|client|anon|anonymous|tracking)_?(?:id|Id|uuid)"
)


_FILE: Final = lazy_pattern(
    r"(?i)\.(?:css|m?js|png|jpe?g|gif|webp|avif|svg|ico|woff2?|ttf|mp4|webm|mp3|map|wasm)\Z"
)


def _is_tracking(name: str) -> bool:
    return name in _EXACT or (len(name) <= 80 and _STARTS.fullmatch(name) is not None)


_TRACKING: Final = picking(_is_tracking)


def _is_for_a_file(payload: Payload) -> bool:
    """A picture, style or script of a page: a browser sends the same cookies with each, and nothing more."""
    sent = payload.transmission
    return sent.method in ("GET", "HEAD") and not sent.body_size and _FILE.search(sent.path[-64:]) is not None


def _detect(payload: Payload) -> Iterator[Observation]:
    seen = set[str]()
    if _is_for_a_file(payload):
        return
    for leaf in surroundings(payload).leaves_of(_TRACKING):
        name = leaf.name
        if leaf.context == "cookie" and name not in seen:
            seen.add(name)
            yield Observation(
                category=_CATEGORY, property="browserId", path=leaf.path, value=_NOT_KEPT, rule="tracking_cookie.name",
                reasoning=f"a cookie that numbers the browser, by its name ({name[:60]}); its value is not kept",
                confidence=Confidence.LIKELY,
            )  # fmt: skip


DETECTOR: Final = Detector(
    name="tracking_cookie",
    version=2,
    categories={
        _CATEGORY: Mapped(google="Device or other IDs", apple="Device ID", dpv="pd:Identifier", tcf="3"),
    },
    rules={
        "tracking_cookie.name": "A cookie of a name under which advertising or measurement keeps a browser's number.",
    },
    detect=_detect,
    needs=Needs(names=(_TRACKING,)),
)
