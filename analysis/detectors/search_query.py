"""Recognises what a person searched for: in fields named for it, and in the parameters of addresses that search."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from analysis.field_names import all_words, words
from analysis.identifier_shapes import hash_name, is_identifier, is_placeholder, is_uuid
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable, named_in, observe
from analysis.needs import Needs
from analysis.payload import Leaf, Payload
from analysis.published_tables import is_asked_of_many
from analysis.readings import text
from analysis.records import Confidence, Observation
from analysis.surroundings import surroundings
from analysis.units import Detector, Mapped

_CATEGORY: Final = "browsing.search"
# GA4's search event (search_term), Meta's (fb_search_string), Segment's Products Searched (query), AppsFlyer's
# (af_search_string), and what search forms call their field.
_NAMED: Final = FieldTable(
    {
        phrase: phrase
        for phrase in (
            "search term", "search terms", "search query", "search text", "search string", "search keyword",
            "search phrase",
            "search keywords", "searched text", "searched for", "search.query", "search.term", "fb search string",
            "af search string", "search input", "user query", "search.keyword", "search.text", "typed query", "site search",
            "search words", "voice query", "searchquery text", "ep.search term", "cd.search string", "cd search string",
            "recent searches", "search history", "past searches", "previous searches",
            *(
                f"{of}.{name}"
                for of in ("recent searches", "search history", "past searches", "searches")
                for name in ("q", "query", "text", "term", "keyword", "phrase", "title")
            ),
        )
    }
)  # fmt: skip
_VAGUE: Final = FieldTable(
    {
        phrase: phrase
        for phrase in ("=q", "=query", "=search", "=keyword", "=keywords", "=term", "=s", "=p", "=wd", "=text", "=kw", "=k",
                       "=fraza", "=mot", "=mots", "=kelime", "=dotaz", "=palabra", "=parola", "=wort", "=begriff", "=texto",
                       "=texte", "=zapytanie", "=sana", "=termo", "=termino", "=ord",
                       "=utterance", "=transcript", "=spoken", "=recognized text")
    }
)  # fmt: skip
_SEARCHES: Final = lazy_pattern(
    r"(?i)(?:^|[/._-])(?:search|suggest|suggestions?|autocomplete|complete|ac|typeahead|find|lookup|results|query|queries|msearch|find_by|searches"
    r"|suche|suchen|recherche|rechercher|buscar|busca|busqueda|pesquisa|pesquisar|cerca|ricerca|zoek|zoeken|sok|soek|sog|haku"
    r"|hae|ara|arama|szukaj|wyszukaj|wyszukiwanie|hledat|hledani|hledej|kereses|keres|cauta|kensaku|sousuo|poisk)(?=$|[/._?-])"
)
_HOSTS: Final = lazy_pattern(
    r"(?i)(?:^|\.)(?:search|suggest|suggestqueries|autocomplete|google|bing|duckduckgo|ecosia|yandex)\."
)
_ENGINES: Final = lazy_pattern(
    r"(?i)(?:^|\.)(?:search|google|bing|duckduckgo|ecosia|yandex|baidu|naver|daum|sogou|so|qwant|startpage|yahoo|seznam)\."
)
# What a visited page, or the one before it, is called.
_VISITED: Final = frozenset({
    "ref", "referrer", "referer", "prev", "previous", "su", "dr", "urlref", "url", "u", "dl", "page", "location", "rf",
    "hreferer", "href", "pageurl", "q", "r",
})  # fmt: skip
_EVENTS: Final = ("event", "event_type", "eventType", "event_name", "eventName", "action", "type", "name",
                  "intent")  # fmt: skip
# Beside words that many people search for: how often, and what advertisers pay for them.
_OF_MANY: Final = frozenset({
    "rank", "rang", "ranking", "bid", "bids", "gebot", "cpc", "ctr", "impressions", "impressionen", "impresiones",
    "searchvolume", "suchvolumen", "volume", "searches", "competition", "popularity", "trend", "trending", "maxcpc",
    "matchtype", "clicks", "klicks", "clics", "rango", "miejsce", "plassering", "oferta", "puja", "enchere", "offerta",
})  # fmt: skip
# What an empty field asks somebody to do: enter, type.
_ENTER: Final = frozenset({
    "enter", "type", "eingeben", "introduce", "introduzca", "ingrese", "ingresa", "escribe", "escriba", "digite", "insira",
    "saisir", "saisissez", "tapez", "entrez", "inserisci", "inserire", "voer", "invoeren", "typ", "wpisz", "wprowadz",
    "zadejte", "skriv", "ange", "indtast", "syota", "kirjoita", "girin", "yazin", "introduceti", "adja", "irja",
})  # fmt: skip
_ASKED_FOR: Final = frozenset({"search", "term", "keyword", "keywords", "begriff", "query"})
_ASKS: Final = "operationName"
_A_PROMPT: Final = 6  # words
_SEEN: Final = 24  # names of a row
_WORDS: Final = lazy_pattern(r"[^\W_][^\n{}<>\\|]{0,199}")
_MACHINE: Final = lazy_pattern(
    r"(?i)(?:select|query|mutation|subscription|fragment)\b.{0,80}[({*]|https?://|\w{1,40}[:=]\S|[a-z]{2}[-_][A-Z]{2}\Z"
    r"|[\d.,:/ -]{1,200}\Z|(?:asc|desc|true|false|all|any|none|relevance|popular|new|hot|top|json|web)\Z"
)
_NOT_TYPED: Final = frozenset({
    "id", "type", "filter", "sort", "index", "engine", "count", "total", "results", "config", "param", "params",
    "placeholder",
    "url", "endpoint", "schema", "sql", "graphql", "limit", "media", "font", "hash", "log",
})  # fmt: skip


def _detect(payload: Payload) -> Iterator[Observation]:
    sent = payload.transmission
    searches: bool | None = None
    for leaf, names, value in named_in(payload, _NAMED, _VAGUE):
        if len(value) > 200 or leaf.context in ("header", "cookie"):
            continue
        if _NAMED.find(names) is not None:
            surely = True
        elif _VAGUE.find(names) is not None and len(names) <= 3:
            if searches is None:
                searches = bool(
                    _SEARCHES.search(sent.path[:512]) or (_HOSTS.search(sent.host[:253]) and sent.path == "/")
                )
            if not (searches or _is_of_a_visited_search(leaf, payload) or _is_of_an_event(leaf, payload)):
                continue
            surely = False
        else:
            continue
        typed = _is_typed(value) and _NOT_TYPED.isdisjoint(all_words(names[-1:]))
        if (
            typed
            and not is_asked_of_many(leaf.path, surroundings(payload))
            and not _is_of_many(leaf, payload)
        ):
            yield observe(
                leaf, category=_CATEGORY, name="x_searchQuery",
                rule="search_query.named" if surely else "search_query.parameter",
                reasoning="what the person searched for" if surely else "words sent to an address that searches",
                confidence=Confidence.LIKELY,
            )  # fmt: skip


def _is_of_a_visited_search(leaf: Leaf, payload: Payload) -> bool:
    """Whether a value is a parameter of the address of a search, in a field named for the page before or that is seen."""
    whole, opened, _ = leaf.path.rpartition(">url:")
    if not opened or len(leaf.names) < 2 or _VISITED.isdisjoint(words(leaf.names[-2])):
        return False
    found = surroundings(payload).by_name.get(leaf.names[-2], ())
    address = next((text(each.value)[:512] for each in found if each.path == whole), "")
    host, _, path = address.partition("://")[2].partition("?")[0].partition("/")
    return bool(
        _SEARCHES.search(f"/{path}") or (_ENGINES.search(host) and path in ("", "s", "web", "ws", "html/"))
    )


def _is_of_an_event(leaf: Leaf, payload: Payload) -> bool:
    """Whether the object around is an event that is named for a search."""
    near = surroundings(payload).around(leaf.path) if leaf.context == "body" else None
    told = [near.members[name].value for name in _EVENTS if name in near.members] if near is not None else []
    if near is not None and near.name == "variables":  # of GraphQL, beside the name of what is asked
        holder = surroundings(payload).around(near.path)
        told += [holder.members[_ASKS].value] if holder is not None and _ASKS in holder.members else []
    return any(isinstance(value, str) and _is_search(value) for value in told)


def _is_of_many(leaf: Leaf, payload: Payload) -> bool:
    """Whether the words stand in a row with what tells how many people search for them, as lists of such words have."""
    near = surroundings(payload).around(leaf.path) if leaf.context == "body" else None
    if near is None or not near.path.endswith("]"):
        return False
    return any("".join(words(name)) in _OF_MANY for name in islice(near.members, _SEEN))


_EVENT_OF_A_SEARCH: Final = lazy_pattern(
    r"(?i)(?:\w{1,20}[ _.-])?(?:search|searched)(?:[ _.-]?(?:query|event|performed|submitted|submit|executed|made|done|term"
    r"|text|input|keyword|products|products?[ _]searched))?|products[ _]searched|search[A-Z]\w{2,16}"
)


def _is_search(value: str) -> bool:
    return len(value) <= 48 and _EVENT_OF_A_SEARCH.fullmatch(value) is not None


def _is_typed(value: str) -> bool:
    """Words as a person types them, not an identifier, a link, a program's query, a setting or numbers alone."""
    if not _WORDS.fullmatch(value) or _MACHINE.match(value) or is_placeholder(value) or is_uuid(value):
        return False
    if _is_prompt(value):
        return False
    return not (hash_name(value) or (" " not in value and len(value) >= 16 and is_identifier(value, 16)))


def _is_prompt(value: str) -> bool:
    """What stands in an empty field: ``Suchbegriff eingeben``, ``Enter a search term``."""
    spoken = words(value)
    return len(spoken) <= _A_PROMPT and not _ENTER.isdisjoint(spoken) and not _ASKED_FOR.isdisjoint(spoken)


DETECTOR: Final = Detector(
    name="search_query",
    version=4,
    categories={
        _CATEGORY: Mapped(google="In-app search history", apple="Search History", dpv="pd:BrowsingBehaviour", tcf="6"),
    },
    rules={
        "search_query.named": "Words in a field named search term or search query.",
        "search_query.parameter": "Words in a parameter such as q, sent to an address whose path or host says search; in "
        "such an address of a visited page; or in an event named search.",
    },
    detect=_detect,
    needs=Needs(fields=(_NAMED, _VAGUE)),
)  # fmt: skip
