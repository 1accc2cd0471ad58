"""The forms of what devices tell of themselves: systems, versions, models, connections, sizes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern

SYSTEM: Final = lazy_pattern(
    r"(?i)\"?(?:android|ios|iphone ?os|ipad ?os|mac ?os(?: ?x)?|os ?x|darwin|windows(?: nt| phone)?|linux|tizen|wear ?os|"
    r"watch ?os|tv ?os|vision ?os|harmony ?os|fire ?os|fire ?tv|chrome ?os|kai ?os|web ?os|fuchsia|roku ?os|vidaa|yocto|"
    r"openwrt|buildroot|qnx|vxworks|free ?rtos|zephyr|raspbian|raspberry pi os|ubuntu|debian|lineage ?os|graphene ?os|"
    r"hyper ?os|color ?os|steam ?os|titan ?os|zepp ?os|sailfish ?os|real ?ui|emui|miui|one ?ui)\b[ /_.,0-9a-z()\"-]{0,40}"
)
VERSION: Final = lazy_pattern(
    r"\"?(?:[A-Za-z][A-Za-z ]{1,20}[ /-]?)?[vV]?[0-9]{1,5}(?:[._][0-9]{1,6}){0,4}[ A-Za-z0-9.()_\"-]{0,30}"
)
LANGUAGE: Final = lazy_pattern(
    r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}(?:[,;][A-Za-z0-9 =.,;*_-]{0,120})?"
)
ARCHITECTURE: Final = lazy_pattern(
    r"(?i)\"?(?:arm(?:v[5-9][a-z0-9-]{0,4}|64[a-z0-9-]{0,4}|eabi[a-z0-9-]{0,8})?|aarch64|x86(?:[_-]64)?|x64|amd64|i[3-6]86|"
    r"mips(?:64)?|riscv64|[0-9]{8}(?:\.[0-9]{1,3})?)\"?"
)
CONNECTION: Final = lazy_pattern(
    r"(?i)(?:wi-?fi|w?lan|wireless|w-lan|cellular|mobile|wwan|cell|slow-2g|[2-5]g|lte(?:-a)?|nr(?:sa)?|edge|gprs|umts|hsp[a+]?\+?|hsdpa|cdma|"
    r"ethernet|wired|bluetooth|wimax|vpn|offline|reachable_?via_?(?:wifi|wwan)|(?:network|connection)[_ ]?(?:type)?[_ ]?"
    r"(?:wifi|cellular|mobile))(?:[ _/-]?(?:lte|[2-5]g|data|network))?"
)
SIZE: Final = lazy_pattern(r"[0-9]{2,5}(?:\.0)? ?[xX×*,/] ?[0-9]{2,5}(?:\.0)?(?:[xX×][0-9]{1,2})?")
MODEL: Final = lazy_pattern(r"[A-Za-z0-9\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f ._,()+/\"-]{1,63}")
KNOWN_MODEL: Final = lazy_pattern(
    r"(?:iPhone|iPad|iPod|Watch|AppleTV|Mac|MacBook[A-Za-z]{0,5}|AudioAccessory|RealityDevice)[0-9]{1,2},[0-9]{1,2}"
    r"|SM-[A-Z][0-9]{3,4}[A-Z0-9/_-]{0,6}|GT-[A-Z][0-9]{4}[A-Z]{0,2}"
    r"|(?:Pixel|Nexus|Moto|Redmi|OnePlus|Nokia) ?[0-9A-Za-z][0-9A-Za-z .+()-]{0,24}"
    r"|Google (?:Pixel|Nexus) ?[0-9A-Za-z][0-9A-Za-z .+()-]{0,24}|samsung SM-[A-Z][0-9]{3,4}[A-Z0-9/_-]{0,6}"
    r"|iPhone(?: (?:[0-9]{1,2}|X|SE)[0-9A-Za-z ()+-]{0,20})?|iPad(?: (?:Pro|Air|mini)[0-9A-Za-z ()+.-]{0,24})?|iPod touch"
    r"|Galaxy [A-Za-z0-9 +]{2,24}|sdk_g?phone[A-Za-z0-9_]{0,24}"
)
KNOWN_CARRIER: Final = lazy_pattern(
    r"(?i)(?:china (?:mobile|unicom|telecom)|vodafone|t-mobile|telekom|verizon|at&t|orange|o2|telefonica|movistar|claro|vivo"
    r"|tim|airtel|jio|mts|beeline|megafon|tele2|magenta|a1|drei|swisscom|ntt docomo|docomo|kddi|au|softbank|sk ?telecom"
    r"|lg ?u\+|telstra|optus|rogers|bell|telus|ee|etisalat|zain|stc|turkcell|play|plus|lebara)(?: [A-Za-z.]{2,12})?"
)
CLIENT_INFO: Final = lazy_pattern(r"<[^<>]{3,40}> ?<[^<>]{3,60};[^<>]{1,60}> ?<[^<>]{3,200}>")
WORDS: Final = lazy_pattern(r"[^\W_][\w &.'()+/-]{1,39}")
HINTS: Final = lazy_pattern(r"(?:\"[^\"]{1,40}\" ?;v=\"[0-9.]{1,20}\"(?:, ?)?){1,6}")
ORIENTATION: Final = lazy_pattern(
    r"(?i)(?:portrait|landscape)(?:[-_ ]?(?:primary|secondary|upside ?down|left|right))?|face ?(?:up|down)"
)
SHIPPERS: Final = frozenset(
    {"dhl", "ups", "usps", "fedex", "hermes", "dpd", "gls", "tnt", "pigeon", "pickup", "amazon"}
)


def matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """Whether a short value is wholly of a form, and none that stands in for one."""
    return lambda value: (
        len(value) <= 1024 and pattern.fullmatch(value) is not None and not is_placeholder(value)
    )


def between(low: float, high: float) -> Callable[[str], bool]:
    """Whether a value is a number within bounds."""

    def is_between(value: str) -> bool:
        try:
            return len(value) <= 32 and low <= float(value) <= high
        except ValueError:
            return False

    return is_between


def is_flag(value: str) -> bool:
    """Yes or no, in any of the ways in which it is written."""
    return value.lower() in ("true", "false", "0", "1", "yes", "no", "?0", "?1")


def is_carrier(value: str) -> bool:
    """A name that a network operator may have; no parcel service."""
    return matches(WORDS)(value) and value.lower() not in SHIPPERS and not value.replace(".", "").isdecimal()


def is_model(value: str) -> bool:
    """A name with letters that a model may have; no size."""
    return matches(MODEL)(value) and any(letter.isalpha() for letter in value) and not SIZE.fullmatch(value)


# What a program is written with, and where the page of a crawler stands: neither says anything of the device.
_LIBRARY: Final = lazy_pattern(
    r"(?i)[^()]{1,80}\((?:(?:(?:dart:io|unitywebrequest|libcurl|java|jdk|node(?:\.?js)?|bun|deno|python|cpython|php|ruby|perl"
    r"|go|rust|kotlin|okhttp|ktor|urllib3?|openssl|zlib|gzip|compatible|\.net(?: core)?|clr|mono)(?:[/ ][\w.+-]{1,32})?"
    r"|[\w.-]{2,40}bot(?:/[\w.+-]{1,24})?|\+?https?://[^()\s;]{3,160})(?:[;,] ?)?){1,6}\)(?: [\w./+-]{1,40}){0,4}"
)


def is_agent(value: str) -> bool:
    """A product with a comment or a Darwin version, or the list of Sec-CH-UA; not a bare ``okhttp/4.9``.

    Nor one whose comment tells only of the library that sent it: ``Dart/3.5 (dart:io)``.
    """
    if "\n" in value or is_placeholder(value.partition("(")[0]):
        return False
    if "Darwin/" in value or matches(HINTS)(value):
        return True
    return 0 < value.find("(") < value.rfind(")") and _LIBRARY.fullmatch(value[:300]) is None


BYTES: Final = between(1, 1e15)
PIXELS: Final = between(50, 20_000)
# Makers and families of graphics processors, as WebGL's UNMASKED_RENDERER_WEBGL and GL_RENDERER tell them.
_GRAPHICS: Final = lazy_pattern(
    r"ANGLE \(|Adreno|Mali-|PowerVR|Apple (?:GPU|[AM][0-9]{1,2})|GeForce|Radeon|Intel\(?R?\)? ?(?:U?HD|Iris|Arc)|Iris\("
    r"|Xclipse|Immortalis|VideoCore|llvmpipe|SwiftShader|Vivante|NVIDIA|Tegra|Maleoon"
)


def is_graphics(value: str) -> bool:
    """The name of a graphics processor."""
    return len(value) <= 200 and _GRAPHICS.search(value) is not None
