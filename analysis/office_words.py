"""Words of names that are those of an office or a firm, and of no person: ``Support Team``, ``info@…``."""

from __future__ import annotations

from typing import Final

OFFICES: Final = frozenset({
    "support", "team", "office", "info", "contact", "sales", "help", "service", "services", "company", "inc", "corp",
    "gmbh", "ltd", "llc", "ag", "shop", "store", "hotel", "restaurant", "clinic", "hospital", "bank", "school",
    "university", "city", "department", "admin", "administrator", "group", "foundation", "center", "centre", "studio",
    "studios", "news", "media", "bot", "no", "reply", "noreply", "hello", "press", "kontakt", "agency", "association",
    "club", "test", "desk", "app", "pizzeria", "ristorante", "trattoria", "osteria", "farmacia", "officina",
    "ambulatorio", "negozio", "panificio", "albergo", "comune", "scuola", "bakkerij", "apotheek", "winkel", "garage",
    "huisartsenpraktijk", "tandarts", "kliniek", "gemeente", "basisschool", "stichting", "vereniging", "apteekki",
    "kauppa", "ravintola", "seurakunta", "yhdistys", "kampaamo", "koulu", "vårdcentral", "folktandvård", "butik",
    "butiken", "förening", "kyrka", "skola", "salong", "frisör", "kommun", "apotek", "farmacie", "magazin", "cabinet",
    "clinica", "spital", "spitalul", "scoala", "școala", "primaria", "primăria", "asociatia", "asociația", "étterem",
    "patika", "iskola", "rendelő", "egyesület", "alapítvány", "óvoda", "szalon", "kft", "zrt", "аптека", "школа",
    "магазин", "салон", "лікарня", "больница", "кафе", "ресторан", "тов", "ооо", "садок", "φαρμακείο", "σχολείο",
    "ταβέρνα", "ιατρείο", "σύλλογος", "δήμος", "صيدلية", "مدرسة", "مطعم", "مستشفى", "شركة", "tiệm", "quán",
    "株式会社", "有限会社", "医院", "病院", "クリニック", "学校", "legeskontor",
    "skole", "kommune", "branch", "library", "museum", "online", "systems", "solutions", "software", "technologies",
    "labs", "customer",
})  # fmt: skip
