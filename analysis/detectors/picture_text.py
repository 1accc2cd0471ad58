"""Recognises what somebody writes to a picture: a note or caption in the form that carries the picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Blob, Payload
from analysis.prose import is_prose
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_TEXT: Final = "message.text"
_WRITTEN: Final = FieldTable(
    dict.fromkeys(("=note", "=notes", "=caption", "=comment", "=message", "photo caption", "picture caption",
                   "image caption", "photo note", "=remark", "=remarks", "=aciklama", "=legenda", "=didascalia"),
                  "written")
)  # fmt: skip
# What is offered, built or reported as broken: written to a picture, too, and to nobody.
_THINGS: Final = frozenset({
    "price", "sku", "product", "listing", "stock", "build", "version", "commit", "branch", "ticket", "defect", "asset",
    "license", "licence", "alt", "campaign", "creative", "template", "meter", "vehicle", "serial", "batch", "shelf",
    "inspection", "parcel", "shipment", "label", "annotation", "bbox", "dataset",
})  # fmt: skip
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_LEAST_WORDS: Final = 3


def _detect(payload: Payload) -> Iterator[Observation]:
    if not any(map(_is_picture, payload.blobs)):
        return
    place = surroundings(payload)
    for leaf, names, value in named_in(payload, _WRITTEN):
        if ">multipart:" not in leaf.path or len(value.split(None, _LEAST_WORDS)) < _LEAST_WORDS:
            continue
        around = place.near_words(leaf.path, leaf.names) | all_words(names[:-1]) | place.sent_words
        if is_prose(value) and _THINGS.isdisjoint(around) and "log" not in words(names[-1]):
            yield observe(
                leaf, category=_TEXT, name="x_message", rule="picture_text.caption", confidence=Confidence.LIKELY,
                reasoning="what somebody writes to a picture that is sent with it",
            )  # fmt: skip


def _is_picture(blob: Blob) -> bool:
    head = blob.data[:12]
    named = (
        head.startswith(_PICTURES) or head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:] == b"WEBP")
    )
    return named and ">multipart:" in blob.path


DETECTOR: Final = Detector(
    name="picture_text",
    version=1,
    categories={
        _TEXT: Mapped(
            google="Emails, SMS or MMS, Other in-app messages",
            apple="Emails or Text Messages",
            dpv="pd:Communication",
            tcf="7",
        ),
    },
    rules={
        "picture_text.caption": "Three words and more in a field named note, caption or comment, in the form of several "
        "parts that carries a picture; goods, faults and records of things are left out.",
    },
    detect=_detect,
    needs=Needs(blobs=True),
)
