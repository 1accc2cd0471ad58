"""Why a finding was recognised, in the language of now: what is journalled is English, and its usual pieces are known here.

A piece that is not known stays as it was journalled, so that nothing is said that no rule said.
"""

from __future__ import annotations

import re
from typing import Final

from analysis.wording import N_, tr

_BETWEEN: Final = "; "
_FIELD: Final = re.compile(r"field of ([^\s:;]{1,200}): ")
_NAMED: Final = re.compile(r" \(named '(.*)'\)\Z", re.DOTALL)
KNOWN: Final = frozenset(
    {
        N_("Branch's id for the person"),
        N_("Firebase's documentation names it"),
        N_("Google's consent defaults (gcd)"),
        N_("Google's consent string"),
        N_("Segment's common fields name it"),
        N_("Sentry's definition of contexts names it"),
        N_("a country"),
        N_("a goal for activity"),
        N_("a heart rate"),
        N_("a number of steps walked"),
        N_("a parameter in the Adjust SDK's source"),
        N_("a parameter that Adjust documents"),
        N_("a property in the Mixpanel SDK's source"),
        N_("a token that lets its bearer in"),
        N_("address of the page"),
        N_("an address of the home's own network"),
        N_("an identifier of the browser"),
        N_("an identifier of the device"),
        N_("an identifier of the user's account"),
        N_("bits of colour"),
        N_("browser or app, system and often the model"),
        N_("code of the page"),
        N_("country and region"),
        N_("how fine the screen is"),
        N_("how full the battery is"),
        N_("how long something was used"),
        N_("how much memory the device has"),
        N_("its value is not kept"),
        N_("language and region"),
        N_("language of the browser"),
        N_("name of an event in the app"),
        N_("name of the event"),
        N_("one sitting with the app"),
        N_("size of the screen"),
        N_("size of the screen, both lengths"),
        N_("size of the window, both lengths"),
        N_("the SDK's own id, made at the first start of the app"),
        N_("the account of the site or app at Google Analytics"),
        N_("the address of the device inside the home network"),
        N_("the app, by its name"),
        N_("the app, by its package or bundle name"),
        N_("the browser's id in Google Analytics' cookie"),
        N_("the browser's id in Meta's cookie"),
        N_("the height of the screen"),
        N_("the identifier that an analytics service gave this browser or app"),
        N_("the kind of connection"),
        N_("the kind of fault"),
        N_("the kind of processor"),
        N_("the language that is set"),
        N_("the mobile network operator"),
        N_("the model of the device"),
        N_("the name of the library that sends"),
        N_("the name says what it is"),
        N_("the operating system"),
        N_("the page from which the person came"),
        N_("the page from which the request was made"),
        N_("the page that the person looks at"),
        N_("the parameter for the advertising id"),
        N_("the screen of the app on which an event happened"),
        N_("the second at which an event happened"),
        N_("the second id in Google Analytics' cookies"),
        N_("the site's container or account"),
        N_("the size of the screen"),
        N_("the size of the window"),
        N_("the text of the fault"),
        N_("the title of the page that the person looks at"),
        N_("the value is not kept"),
        N_("the version of the app"),
        N_("the version of the library that sends"),
        N_("the version of the operating system"),
        N_("the width of the screen"),
        N_("title of the page"),
        N_("version of the script"),
        N_("what the person did, by the name of an event"),
        N_("what was done in the app before the fault"),
        N_("when the app was installed"),
        N_("when the app was started"),
        N_("whether advertisements may be personalised"),
        N_("whether European data protection law applies"),
        N_("whether the browser asks not to be tracked"),
        N_("whether the device is charging"),
        N_("whether the person is treated as a child"),
        N_("whether the visitor was active"),
        N_("whether tracking for advertisements is allowed"),
        N_("whether tracking for advertisements is limited"),
        N_("who made the device"),
    }
)


def reasoning_words(journalled: str) -> str:
    """The reasoning of a finding for a page; exports keep it as it was journalled."""
    field = _FIELD.match(journalled)
    rest = journalled[field.end() :] if field else journalled
    told = _BETWEEN.join(map(_piece, rest.split(_BETWEEN)))
    return tr("field of {endpoint}: {reasons}", endpoint=field[1], reasons=told) if field else told


def _piece(piece: str) -> str:
    """One reason; the name of a field is a foreign one, and stays."""
    named = _NAMED.search(piece)
    reason = piece[: named.start()] if named else piece
    if reason not in KNOWN:
        return piece
    return tr("{reason} (named '{name}')", reason=tr(reason), name=named[1]) if named else tr(reason)
