"""Words of other languages beside a temperature or a humidity: rooms, machines and worlds, wishes and forecasts.

Senders write them without their marks as well as with them.
"""

from __future__ import annotations

from typing import Final

ROOMS: Final = frozenset({
    "zimmer", "kinderzimmer", "badezimmer", "küche", "flur", "dachboden", "balkon", "garten", "gewächshaus", "gewaechshaus",
    "büro", "kuche", "cuisine", "chambre", "salon", "grenier", "jardin", "cocina", "dormitorio", "sotano", "jardín",
    "terraza", "cucina", "soggiorno", "cantina", "giardino", "cozinha", "quarto", "sala", "keuken", "slaapkamer",
    "woonkamer", "zolder", "kinderkamer", "babykamer", "kuchnia", "sypialnia", "lazienka", "piwnica", "loznice", "obyvak",
    "kuchyne", "sovrum", "vardagsrum", "kök", "stue", "soveværelse", "keittiö", "keittio", "makuuhuone", "olohuone",
    "kylpyhuone", "mutfak", "yatakodasi", "salonu", "konyha", "nappali", "haloszoba", "bucatarie", "dormitor", "shinshitsu",
    "daidokoro", "寝室", "台所", "居間", "リビング", "卧室", "客厅", "厨房", "침실", "거실", "спальня", "кухня", "гостиная",
})  # fmt: skip
NO_AIR: Final = frozenset({
    # -- ovens, recipes and drinks
    "ofen", "backofen", "horno", "forno", "piekarnik", "uuni", "cuptor", "ovn", "ugn", "rezept", "rezepte",
    "receta", "recetas",
    "recette", "recettes", "ricetta", "receita", "recept", "przepis", "resepti", "oppskrift", "opskrift", "teig", "wein",
    "vino", "vinho", "wijn", "wino", "kaffee", "koffie", "caffè", "kahvi", "kahve", "bier", "cerveza", "birra", "piwo",
    "sauerteig", "料理", "レシピ", "菜谱",
    # -- machines
    "waschmaschine", "lavadora", "lavatrice", "pralka", "wasmachine", "pesukone", "tvattmaskin", "spuelmaschine",
    "geschirrspueler", "trockner", "lavavajillas", "drucker", "duese", "reifen", "prozessor", "procesador", "processeur",
    "procesor", "serveur", "servidor", "getriebe", "oel",
    # -- worlds that are played
    "spiel", "spieler", "welt", "juego", "jugador", "mundo", "jeu", "joueur", "gioco", "giocatore", "mondo",
    "jogo", "jogador",
    "gra", "gracz", "swiat", "peli", "pelaaja", "oyun", "oyuncu", "biom", "bioma", "ゲーム", "游戏",
    # -- goods and bodies
    "preis", "precio", "prix", "prezzo", "preco", "cena", "prijs", "fiyat", "haut", "piel", "peau", "pelle",
    "fieber", "fiebre",
    "fievre", "febbre", "febre", "goraczka", "koorts",
})  # fmt: skip
WISHED: Final = frozenset({
    "soll", "sollwert", "sollwerte", "ziel", "ziele", "zielwert", "wunsch", "objetivo", "objetivos", "consigna", "consigne",
    "consignes", "obiettivo", "obiettivi", "alvo", "zadana", "zadane", "cel", "tavoite", "hedef", "doel", "streefwaarde",
    "grenzwert", "grenzwerte", "grenzen", "schwelle", "schwellen", "umbral", "umbrales", "seuil", "seuils",
    "soglia", "soglie",
    "limite", "limites", "limiti", "granica", "haltung", "pflege", "regel", "regeln", "目標", "设定", "阈值",
    "설정값", "порог",
})  # fmt: skip
FORECASTS: Final = frozenset({
    "forecast", "forecasts", "vorhersage", "vorhersagen", "wettervorhersage", "prevision", "previsions", "previsiones",
    "previsioni", "previsao", "previsoes", "pronostico", "pronosticos", "prognoza", "voorspelling", "verwachting",
    "predpoved", "ennuste", "tahmin", "prognos", "elorejelzes", "予報", "预报", "예보", "прогноз",
})  # fmt: skip
