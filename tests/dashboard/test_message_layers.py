"""What names a recipient, in words; and layers that show nothing where nothing may be shown."""

from __future__ import annotations

import json

import msgspec
import pytest
from plotly.utils import PlotlyJSONEncoder

from analysis import catalogue
from analysis.evidence_queries import EvidenceRow
from analysis.kept_messages import KeptMessage
from analysis.pipeline import Analyser
from analysis.records import Transmission
from dashboard.message_layers import can_be_shown, evidence_words, layers
from tests.dashboard.kept_home import PHOTO, PLAIN, SECRET, STRANGER


def kept(sent: Transmission, whole: bool = True) -> KeptMessage:
    analysis = Analyser(catalogue.load()).analyse(sent)
    return KeptMessage(event=analysis.event, values=analysis.revealed, sent=sent if whole else None)


def row(message: KeptMessage, company: str = "meta", position: int = 0) -> EvidenceRow:
    finding = message.event.findings[position]
    empty = dict.fromkeys(EvidenceRow.__struct_fields__, "")
    numbers = {
        "id": 1,
        "position": position,
        "seen_at": 0,
        "body_size": 1,
        "response_status": None,
        "measures": None,
    }
    lists = {"rules": (), "warnings": ()}
    named = {
        "path": finding.path,
        "company": company,
        "host": message.event.transmission.host,
        "catalogue_version": "c-1",
    }
    return EvidenceRow(**{**empty, **numbers, **lists, **named})  # type: ignore[arg-type]


def shown(message: KeptMessage | None, line: EvidenceRow, content: bool) -> str:
    return json.dumps(layers(message, line, content), cls=PlotlyJSONEncoder)


@pytest.fixture(scope="module")
def plain() -> KeptMessage:
    return kept(PLAIN)


def test_without_content_there_is_the_way_and_nothing_on_it(plain: KeptMessage) -> None:
    quiet = shown(plain, row(plain), False)
    assert "gzip opens it" in quiet
    assert "52.23521" not in quiet
    assert "Pre" not in quiet
    assert "52.23521" in shown(plain, row(plain), True)


def test_every_value_of_a_series_is_marked() -> None:
    rows = [{"lux": 452.6, "timestamp": 1}, {"lux": 491.1, "timestamp": 2}, {"lux": 30.5, "timestamp": 3}]
    body = json.dumps({"light": rows}).encode()
    message = kept(msgspec.structs.replace(STRANGER, body=body, body_size=len(body)))
    (position, *_) = [n for n, one in enumerate(message.event.findings) if "[*]" in one.path]
    told = shown(message, row(message, position=position), True)
    for value in ("452.6", "491.1", "30.5"):
        assert f'{{"children": "{value}"}}, "type": "Mark"' in told


@pytest.mark.parametrize("content", [False, True])
def test_nothing_is_shown_of_what_is_gone_or_secret(plain: KeptMessage, content: bool) -> None:
    gone = kept(PHOTO, whole=False)
    assert not can_be_shown(gone, row(gone))
    assert "cannot be opened again" in shown(gone, row(gone), content)
    secret = kept(SECRET)  # as if its body were still there
    for position in range(len(secret.event.findings)):
        assert not can_be_shown(secret, row(secret, position=position))
        words = shown(secret, row(secret, position=position), content)
        assert "correct horse" not in words
        assert "52.23521" not in words
    assert not can_be_shown(None, row(plain))
    assert "nothing left" in shown(None, row(plain), content)


def test_the_ground_of_an_attribution_is_said_and_no_more(plain: KeptMessage) -> None:
    company = plain.event.company or ""
    (ground, *_) = evidence_words(plain, row(plain, company))
    assert "the name that the request itself was addressed to, graph.facebook.com" in ground
    assert ground.endswith("this is certain")
    stranger = kept(STRANGER)
    (ground,) = evidence_words(stranger, row(stranger, ""))
    assert "no entry of our catalogue has that name" in ground
    assert "certain" not in ground


def test_a_catalogue_that_now_says_otherwise_is_said(plain: KeptMessage) -> None:
    words = " ".join(evidence_words(plain, row(plain, "somebody-else")))
    assert "the catalogue (c-1) said otherwise" in words
    assert "no longer at hand" in " ".join(evidence_words(None, row(plain)))


def test_a_rented_server_is_uncertain_and_its_landlord_is_not_blamed() -> None:
    tenant = msgspec.structs.replace(STRANGER, host="d1234.cloudfront.net")
    words = " ".join(evidence_words(kept(tenant), row(kept(tenant), "")))
    assert "this is uncertain" in words
    assert "a tenant of" in words
