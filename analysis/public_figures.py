"""Tells people and places that are told of to all: in public life, made up, cited, simulated, in linked data, in vacancies.

Linked data: what a page says of a firm, an event or a person in the words of schema.org (https://schema.org/docs/full.html).
"""

from __future__ import annotations

from typing import Final

from analysis.field_names import all_words
from analysis.payload import Group
from analysis.readings import text
from analysis.reference_tables import MOST, PLAIN, around, first_rows, said_by
from analysis.surroundings import Surroundings

_FAMOUS: Final = frozenset({
    "imdbid", "tmdbid", "wikidataid", "wikidata", "knownfor", "knownfordepartment", "filmography", "discography", "qid",
})  # fmt: skip
# What is cited, and who wrote it.
_CITED: Final = frozenset(
    {"doi", "isbn", "issn", "itemtype", "journal", "publicationtitle", "pmid", "containertitle"}
)
_WROTE: Final = frozenset({"creators", "authors", "editors", "translators", "author", "editor", "translator"})
# Figures of a game, a book, a play.
_FICTION: Final = frozenset({
    "characters", "npcs", "npc", "protagonists", "personae", "dramatispersonae", "figuren", "charaktere", "personajes",
    "personnages", "personaggi", "personagens", "postacie", "postavy", "hahmot", "rollen",
})  # fmt: skip
_SIMULATED: Final = frozenset({"mannequin", "manikin", "simulator", "simulated", "simulation"})
_STAGES: Final = frozenset(
    {"cast", "actors", "actresses", "laureates", "senators", "abgeordnete", "politicians"}
)
_ELECTED: Final = frozenset(
    {"constituency", "wahlkreis", "fraktion", "parliamentarygroup", "electoraldistrict"}
)
_PARTIES: Final = frozenset(
    {"party", "partei", "parti", "partido", "partito", "partia", "strana", "faction", "fraction"}
)
_HOUSES: Final = frozenset({
    "parlament", "parliament", "parlement", "parlamento", "sejm", "senate", "senat", "senado", "senato", "bundestag",
    "landtag", "nationalrat", "congress", "congreso", "knesset", "riksdag", "storting", "folketing", "eduskunta",
    "council",
    "rat", "election", "elections", "wahl", "wahlen", "candidates", "kandidaten", "deputies", "diputados", "deputati",
    "deputados", "poslowie", "mps", "mep", "meps", "abgeordnete", "kandydaci", "wybory", "volby", "kandidati",
    "candidatos", "candidats", "candidati",
    "elecciones", "elezioni", "eleicoes", "verkiezingen", "valg", "secim", "adaylar", "radni", "assemblee", "assembly",
    "ministers",
})  # fmt: skip
_OF_ONE: Final = frozenset({
    "userid", "memberid", "customerid", "patientid", "deviceid", "firstname", "address", "street", "phone", "mobile",
    "token", "heartrate", "consent", "membersince",
})  # fmt: skip
# Of schema.org: what is open to all, and acts and people, of whom a place within tells.
_OPEN_TO_ALL: Final = (
    "Store", "Business", "Organization", "Corporation", "Restaurant", "Hotel", "Hostel", "Motel", "Event", "Place",
    "Shop",
    "Office", "Station", "School", "University", "Museum", "Library", "Hospital", "Pharmacy", "Attraction", "Bakery",
    "Cafe", "CafeOrCoffeeShop", "BarOrPub", "Church", "Park", "Airport", "Theater", "Cinema", "Gallery", "Clinic",
    "Dentist",
    "Dealer", "Repair", "Festival", "Landform", "Lodging", "JobPosting", "Market", "Salon", "Zoo",
)  # fmt: skip
_OF_SOMEBODY: Final = ("Person", "Action", "Reservation", "Order", "Trip", "Invoice", "Patient", "Delivery")
_OF_A_VACANCY: Final = frozenset({
    "hiringorganization", "joblocation", "employmenttype", "jobbenefits", "basesalary", "salary", "jobtitle",
    "dateposted",
    "validthrough", "applicationdeadline", "jobposting",
})  # fmt: skip
_APPLIES: Final = frozenset(
    {"applicant", "candidate", "resume", "cv", "user", "userid", "profile", "coverletter"}
)


def is_in_public_life(group: Group, place: Surroundings) -> bool:
    """A row of a list of actors, candidates or members of a parliament, with no way to reach them at home."""
    said = said_by(group)
    if not said.isdisjoint(_OF_ONE) or not first_rows(group.path, place, 2):
        return False
    on_stage = not _STAGES.isdisjoint(all_words(group.names[-2:]))
    in_a_house = not said.isdisjoint(_PARTIES) and not _HOUSES.isdisjoint(place.sent_words)
    return on_stage or in_a_house or not said.isdisjoint(_FAMOUS) or is_elected(group, place)


def is_elected(group: Group, place: Surroundings) -> bool:
    """The same of those alone who hold an office, or stand for one: their address is that of the office."""
    said = said_by(group)
    return (
        not said.isdisjoint(_ELECTED) and said.isdisjoint(_OF_ONE) and bool(first_rows(group.path, place, 2))
    )


def is_made_up(group: Group, _place: Surroundings) -> bool:
    """What is told of a figure of a game or a book."""
    return not _FICTION.isdisjoint(all_words(group.names[-3:]))


def is_cited(group: Group, place: Surroundings) -> bool:
    """Who wrote a book or a paper that is cited."""
    if _WROTE.isdisjoint(all_words(group.names[-1:])):
        return False
    return any(not said_by(here).isdisjoint(_CITED) for here in around(group, place))


def is_simulated(group: Group, place: Surroundings) -> bool:
    """Readings of a scenario that is played on a mannequin."""
    return any(
        not _SIMULATED.isdisjoint(said_by(here) | all_words(here.names[-2:])) for here in around(group, place)
    )


def is_linked_data(group: Group, place: Surroundings) -> bool:
    """What a page tells of a firm, a place or an event in the words of schema.org, and of no person's doing."""
    typed = [here for here in around(group, place) if "@type" in here.members]
    kinds = [text(here.members["@type"].value)[:64] for here in typed]
    if any(kind.endswith(_OF_SOMEBODY) for kind in kinds) or not any(
        kind.endswith(_OPEN_TO_ALL) for kind in kinds
    ):
        return False
    contexts = [text(here.members["@context"].value)[:64] for here in typed if "@context" in here.members]
    return any("schema.org" in context for context in contexts)


def is_of_a_vacancy(group: Group, place: Surroundings) -> bool:
    """Where somebody may work, and whom to write to; not who applies."""
    for here in around(group, place):
        said = PLAIN[place.names_at(here.path)[:MOST]]
        if not said.isdisjoint(_APPLIES):
            return False
        if len(said & _OF_A_VACANCY) >= 2:
            return True
    return False
