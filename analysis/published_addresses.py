"""Tells addresses and numbers that are given to all, and reach nobody at home: in licences, feeds, imprints, menus.

Feeds: RSS 2.0 (``managingEditor``, ``webMaster``), Apple's ``itunes:owner``, Atom (RFC 4287). Licences: the SPDX list.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Group, Leaf
from analysis.remembered import Remembered
from analysis.surroundings import Surroundings

_SCANNED: Final = 20_000  # characters of a text
_LICENCE: Final = lazy_pattern(
    r"Permission is hereby granted|Licensed under the |GNU (?:LESSER |AFFERO )?GENERAL PUBLIC LICENSE|SPDX-License-Id"
    r"|Redistribution and use in source and binary forms|THE SOFTWARE IS PROVIDED|Mozilla Public License|PROVIDED \"AS IS\""
    r"|software is provided ['\"]as-is|All rights reserved"
)
_IMPRINT: Final = lazy_pattern(
    r"(?i)\b(?:impressum|imprint|mentions légales|aviso legal|note legali|colofon|nota prawna|tiráž|angaben gemäß § ?5"
    r"|verantwortlich (?:für den inhalt|i\. ?s\. ?d)|directeur de la publication)\b"
)
_MAIL: Final = lazy_pattern(r"(?im)^(?:from|von|de|da|od|van): ")
_COPYRIGHT: Final = lazy_pattern(r"(?i)copyright|©|\(c\) ?(?:19|20)\d\d")
_LINE: Final = 200  # characters before an address that may be its line
# The texts of an app: what a form shows in an empty field, beside or beneath it.
_SHOWN: Final = frozenset(
    {"hint", "placeholder", "label", "helper", "tooltip", "example", "sample", "platzhalter", "beispiel"}
)
# The same alone: of a field that an object describes, with its kind, its label or whether it must be filled in.
_SHOWN_ALONE: Final = frozenset({
    "hint", "hinttext", "ph", "help", "helper", "helptext", "helpertext", "example", "sample", "placeholder", "tooltip",
    "watermark", "vihje", "suggerimento", "aiuto", "esempio", "hinweis", "platzhalter", "beispiel", "hilfe", "indice",
    "exemple", "aide", "pista", "ejemplo", "ayuda", "dica", "exemplo", "ajuda", "voorbeeld", "uitleg", "podpowiedz",
    "przyklad", "napoveda", "priklad", "exempel", "ledtext", "eksempel", "hjelpetekst", "esimerkki", "pelda", "indiciu",
    "ipucu", "ornek", "підказка", "приклад", "подсказка", "пример", "υπόδειξη", "παράδειγμα", "例", "記入例", "入力例",
    "ヒント", "提示", "示例", "예시", "힌트", "تلميح", "مثال", "gợiý", "vídụ", "mẫu",
})  # fmt: skip
_DESCRIBES: Final = frozenset({
    "type", "inputtype", "kind", "widget", "label", "required", "mandatory", "optional", "maxlength",
    "minlength", "pattern", "autocomplete", "input", "control", "tipo", "etichetta", "obbligatorio",
    "obligatorio", "tyyppi", "pakollinen", "typ", "pflicht", "pflichtfeld", "obligatoire", "requis",
    "etiqueta", "verplicht", "wymagane", "povinne", "obligatorisk", "kotelezo", "tipus", "obligatoriu",
    "zorunlu", "тип", "обов'язкове", "обязательно", "必須", "ラベル", "种类", "类型", "필수", "النوع", "نوع",
    "إلزامي", "مطلوب", "loai", "kieu", "batbuoc", "τύπος", "υποχρεωτικό", "ετικέτα", "種類", "種別",
})  # fmt: skip
_FILLED: Final = frozenset(
    {"value", "valore", "wert", "valeur", "valor", "waarde", "arvo", "varde", "answer", "code"}
)
_GIVEN: Final = frozenset(
    {"login", "username", "account", "recovery"}
)  # OpenID's login_hint is whoever logs in
_OF_TEXTS: Final = _SHOWN | frozenset({
    "title", "button", "error", "denied", "permission", "heading", "subtitle", "cta", "caption", "confirm", "cancel",
    "msg", "text", "btn", "txt", "desc", "description", "success", "warning", "info", "header", "footer", "question",
})  # fmt: skip
_LEAST_TEXTS: Final = 3
_TRANSLATED: Final = frozenset({
    "i18n", "l10n", "locales", "strings", "lokalise", "crowdin", "weblate", "transifex", "poeditor", "localization",
    "localisation", "langpack", "translations",
})  # fmt: skip
_FEEDS: Final = ("xml:$.rss.", "xml:$.feed.author", "xml:$.feed.entry")
_OF_A_FEED: Final = frozenset(
    {"podcast", "feed", "rss", "itunes", "podcasts", "feeds", "radio", "newspaper", "magazine"}
)
_PUBLISHES: Final = frozenset(
    {"owner", "author", "authors", "editor", "publisher", "contact", "host", "webmaster", "editors"}
)
_IMPRINTS: Final = frozenset({
    "imprint", "impressum", "mentionslegales", "avisolegal", "notelegali", "colofon", "publisher", "herausgeber",
    "verlag", "legalnotice", "anbieter", "anbieterkennzeichnung", "pressekontakt", "presscontact", "redaktion",
    "editorial", "datacontroller", "controller", "dataprotectionofficer", "dpo", "verantwortlicher",
})  # fmt: skip
_EXAMPLES: Final = frozenset({
    "beispiel", "beispiele", "ejemplo", "ejemplos", "exemple", "exemples", "esempio", "exemplo",
    "przyklad", "voorbeeld", "eksempel", "exempel", "esimerkki", "ornek", "placeholders",
})  # fmt: skip
# What is told of a package of a program, or of an app in a store: whoever made it is named to all.
_WROTE: Final = frozenset(
    {"author", "authors", "maintainer", "maintainers", "contributors", "developer", "packager"}
)
_OF_A_PACKAGE: Final = frozenset({
    "license", "licence", "licenses", "version", "versions", "repository", "homepage",
    "sourcecode", "dependencies", "devdependencies", "issuetracker", "changelog",
    "requirespython", "downloads", "packagename", "keywords", "dist", "bugs",
})  # fmt: skip
_LEAST_OF_A_PACKAGE: Final = 2


def _texts_of_an_app(names: tuple[str, ...]) -> bool:
    """Whether the names of an object are mostly those of what an app shows: ``mic_denied``, ``ok_button``."""
    told = sum(len(spoken) > 1 and spoken[-1] in _OF_TEXTS for spoken in (words(name) for name in names[:64]))
    return told >= _LEAST_TEXTS and told * 2 >= min(len(names), 64)


_SHOWS_TEXTS: Final = Remembered[tuple[str, ...], bool](_texts_of_an_app)
_IS_OF_A_PACKAGE: Final = Remembered[tuple[str, ...], bool](
    lambda names: len({"".join(words(name)) for name in names[:64]} & _OF_A_PACKAGE) >= _LEAST_OF_A_PACKAGE
)
_DESCRIBES_A_FIELD: Final = Remembered[tuple[str, ...], bool](
    lambda names: (
        not (
            said := {"".join(words(name)) for name in names[:64]} | {name.lower() for name in names[:64]}
        ).isdisjoint(_DESCRIBES)
        and said.isdisjoint(_FILLED)
    )
)
_IS_HINT: Final = Remembered[str, bool](
    lambda name: "".join(words(name)) in _SHOWN_ALONE or name.lower() in _SHOWN_ALONE
)
_IS_SHOWN: Final = Remembered[str, bool](
    lambda name: len(words(name)) > 1 and words(name)[-1] in _SHOWN and _GIVEN.isdisjoint(words(name))
)


def is_published(leaf: Leaf, place: Surroundings) -> bool:
    """Whether a number or an address is one that everybody is told, by the names around it."""
    if leaf.context not in ("body", "query"):
        return False
    if _IS_SHOWN[leaf.name] or any(feed in leaf.path for feed in _FEEDS):
        return True
    group = place.around(leaf.path)
    if group is None:
        return False
    if _IS_HINT[leaf.name] and _DESCRIBES_A_FIELD[tuple(islice(group.members, 64))]:
        return True
    above = leaf.names[-4:-1]
    if any("".join(words(name)) in _IMPRINTS or name.lower() in _EXAMPLES for name in above):
        return True
    return _is_of_a_feed(above, place) or _is_of_texts(group, place) or _is_of_a_package(leaf, group, place)


def _is_of_a_feed(above: tuple[str, ...], place: Surroundings) -> bool:
    spoken = all_words(above)
    if spoken.isdisjoint(_PUBLISHES):
        return False
    sent = place.payload.transmission.path[:256].lower().split("/")
    return not spoken.isdisjoint(_OF_A_FEED) or not {"feed", "feeds", "rss", "podcasts"}.isdisjoint(sent)


def _is_of_texts(group: Group, place: Surroundings) -> bool:
    """A table of translations, by what its texts are called, or by the address and one text of an app among them."""
    names = tuple(islice(group.members, 64))
    if _SHOWS_TEXTS[names]:
        return True
    sent = place.payload.transmission.path[:256].lower().split("/")
    translated = not _TRANSLATED.isdisjoint(sent) or not _TRANSLATED.isdisjoint(group.names[-2:])
    return translated and any(words(name)[-1:] and words(name)[-1] in _OF_TEXTS for name in names)


def _is_of_a_package(leaf: Leaf, group: Group, place: Surroundings) -> bool:
    if _WROTE.isdisjoint(all_words(leaf.names[-3:])):
        return False
    holder = place.around(group.path)
    return any(_IS_OF_A_PACKAGE[tuple(islice(one.members, 64))] for one in (group, holder) if one is not None)


def is_a_publication(text: str) -> bool:
    """Whether a longer text is a licence, or tells who publishes something: the addresses in it are the publisher's."""
    head = text[:_SCANNED]
    if len(head) < 60 or _MAIL.search(head[:2_000]) is not None:
        return False
    return _LICENCE.search(head) is not None or _IMPRINT.search(head) is not None


def is_of_a_right(text: str, at: int) -> bool:
    """Whether the address at a place of a text stands in a line that tells whose the rights are."""
    start = max(text.rfind("\n", 0, at) + 1, at - _LINE)
    return _COPYRIGHT.search(text[start:at]) is not None


# What a form shows in an empty field: the word for the part before the sign, at a domain that is nobody's.
_SAMPLES: Final = lazy_pattern(
    r"(?i)(?:(?:your)?[._-]?(?:name|e?-?mail)|you|vorname[._-]nachname|first(?:name)?[._-]last(?:name)?|someone)"
    r"@(?:example\.(?:com|org|net|de|at|ch)|domain\.com|your-?domain\.com|company\.com|beispiel\.(?:de|at|ch))"
    r"|(?:user|test|demo|sample|example|foo|bar)[0-9]{0,2}@example\.(?:com|org|net)"  # RFC 2606
    r"|(?:name|e?-?mail|nombre|nom|prenom\.nom|nome|imie|imie\.nazwisko|voornaam|naam|jmeno|navn|namn|nimi|isim|vorname|nev"
    r"|vous|toi|you|du|sie|tu|usted|voce|jij|jou|dig|deg|te|voi|dvs|nome\.cognome|nombre\.apellido|namn\.efternamn|nume|vy|ty"
    r"|(?:dein|deine|ihre|ihr|tu|tuo|seu|votre|ton|jouw|uw|twoj|din|vas|your)[._-]?(?:name|e?-?mail|correo|nombre|nom|adresse))"
    r"@(?:beispiel|ejemplo|exemple|esempio|exemplo|voorbeeld|przyklad|priklad|eksempel|exempel|esimerkki|ornek|pelda|example"
    r"|domain|dominio|domaine|domena|domein|provider|anbieter)\.[a-z]{2,10}"
)


def is_an_example(address: str) -> bool:
    """Whether an address is one that a form shows in an empty field: ``name@example.com``."""
    return _SAMPLES.fullmatch(address) is not None


# What a form shows in an empty field, in the attributes of HTML (and of Android's layouts) that hold no value.
_ATTRIBUTE: Final = lazy_pattern(
    r"(?i)[\s\"'](?:aria-|data-|app:|android:)?(?:placeholder|label|hint|title|helper-?text|pattern|errormessage)"
    r"\s{0,4}=\s{0,4}(?:\"[^\"<>]{0,160}|'[^'<>]{0,160})\Z"
)


def is_shown_in_a_field(text: str, at: int) -> bool:
    """Whether the address at a place of a text is what an empty field of a form shows: ``placeholder="you@…"``."""
    head = text[max(0, at - _LINE) : at]
    return "=" in head and _ATTRIBUTE.search(head) is not None
