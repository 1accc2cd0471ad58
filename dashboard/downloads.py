"""The findings as CSV, streamed, filtered as on the Evidence page."""

from __future__ import annotations

import msgspec
from flask import Response, abort, request

from analysis.counting import number
from analysis.evidence.csv_export import csv_lines
from analysis.evidence_queries import MAX_CHOSEN
from analysis.settings import Home
from analysis.wording import ENGLISH, tr, use
from dashboard.filtering import from_address
from dashboard.site import site, viewer


def findings() -> Response:
    """``/download/findings.csv``: the Evidence page's filters in its query, or ``selected`` and each ``finding``."""
    filters = from_address(dict(request.args), site())
    if "selected" in request.args:
        chosen = tuple(request.args.getlist("finding"))
        if not 0 < len(chosen) <= MAX_CHOSEN:
            words = tr(
                "Choose 1 to {number} findings, or download all that fit the filters.",
                number=number(MAX_CHOSEN),
            )
            abort(Response(f"{words}\n", 400, mimetype="text/plain"))
        filters = msgspec.structs.replace(filters, chosen=chosen)
    use(ENGLISH)  # an export reads the same whoever asked for it
    lines = (line.encode() for line in csv_lines(site().home, viewer(), filters))
    answer = Response(lines, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(site().home)}"'
    return answer


def file_name(home: Home) -> str:
    """What the file is called: one of a demo says so."""
    return "demo-findings.csv" if home.is_demo else "findings.csv"
