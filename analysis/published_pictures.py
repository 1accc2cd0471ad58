"""Tells by its address a picture that is published: of a shop's catalogue, a texture of a game, the poster of a film."""

from __future__ import annotations

import re
from typing import Final

from analysis.field_names import all_words
from analysis.lazy_patterns import lazy_pattern
from analysis.records import Transmission

_FILE: Final = lazy_pattern(r"[^/]{1,120}\.(?:jpe?g|png|webp|avif|gif)", re.IGNORECASE)
_STEPS: Final = 10  # of a path
_PUBLISHED: Final = frozenset({
    "catalog", "catalogue", "catalogs", "katalog", "kataloge", "catalogo", "catálogo", "katalogs", "katalogi", "luettelo",
    "products", "product", "produkt", "produkte", "produkter", "produktbilder", "produktbild", "productos", "producto",
    "produits", "produit", "prodotti", "prodotto", "produtos", "producten", "produkty", "tuotteet", "urunler", "termekek",
    "artikelbilder", "packshot", "packshots", "sku", "skus", "textures", "texture", "sprites", "sprite", "tilesets",
    "skybox", "posters", "artwork", "logos", "emojis",
})  # fmt: skip
_OF_SOMEBODY: Final = frozenset({
    "user", "users", "me", "my", "member", "members", "customer", "customers", "kunden", "kunde", "clients", "review",
    "reviews", "bewertungen", "avis", "opiniones", "recensioni", "scan", "scans", "identify", "recognise", "recognize",
    "search", "claim", "claims", "returns", "damage", "schaden", "private", "home", "profile", "camera", "selfie", "tryon",
    "listing", "listings", "anzeigen", "annonces", "used", "gebraucht",
})  # fmt: skip


def is_published_picture(sent: Transmission) -> bool:
    """Whether a picture is put under a name of its own into a catalogue; what customers send of a product is theirs."""
    steps = sent.path[:1024].split("/")[:_STEPS]
    if sent.method != "PUT" or not _FILE.fullmatch(steps[-1]):
        return False
    above = all_words((*steps[:-1], sent.host))
    return not above.isdisjoint(_PUBLISHED) and above.isdisjoint(_OF_SOMEBODY)
