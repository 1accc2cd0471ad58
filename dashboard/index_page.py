"""What a page is before its scripts have drawn it, without scripts, and while this dashboard does not answer."""

from __future__ import annotations

from html import escape
from typing import Final

from analysis.wording import tr
from dashboard import language

# as Dash has it, but without a footer around the scripts: a page has one, and that is no other
INDEX: Final = """<!DOCTYPE html>
<html>
<head>{%metas%}<title>{%title%}</title>{%favicon%}{%css%}</head>
<body>{%app_entry%}
{%config%}
{%scripts%}
{%renderer%}
</body>
</html>"""


def entry(zone: str) -> str:
    """Where Dash draws the page, with what stands there until then, and the line that assets/answering.js fills.

    Times in it are of ``zone``, an IANA name, as on all pages.
    """
    words = "".join(f' data-{name}="{escape(said)}"' for name, said in _notices().items())
    return (
        f'<div id="react-entry-point"><div class="_dash-loading">{escape(_loading())}</div></div>'
        f'<noscript><p class="noscript">{_without_scripts()}</p></noscript>'
        f'<div id="answering" role="status" data-zone="{escape(zone)}"{words}><p></p></div>'
    )


def opened(index: str) -> str:
    """An index page with its language, and with the word that stands in for a part of it that is still to come."""
    style = f"--loading: {_css(_loading())}"
    return index.replace("<html>", f'<html lang="{language.tag()}" style="{escape(style)}">', 1)


def _loading() -> str:
    return tr("Fetching what was recorded …")


def _without_scripts() -> str:
    said = tr(
        "These pages are drawn by scripts that leakledger itself serves, and this browser runs none. Allow scripts for this "
        "address, or ask in a terminal: {day} tells a day, {findings} gives all that was found.",
        day="\0", findings="\1",
    )  # fmt: skip
    shown = escape(said).replace("\0", "<code>leakledger digest</code>")
    return shown.replace("\1", "<code>leakledger export</code>")


def _notices() -> dict[str, str]:
    """What is said while no answer comes, or not the one that was asked for; ``{time}`` is filled in by the script."""
    return {
        "silent": tr(
            "leakledger does not answer at the moment. What you see is as of {time}. It is asked again by itself.",
            time="{time}",
        ),
        "elsewhere": tr(
            "leakledger does not answer at the moment. This page comes by itself as soon as it does."
        ),
        "stale": tr(
            "This page could not be brought up to date. What you see is as of {time}. It is tried again by itself.",
            time="{time}",
        ),
        "fault": tr(
            "This page could not be made. That is a fault of leakledger, and nothing that was recorded is lost by it."
        ),
        "lost": tr("Whether what you pressed last was done is not known: look before you press it again."),
    }


def _css(words: str) -> str:
    """A text as CSS quotes it."""
    return '"' + "".join(f"\\{ord(one):x} " if one in '"\\\n\r\f' else one for one in words) + '"'
