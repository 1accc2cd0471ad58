"""The findings as CSV, streamed, filtered as on the Evidence page."""

from __future__ import annotations

from flask import Response, request

from analysis.evidence.csv_export import csv_lines
from analysis.settings import Home
from dashboard.filtering import from_address
from dashboard.site import site, viewer


def findings() -> Response:
    """``/download/findings.csv`` with the Evidence page's filters in its query."""
    filters = from_address(dict(request.args), site())
    lines = (line.encode() for line in csv_lines(site().home, viewer(), filters))
    answer = Response(lines, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(site().home)}"'
    return answer


def file_name(home: Home) -> str:
    """What the file is called: one of a demo says so."""
    return "demo-findings.csv" if home.is_demo else "findings.csv"
