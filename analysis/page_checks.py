"""Tells addresses that are sent to be checked (reputation, filters for children), and names that only programs ask for.

A browser or a filter asks what is known of each page that somebody opens. A program asks for the address of a time server
or of a list of withdrawn certificates, and a system whether there is a way out to the net: nobody looks at those.
"""

from __future__ import annotations

from typing import Final

from analysis.lazy_patterns import lazy_pattern
from analysis.records import Transmission
from analysis.remembered import Remembered

# Parts of hosts and paths that look addresses up, in several languages.
_SURE_CHECKS: Final = lazy_pattern(
    r"reputa|(?:^|[/._-])rep(?=$|[/._?-])|urlrep|webrep|sicher|schutz|segur|bezpiecz|bezpecn|veilig|trygg|turvalli|guvenli"
    r"|biztons|safe|phish|malware|threat|antivir|guard|filter|parental|verdict|blocklist|smartscreen|webrisk|anquan|安全|anzen"
)
_CHECKS: Final = lazy_pattern(
    r"check|lookup|scan|classif|categor|rating|urlinfo|pruef|pruf|prüf|verific|verifi[ez]|sprawdz|kontrol|overen|tarkist|consult"
)
_ADDRESSES: Final = lazy_pattern(
    r"ur[li]|(?:^|[/._-])(?:links?|web|sites?|pages?|seiten?|net|dns|surf)(?=$|[/._?-])|domain|brows|naveg|navig|adres|direcc"
    r"|enlace|linkcheck|sitecheck|webguard|dnsfilter|webfilter|webrep|indirizz"
)
# Lists of pages that somebody visited, by names that are of nothing else only beside the moments of it.
HISTORIES: Final = frozenset({
    "history", "verlauf", "historial", "historique", "cronologia", "historico", "historia", "historie", "gecmis", "historik",
    "elozmenyek", "istoric", "履歴", "历史", "历史记录", "история", "besuche", "besucht", "visitas", "visites", "visite",
    "історія", "ιστορικό", "ιστορικο", "سجل", "geschiedenis", "selaushistoria", "закладки", "вкладки",
    "reiter", "pestanas", "onglets", "lesezeichen", "marcadores", "segnalibri", "zakladki", "bladwijzers",
})  # fmt: skip
# Where somebody decides on a site, or tells of it.
_DECIDED: Final = lazy_pattern(
    r"(?:^|[/._-])(?:block|unblock|rules?|regeln|reglas|allow|whitelist|blacklist|report|melden)(?=$|[/._-])"
)
_LEAST_NAME: Final = 3  # letters of a field that says by its name that it holds an address

# Labels of hosts, without numbers, that time servers, checks of the way out, lists of certificates and the like have.
_TIME: Final = frozenset(
    {"ntp", "sntp", "nts", "chrony", "timeserver", "timesync", "ptbtime", "swisstime", "ntps"}
)
_CLOCKS: Final = frozenset({
    "time", "zeit", "uhr", "uhrzeit", "hora", "heure", "ora", "tijd", "czas", "cas", "tid", "klocka", "clock", "saat",
    "aika", "jikan", "shijian", "tempo", "ido", "timp",
})  # fmt: skip
_WAY_OUT: Final = frozenset({
    "connectivitycheck", "connectivity", "captive", "captiveportal", "detectportal", "msftconnecttest", "msftncsi",
    "dnscheck", "networkcheck", "conncheck", "nmcheck", "internetcheck", "onlinecheck", "connecttest", "ncsi", "netcheck",
    "ipvsixcheck", "nettest", "networktest", "portaldetect",
})  # fmt: skip
_OF_PROGRAMS: Final = frozenset({
    "ocsp", "crl", "crls", "wpad", "isatap", "mtalk", "stun", "localhost", "teredo", "ipvonly", "ota", "fota", "firmware",
})  # fmt: skip
_AT_HOME: Final = frozenset(
    {"arpa", "local", "lan", "home", "internal", "localdomain", "box", "intranet", "invalid"}
)
_WELL_KNOWN: Final = frozenset(
    {"clients3.google.com", "clients1.google.com", "www.gstatic.com"}
)  # asked by Android and Chrome
_NO_LETTERS: Final = lazy_pattern(r"[^a-z]{1,64}")


def is_check(sent: Transmission, field: str) -> bool:
    """Whether an address in a field is sent to where addresses are looked up: by the host, the path and the field's name."""
    where = f"{sent.host[:253]}{sent.path[:256]}".lower()
    if _DECIDED.search(sent.path[:256].lower()):
        return False
    if _SURE_CHECKS.search(where):
        return len(field) >= _LEAST_NAME or _ADDRESSES.search(where) is not None
    told = where if len(field) >= _LEAST_NAME else sent.path[:256].lower()
    return _CHECKS.search(where) is not None and _ADDRESSES.search(told) is not None


def is_surely_checked(sent: Transmission) -> bool:
    """Whether hosts, too, are looked up there: a filter, or what is known of a site."""
    return _SURE_CHECKS.search(f"{sent.host[:253]}{sent.path[:256]}".lower()) is not None


def _of_a_program(host: str) -> bool:
    labels = host.lower().rstrip(".").split(".")[:12]
    if (
        host.lower() in _WELL_KNOWN
        or labels[-1] in _AT_HOME
        or any(label.startswith("_") for label in labels)
    ):
        return True
    plain = [_NO_LETTERS.sub("", label) for label in labels]
    first = [_NO_LETTERS.split(label)[0] for label in labels]
    if not _TIME.isdisjoint((*plain, *first)) or not _WAY_OUT.isdisjoint(plain):
        return True
    below = set(plain[:-2])  # what stands below a domain that somebody owns
    return not below.isdisjoint(_OF_PROGRAMS | _CLOCKS) or ("pool" in below and not _CLOCKS.isdisjoint(plain))


IS_OF_A_PROGRAM: Final = Remembered[str, bool](_of_a_program)
