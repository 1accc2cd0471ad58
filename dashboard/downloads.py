"""The findings as CSV, streamed: those that fit the filters of the Evidence page, or those that were chosen one by one."""

from __future__ import annotations

from typing import Final

import msgspec
from flask import Response, abort, request
from werkzeug.exceptions import RequestEntityTooLarge

from analysis.counting import number
from analysis.evidence.csv_export import csv_lines
from analysis.evidence_queries import MAX_CHOSEN, Filters
from analysis.settings import Home
from analysis.wording import ENGLISH, tr, use
from dashboard.filtering import from_address
from dashboard.site import site, viewer

PATH: Final = "/download/findings.csv"
NAMES: Final = (
    "findings"  # the field of a form that holds the names of those that were chosen, with spaces between
)


def findings() -> Response:
    """``GET``: with the Evidence page's filters in the query."""
    if {"selected", "finding"} & set(
        request.args
    ):  # how it was once asked for: else it would be all findings
        _refuse(
            tr("Findings are chosen on the Evidence page; its button under the table downloads them."), 400
        )
    return _written(from_address(dict(request.args), site()))


def chosen() -> Response:
    """``POST``: the ``findings`` of a form, of one ``corpus``. It changes nothing; the guard lets only our own pages ask."""
    request.max_form_memory_size = request.max_content_length  # the most that the dashboard takes of anybody
    try:
        names = tuple(request.form.get(NAMES, "").split())
        corpus = request.form.get("corpus")
    except RequestEntityTooLarge:
        names, corpus = ("",) * (MAX_CHOSEN + 1), ""
    if not 0 < len(names) <= MAX_CHOSEN:
        words = tr(
            "Choose 1 to {number} findings, or download all that fit the filters.", number=number(MAX_CHOSEN)
        )
        _refuse(words, 400 if len(names) <= MAX_CHOSEN else 413)
    filters = from_address({"corpus": corpus}, site())
    return _written(msgspec.structs.replace(filters, chosen=names))


def _refuse(words: str, status: int) -> None:
    abort(Response(f"{words}\n", status, mimetype="text/plain"))


def _written(filters: Filters) -> Response:
    use(ENGLISH)  # an export reads the same whoever asked for it
    lines = (line.encode() for line in csv_lines(site().home, viewer(), filters))
    answer = Response(lines, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(site().home)}"'
    return answer


def file_name(home: Home) -> str:
    """What the file is called: one of a demo says so."""
    return "demo-findings.csv" if home.is_demo else "findings.csv"
