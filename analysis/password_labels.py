"""Tells what a form says of its field for a password (its label, an error, a type) from a password that was typed."""

from __future__ import annotations

from typing import Final

from analysis.described_data import is_shown
from analysis.field_names import all_words, words
from analysis.identifier_shapes import is_placeholder
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Leaf
from analysis.surroundings import Surroundings

# Objects that hold what is said *about* a field: its label in a language, what is wrong with it, its type.
_ABOUT_FIELDS: Final = frozenset({
    "error", "errors", "label", "labels", "messages", "translation", "translations", "i18n", "locale", "locales", "strings",
    "placeholder", "placeholders", "validation", "validations", "validators", "invalid", "hint", "hints", "help", "schema",
    "rules", "constraints", "types", "mapping", "mappings", "descriptions", "tooltips", "titles", "captions", "texts",
    "icons", "selectors", "xpath", "css", "violations",
})  # fmt: skip
_LABELS: Final = frozenset({
    "passwort", "kennwort", "motdepasse", "contraseña", "contrasena", "clave", "senha", "palavrapasse", "wachtwoord",
    "parola", "parolad'ordine", "hasło", "haslo", "lösenord", "losenord", "passord", "adgangskode", "salasana", "heslo",
    "jelszó", "şifre", "sifre", "пароль", "парола", "κωδικός", "סיסמה", "كلمةالمرور", "密码", "密碼", "パスワード",
    "비밀번호", "mật khẩu", "รหัสผ่าน", "lozinka", "geslo", "slaptažodis", "salasõna", "password*", "yourpassword",
    "enterpassword", "enteryourpassword", "passworderror", "string", "varchar", "input", "field", "boolean", "object",
})  # fmt: skip
_SAYING: Final = lazy_pattern(
    r"(?i)\b(?:is|must|should|cannot|can't|can’t|too short|required|invalid|incorrect|wrong|missing|enter your|at least"
    r"|may not|does not|don't match|ist|muss|darf|bitte|erforderlich|doit|veuillez|obligatoire"
    r"|debe|requerida|deve|verplicht)\b"
)
_BESIDE: Final = {  # what a value of these fields holds beside digits; a label has neither
    "email": "@", "mail": "@", "emailaddress": "@", "phone": "", "phonenumber": "", "mobile": "", "birthday": "",
    "birthdate": "", "dateofbirth": "",
}  # fmt: skip


def is_about_a_field(place: Surroundings, leaf: Leaf, names: tuple[str, ...], value: str) -> bool:
    """Whether a value is what a form says of its field, in this object or in what the fields beside it hold."""
    said = {*all_words(names[-4:-1]), *("".join(words(name)) for name in names[-4:-1])}
    if not _ABOUT_FIELDS.isdisjoint(said) or is_shown(leaf.path, place):
        return True
    if value.casefold().replace(" ", "").rstrip(":.*…") in _LABELS or (
        " " in value and _SAYING.search(value[:200])
    ):
        return True
    group = place.around(leaf.path)
    if group is None or group.context == "header" or any(map(str.isdecimal, value)):
        return False
    beside = {"".join(words(name)): field.value for name, field in list(group.members.items())[:64]}
    return any(
        isinstance(other := beside.get(name), str)
        and not is_placeholder(other)
        and set(other).isdisjoint(needed + "0123456789")
        for name, needed in _BESIDE.items()
    )
