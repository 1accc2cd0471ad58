"""Words of names that are those of an office or a firm, and of no person: ``Support Team``, ``info@…``."""

from __future__ import annotations

from typing import Final

OFFICES: Final = frozenset({
    "support", "team", "office", "info", "contact", "sales", "help", "service", "services", "company", "inc", "corp",
    "gmbh",
    "ltd", "llc", "ag", "shop", "store", "hotel", "restaurant", "clinic", "hospital", "bank", "school", "university",
    "city",
    "department", "admin", "administrator", "group", "foundation", "center", "centre", "studio", "studios", "news", "media",
    "bot", "no", "reply", "noreply", "hello", "press", "kontakt", "agency", "association", "club", "test", "desk", "app",
    "branch", "library", "museum", "online", "systems", "solutions", "software", "technologies", "labs", "customer",
})  # fmt: skip
