"""A person of the house at the dashboard: their session, and the page on which they choose a password of their own."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from html import escape
from typing import Any, Final

import msgspec

from analysis.accounts import LONGEST, SHORTEST, accounts, choose, fingerprint_of, holder, who_is
from analysis.people import Person
from analysis.queries import Viewer
from analysis.settings import Home
from analysis.wording import tr, trn
from dashboard import language

PATH: Final = "/password"
Session = Mapping[str, Any]


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Whose session it is. ``must_choose``: came in by a code, and sees nothing before a password is chosen."""

    person: Person
    must_choose: bool

    @property
    def viewer(self) -> Viewer:
        """What they may see: their own devices in full."""
        return Viewer(person=self.person.name)


def has_people(home: Home) -> bool:
    """True where somebody besides the owner may log in: only then is a name asked for."""
    return bool(accounts(home))


def session_for(home: Home, name: str, given: str) -> dict[str, str | int] | None:
    """What a session of the person holds whose name and password (or code) these are; None for any other."""
    found = who_is(home, name[:200], given[:200])
    if found is None:
        return None
    return _session(found[0].id, fingerprint_of(found[1]))


def visitor(home: Home, session: Session) -> Visitor | None:
    """Whose session it is; None where it is the owner's, or is not good any more."""
    person_id = session.get("person")
    if not isinstance(person_id, str) or not person_id:
        return None
    found = holder(home, person_id, str(session.get("of", "")))
    return Visitor(person=found[0], must_choose=found[1].once) if found is not None else None


def new_password(home: Home, visiting: Visitor, form: Mapping[str, str]) -> tuple[str, dict[str, str | int]]:
    """Keep the password that a person chose: (why not, the session that goes on)."""
    current, chosen, again = (
        str(form.get(name, ""))[: LONGEST + 1] for name in ("current", "password", "again")
    )
    if not visiting.must_choose and who_is(home, visiting.person.name, current) is None:
        return tr("The current password is another one."), {}
    if chosen.strip() != again.strip():
        return tr("The two are not the same."), {}
    if fault := choose(home, visiting.person.id, chosen):
        return fault, {}
    return "", _session(visiting.person.id, fingerprint_of(accounts(home)[visiting.person.id]))


def name_field(home: Home) -> str:
    """The field for a name in the log-in page."""
    if not has_people(home):
        return ""
    return _field("person", tr("Your name (empty for the owner of the box)"), "username", ' maxlength="60"')


def password_page(visiting: Visitor, message: str) -> str:
    """The page on which a person chooses a password."""
    secret, new = ' type="password" required', f' type="password" minlength="{SHORTEST}" required'
    fields = [
        _field("password", tr("A new password"), "new-password", f"{new} autofocus"),
        _field("again", tr("The same again"), "new-password", new),
    ]
    if not visiting.must_choose:
        fields.insert(0, _field("current", tr("The password that you have now"), "current-password", secret))
    about = tr(
        "{name}, choose a password that only you know. You will see all that was recorded of your own devices; of the "
        "others in the house you see totals, and they of yours. The owner of the box sees every device.",
        name=visiting.person.name,
    )
    aside = trn(
        "It has at least {n} character. The owner cannot read it; lost, they hand you a new code.",
        "It has at least {n} characters. The owner cannot read it; lost, they hand you a new code.",
        SHORTEST,
    )
    return _PAGE.format(
        lang=language.tag(), title=escape(tr("your password")), about=escape(about), fields="\n".join(fields),
        keep=escape(tr("Keep it")), message=escape(message), aside=escape(aside), switch=language.plain_switch(),
    )  # fmt: skip


def _session(person_id: str, fingerprint: str) -> dict[str, str | int]:
    return {"id": secrets.token_hex(16), "at": int(time.time()), "of": fingerprint, "person": person_id}


def _field(name: str, words: str, complete: str, more: str = "") -> str:
    return (
        f'<label for="{name}">{escape(words)}</label>'
        f'<input id="{name}" name="{name}" autocomplete="{complete}"{more}>'
    )


_PAGE: Final = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>leakledger: {title}</title><link rel="stylesheet" href="/assets/login.css"></head>
<body><main><h1>leakledger</h1>
<p>{about}</p>
<form method="post" action="/password">{fields}
<button type="submit">{keep}</button>
<p class="message" role="alert">{message}</p></form>
<p class="aside">{aside}</p>{switch}
</main></body></html>
"""
