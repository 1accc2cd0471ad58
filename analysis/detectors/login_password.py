"""Recognises passwords under short names, and under words that mean more than one thing, by the name of who logs in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_placeholder
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "credential.secret"
# mot de passe, clave (also a key), parola (also a word), Kennwort, mìmǎ, wachtwoord.
_SHORT: Final = FieldTable(
    {
        phrase: phrase
        for phrase in ("=mdp", "=clave", "=parola", "=kennw", "=mima", "=ww", "=pwort", "=psw", "=passw", "=pswd",
                       "=kw", "=kwort", "=wachtw")
    }
)  # fmt: skip
_LOGINS: Final = frozenset({
    "user", "username", "login", "loginname", "email", "mail", "identifiant", "utente", "nutzer", "nutzername", "account",
    "konto", "phone", "yonghu", "utilizator", "usuario", "userid", "customer", "kunde", "benutzer",
    "gebruiker", "utilisateur",
})  # fmt: skip
# Objects that say what fields are called or how they are to be filled in.
_ABOUT_FIELDS: Final = frozenset({
    "error", "errors", "label", "labels", "messages", "translations", "i18n", "locale", "locales", "strings",
    "placeholder", "placeholders", "validation", "hint", "hints", "help", "schema", "rules", "types", "texts", "titles",
})  # fmt: skip
_MOST_MEMBERS: Final = 12  # of a form in which somebody logs in


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for leaf, _, value in named_in(payload, _SHORT):
        group = place.around(leaf.path)
        if leaf.context in ("body", "query") and group is not None and _is_of_a_login(group, leaf, value):
            yield observe(
                leaf, category=_CATEGORY, name="x_credential", rule="login_password.beside_a_login", value="(secret)",
                reasoning="a password; the value is not kept", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_of_a_login(group: Group, leaf: Leaf, value: str) -> bool:
    """Whether a value stands in an object of a few fields, another of which names who logs in, and is no label."""
    if (
        len(group.members) > _MOST_MEMBERS
        or not 4 <= len(value) <= 256
        or " " in value
        or is_placeholder(value)
    ):
        return False
    if leaf.name.lower() == "kw" and (value.isalpha() or value.replace(".", "").isdecimal()):
        return False  # a word that was looked for, or a power
    if not _ABOUT_FIELDS.isdisjoint(all_words(leaf.names[-4:-1])) or value.lower() in (
        "string",
        "text",
        "clave",
        "parola",
    ):
        return False
    if any(
        isinstance(each.value, str) and each.value.casefold() == name.casefold()
        for name, each in group.members.items()
    ):
        return False  # what fields are called: {"usuario": "Usuario", "clave": "Contraseña"}
    return any(_says_who(name) for name in group.members)


def _says_who(name: str) -> bool:
    return name.lower() in _LOGINS or "".join(words(name)) in _LOGINS


DETECTOR: Final = Detector(
    name="login_password",
    version=2,
    categories={_CATEGORY: Mapped(dpv="pd:Authenticating", tcf="5")},
    rules={
        "login_password.beside_a_login": "A value in a field with a short or foreign name of a password (mdp, clave), "
        "beside the name of who logs in.",
    },
    detect=_detect,
    needs=Needs(fields=(_SHORT,)),
)
