"""Recognises how far somebody has read: a book beside a page, a share or a marked passage, in the languages of readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from analysis.field_names import words
from analysis.needs import Needs
from analysis.payload import Group, Leaf, Payload
from analysis.readings import number, text
from analysis.records import Confidence, Observation
from analysis.remembered import Remembered
from analysis.surroundings import surroundings
from analysis.translated_names import without_marks
from analysis.units import Detector, Mapped

_CATEGORY: Final = "usage.interaction"
_BOOKS: Final = frozenset({
    "book", "bookid", "booktitle", "isbn", "asin", "ebook", "buch", "buchtitel", "buchid", "livre", "titredulivre",
    "libro",
    "titulolibro", "livro", "ksiazka", "tytulksiazki", "kniha", "boek", "bok", "bog", "kirja", "kitap", "konyv", "carte",
    "manga", "comic", "bande_dessinee", "本", "书", "書籍", "책", "книга",
})  # fmt: skip
_PAGES: Final = frozenset({
    "page", "currentpage", "lastpage", "pagesread", "seite", "seiten", "aktuelleseite", "pagina", "paginaactual",
    "paginaatual", "paginas", "strona", "strony", "stron", "strana", "stranka", "bladzijde", "sida", "side", "sivu",
    "sayfa",
    "oldal", "pag", "chapter", "kapitel", "chapitre", "capitulo", "capitolo", "rozdzial", "kapitola", "hoofdstuk",
    "location",
    "loc", "stelle", "position", "ページ", "页", "쪽", "страница",
})  # fmt: skip
# What only somebody who reads leaves beside it.
_READ: Final = frozenset({
    "of", "minutes", "min", "minuten", "minuty", "minutos", "minuti", "dauer", "read", "gelesen", "lu", "leido",
    "letto", "lido",
    "przeczytane", "precteno", "gelezen", "last", "laest", "luettu", "okundu", "olvasott", "progress", "percent",
    "prozent",
    "fortschritt", "postep", "progreso", "progresso", "progression", "highlight", "markierung", "surlignage", "subrayado",
    "evidenziazione", "marcacao", "zaznaczenie", "podkreslenie", "note", "notiz", "nota", "notatka", "bookmark",
    "lesezeichen",
    "marcador", "segnalibro", "zakladka", "zalozka", "marquepage", "finished", "started", "session", "device", "z", "von",
    "total", "colour", "color", "farbe", "readat", "date", "datum", "data", "fecha", "jour", "kid", "kind", "child",
    "student",
})  # fmt: skip
# Of a shop, a library's shelves, a citation, a printer, a web page.
_OTHERS: Final = frozenset({
    "price", "preis", "prix", "precio", "prezzo", "cena", "sku", "publisher", "verlag", "edition", "stock", "author",
    "authors", "doi", "journal", "volume", "issue", "perpage", "limit", "sort", "query", "url", "href", "rating", "shelf",
    "regal", "signatur", "answer", "question", "exercise", "homework", "aufgabe", "printer", "copies", "format",
    "language",
    "cover", "genre", "loan", "due", "table", "lat", "amount", "betrag",
})  # fmt: skip
_SENT: Final = frozenset(
    {"search", "catalog", "catalogue", "katalog", "shop", "store", "quotes", "citations"}
)
_MOST: Final = 16  # names of such an object


class _Place(msgspec.Struct, frozen=True, gc=False):
    book: str
    page: str


def _place(names: tuple[str, ...]) -> _Place | None:
    if not 3 <= len(names) <= _MOST:
        return None
    said = {_plain(name): name for name in reversed(names)}
    if not _OTHERS.isdisjoint(said):
        return None
    book = next((said[one] for one in said if one in _BOOKS), "")
    page = next((said[one] for one in said if one in _PAGES and said[one] != book), "")
    rest = {word for name in names if name not in (book, page) for word in (*words(name), _plain(name))}
    return _Place(book, page) if book and page and not _READ.isdisjoint(rest) else None


def _plain(name: str) -> str:
    return without_marks(name[:40].lower()).replace("_", "").replace("-", "").replace(" ", "")


PLACES: Final = Remembered[tuple[str, ...], _Place | None](_place)


def _detect(payload: Payload) -> Iterator[Observation]:
    place = surroundings(payload)
    for group, names in place.shapes:
        here = PLACES[names] if group.context == "body" else None
        if here is None or not _SENT.isdisjoint(place.sent_words) or payload.transmission.method == "GET":
            continue
        book = group.members[here.book]
        if _is_a_book(book) and _is_a_page(group, here):
            yield Observation(
                category=_CATEGORY, property="x_played", path=book.path, value=text(book.value)[:300],
                reasoning="what the person watches, hears or reads", rule="reading_place.page", confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_a_book(leaf: Leaf) -> bool:
    return not isinstance(leaf.value, bool) and 2 <= len(text(leaf.value).strip()) <= 300


def _is_a_page(group: Group, here: _Place) -> bool:
    leaf = group.members[here.page]
    amount = None if isinstance(leaf.value, bool) else number(leaf.value)
    return amount is not None and 0 <= amount <= 1_000_000


DETECTOR: Final = Detector(
    name="reading_place",
    version=1,
    categories={
        _CATEGORY: Mapped(
            google="App interactions", apple="Product Interaction", dpv="pd:ServiceConsumptionBehaviour", tcf="6"
        ),
    },
    rules={
        "reading_place.page": "A book beside a page, chapter or place in it and what only somebody who reads leaves: how "
        "long, how much, a marked passage; shops, shelves and citations are left out.",
    },
    detect=_detect,
    needs=Needs(objects=(PLACES,)),
)  # fmt: skip
