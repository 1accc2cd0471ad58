"""Builds the dashboard of a home and serves it: nothing is asked of any other host."""

from __future__ import annotations

import ctypes
import gc
import gzip
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from dash import Dash, html, page_container, page_registry
from flask import Flask, Response, abort, g, request, send_file

from analysis.ports import PortUnavailable
from analysis.settings import Home
from analysis.status import Heartbeat
from analysis.wording import tr
from dashboard import downloads, hour_part, index_page, language
from dashboard.components import Content
from dashboard.failed_page import guarded
from dashboard.header import header, register
from dashboard.login import Guard
from dashboard.reading_direction import written_out
from dashboard.site import Site, install, site

HEARTBEAT: Final = "dashboard"
_ASSETS: Final = Path(__file__).parent / "assets"
# where Dash's Graph looks for plotly.js; ours is a quarter of its own copy, and only pages that draw with it load it
_PLOTLY_PATH: Final = "/_dash-component-suites/plotly/package_data/plotly.min.js"
_COMPRESSIBLE: Final = frozenset(
    {"text/html", "text/css", "text/javascript", "application/javascript", "application/json"}
)
_LARGEST: Final = 2 << 20  # bytes that a request may bring; ten thousand chosen findings take 300 kB
_WORTH_IT: Final = 1400  # bytes, about a packet
_M_ARENA_MAX: Final = -8  # malloc.h
_NOTHING: Final = "default-src 'none'; frame-ancestors 'none'"


def build_app(home: Home, listen: str = "127.0.0.1") -> Dash:
    """The dashboard of a home, guarded. Dash keeps pages process-wide: one app a process."""
    server = Flask("dashboard")
    install(server, Site(home))
    server.before_request(_begins)
    server.teardown_request(_ends)
    language.install(server)
    Guard(home, listen).install(server, home.key())
    server.before_request(_only_this_version)
    app = _Pages(
        "dashboard",
        server=server,  # type: ignore[arg-type]
        use_pages=True,
        title="leakledger",
        index_string=index_page.INDEX,
        update_title="",
        use_async=False,  # no page waits for anything: an event loop for each request is only time
        suppress_callback_exceptions=True,
        assets_ignore=r"plotly-basic|login",
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.layout = _layout
    for page in page_registry.values():
        page["layout"] = guarded(page["layout"])
    register(app)
    server.add_url_rule(_PLOTLY_PATH, "plotly", _plotly)
    server.add_url_rule("/ca.pem", "certificate", _certificate)
    server.add_url_rule(downloads.PATH, "findings", downloads.findings)
    server.add_url_rule(downloads.PATH, "chosen", downloads.chosen, methods=["POST"])
    server.add_url_rule(hour_part.PATH, "hour", hour_part.answer)
    server.after_request(lambda answer: _finish(answer, app))
    return app


def _begins() -> None:
    site().background.begins()
    g.at_work = True


def _ends(_: BaseException | None) -> None:
    if g.pop("at_work", False):  # a context may be taken down in which no request began
        site().background.ends()


def serve(home: Home, listen: str, port: int, listening: Callable[[], None] = lambda: None) -> None:
    """Serve until interrupted; ``listening`` is called once it does. Raises ``PortUnavailable``."""
    from waitress.server import create_server

    app = build_app(home, listen)
    _look_for_cycles_less_often()
    _share_the_heap()
    try:
        waiter = create_server(
            app.server, host=listen, port=port, threads=8, ident=None, max_request_body_size=_LARGEST
        )
    except OSError as error:  # somebody else was faster
        raise PortUnavailable(
            f"cannot listen on {listen} port {port}: {error.strerror}; choose another with --port or --listen"
        ) from error
    listening()
    heartbeat, stop = Heartbeat(home, HEARTBEAT), threading.Event()
    heartbeat.listens = ((listen, port),)

    def beat() -> None:
        while not stop.is_set():
            heartbeat.update()
            stop.wait(5)

    beating = threading.Thread(target=beat, name="heartbeat", daemon=True)
    beating.start()
    try:
        waiter.run()
    finally:
        stop.set()
        beating.join()  # else its last word could be "running"
        waiter.close()
        heartbeat.stop()


def _look_for_cycles_less_often() -> None:
    """A page makes tens of thousands of objects and lets go of them at once, next to none of them in cycles.

    As Python comes, it would search them several times a page, and now and then all modules with them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 20)


def _share_the_heap() -> None:
    """glibc gives each thread that serves a page a heap of its own, and each keeps what its largest page needed."""
    with suppress(OSError, AttributeError, TypeError):  # another C library
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


def _only_this_version() -> Response | None:
    """No page of a ledger of another version, or that is none any more; it comes by itself when that is mended."""
    try:
        if not site().reader.outdated():
            return None
        words = tr(
            "The ledger was made by another version of leakledger. It is made anew from the journal, which takes minutes "
            "where there is much: 'leakledger run' does it, and this page comes by itself."
        )
    except sqlite3.DatabaseError:
        words = tr(
            "The ledger cannot be read. Nothing that was recorded is lost by that: the ledger is made of the journal. "
            "'leakledger doctor' says what is wrong, and how to mend it."
        )
    headers = {"Refresh": "10", "Retry-After": "10"}
    return Response(f"{words}\n", 503, mimetype="text/plain", headers=headers)


class _Pages(Dash):
    """Dash, with a page of ours before its scripts have run, and no word of where news of Dash could be asked for."""

    def interpolate_index(self, *pieces: Any, **named: Any) -> str:
        """The page before its scripts have run, in the language of the request."""
        named["app_entry"] = index_page.entry(site().zone.key)
        index: str = super().interpolate_index(*pieces, **named)  # type: ignore[no-untyped-call]
        return index_page.opened(index)

    def _config(self) -> dict[str, Any]:
        told: dict[str, Any] = super()._config()  # type: ignore[no-untyped-call]
        return {name: value for name, value in told.items() if name != "dash_version_url"}


def _layout() -> Content:
    demo = html.Aside(tr("A demo: everything here is made up."), className="demo")
    return html.Div(
        [
            html.A(tr("Skip to the page"), href="#page", className="skip"),
            *([demo] if site().home.is_demo else []),
            html.Div(
                [
                    *header(),
                    html.Main(page_container, id="page"),
                    html.Footer(
                        [html.Span(tr("Everything shown here stays on this machine.")), language.switch()]
                    ),
                ],
                className="sheet",
            ),
        ]
    )


def _plotly() -> Response:
    return send_file(_ASSETS / "plotly-basic.min.js", mimetype="text/javascript", max_age=7 * 24 * 3600)


def _certificate() -> Response:
    path = site().home.ca_certificate
    if not path.exists():
        abort(
            Response(
                f"{tr('There is no certificate yet: start the proxy once.')}\n", 404, mimetype="text/plain"
            )
        )
    return send_file(
        path, mimetype="application/x-x509-ca-cert", as_attachment=True, download_name="leakledger-ca.pem"
    )


def _policy(app: Dash) -> str:
    """What a page of ours may load and do: only what this dashboard itself serves."""
    scripts = " ".join(f"'{digest}'" if not digest.startswith("'") else digest for digest in app.csp_hashes())
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {scripts}",
            "style-src 'self' 'unsafe-inline'",  # plotly writes its own styles
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _finish(answer: Response, app: Dash) -> Response:
    """Headers for every answer, and compression for what is worth it."""
    # for each page anew: Dash adds scripts of its own while it answers the first request
    answer.headers["Content-Security-Policy"] = _policy(app) if answer.mimetype == "text/html" else _NOTHING
    answer.headers["X-Frame-Options"] = "DENY"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    # not no-referrer: under it browsers send "Origin: null" with our own forms, and the guard could not know them
    answer.headers["Referrer-Policy"] = "same-origin"
    if not request.path.startswith(("/_dash-component-suites/", "/assets/")):
        answer.headers["Cache-Control"] = "no-store"
    if answer.mimetype == "application/json" and not answer.is_streamed:
        answer.set_data(written_out(answer.get_data()))
    return _compress(answer)


def _compress(answer: Response) -> Response:
    if not request.accept_encodings.quality("gzip") or answer.mimetype not in _COMPRESSIBLE:
        return answer
    if answer.status_code != 200 or (answer.is_streamed and not answer.direct_passthrough):
        return answer
    answer.direct_passthrough = False
    content = answer.get_data()
    if len(content) >= _WORTH_IT:
        answer.set_data(gzip.compress(content, 5))
        answer.headers["Content-Encoding"] = "gzip"
        answer.headers.add("Vary", "Accept-Encoding")
        answer.headers.pop("ETag", None)
    return answer
