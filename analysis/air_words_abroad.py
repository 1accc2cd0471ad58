"""Words of other languages beside a temperature or a humidity: rooms, machines and worlds, wishes and forecasts.

Senders write them without their marks as well as with them.
"""

from __future__ import annotations

from typing import Final

ROOMS: Final = frozenset({
    "zimmer", "kinderzimmer", "badezimmer", "küche", "flur", "dachboden", "balkon", "garten", "gewächshaus",
    "gewaechshaus", "büro", "kuche", "cuisine", "chambre", "salon", "grenier", "jardin", "cocina", "dormitorio",
    "sotano", "jardín", "terraza", "cucina", "soggiorno", "cantina", "giardino", "cozinha", "quarto", "sala", "keuken",
    "slaapkamer", "woonkamer", "zolder", "kinderkamer", "babykamer", "kuchnia", "sypialnia", "lazienka", "piwnica",
    "loznice", "obyvak", "kuchyne", "sovrum", "vardagsrum", "kök", "stue", "soveværelse", "keittiö", "keittio",
    "makuuhuone", "olohuone", "kylpyhuone", "mutfak", "yatakodasi", "salonu", "konyha", "nappali", "haloszoba",
    "bucatarie", "dormitor", "shinshitsu", "daidokoro", "寝室", "台所", "居間", "リビング", "卧室", "客厅", "厨房",
    "침실", "거실", "спальня", "кухня", "гостиная", "вітальня", "підвал", "погріб", "теплиця", "вулик", "кімната",
    "σαλόνι", "σαλονι", "υπνοδωμάτιο", "υπνοδωματιο", "κουζίνα", "κουζινα", "θερμοκήπιο", "θερμοκηπιο", "υπόγειο",
    "υπογειο", "δωμάτιο", "δωματιο", "κυψέλη", "κυψελη", "غرفة", "الغرفة", "المطبخ", "الصالة", "المجلس", "القبو",
    "البيت", "phong", "phòng", "bếp", "klet", "spalnica", "dnevna", "kuhinja", "rastlinjak", "podrum", "staklenik",
    "kosnica", "košnica", "čebelnjak", "cebelnjak", "panj", "växthus", "vaxthus", "källare", "kallare", "bikupa",
    "husvagn", "kasvihuone", "kellari", "eteinen", "terassi", "mokki", "mökki", "sauna", "kelder", "schuur",
    "bijenkast", "kippenhok", "pince", "uveghaz", "üvegház", "kaptar", "kaptár", "sera", "pivnita", "stup", "cotet",
    "coteț", "serra", "alveare", "pollaio", "veranda", "温室", "物置", "部屋", "巣箱", "serre", "ruche", "poulailler",
    "colmena", "gallinero", "invernadero", "bienenstock", "huehnerstall", "wohnwagen", "szklarnia", "sklenik",
    "skleník", "drivhus", "bistade",
})  # fmt: skip
NO_AIR: Final = frozenset({
    # -- ovens, recipes and drinks
    "ofen", "backofen", "horno", "forno", "piekarnik", "uuni", "cuptor", "ovn", "ugn", "rezept", "rezepte",
    "receta", "recetas", "recette", "recettes", "ricetta", "receita", "recept", "przepis", "resepti",
    "oppskrift", "opskrift", "teig", "wein", "vino", "vinho", "wijn", "wino", "kaffee", "koffie", "caffè",
    "kahvi", "kahve", "bier", "cerveza", "birra", "piwo", "sauerteig", "料理", "レシピ", "菜谱", "preinfusione",
    "preinfusion", "συνταγη", "συνταγή", "φουρνος", "φούρνος", "φούρνο", "وصفة", "فرن", "рецепт", "духовка",
    "піч", "reteta", "nauong", "pecica", "pećnica", "オーブン", "烤箱", "오븐",
    # -- machines
    "waschmaschine", "lavadora", "lavatrice", "pralka", "wasmachine", "pesukone", "tvattmaskin", "spuelmaschine",
    "geschirrspueler", "trockner", "lavavajillas", "drucker", "duese", "reifen", "prozessor", "procesador",
    "processeur", "procesor", "serveur", "servidor", "getriebe", "oel", "сушарка", "програма", "πλυντήριο",
    "στεγνωτήριο", "πρόγραμμα", "غسالة", "برنامج", "maygiat", "mosogep", "mosógép", "szarito", "szárító",
    "kuivausrumpu", "ohjelma", "torktumlare", "diskmaskin", "droger", "vaatwasser", "programma", "asciugatrice",
    "uscator", "susilec", "sušilec", "pralni", "洗濯機", "乾燥機", "洗衣机", "세탁기", "nyomtato", "nyomtató",
    "tulostin", "skrivare",
    # -- worlds that are played
    "spiel", "spieler", "welt", "juego", "jugador", "mundo", "jeu", "joueur", "gioco", "giocatore", "mondo",
    "jogo", "jogador", "gra", "gracz", "swiat", "peli", "pelaaja", "oyun", "oyuncu", "biom", "bioma", "ゲーム", "游戏",
    # -- goods and bodies
    "preis", "precio", "prix", "prezzo", "preco", "cena", "prijs", "fiyat", "haut", "piel", "peau", "pelle",
    "fieber", "fiebre", "fievre", "febbre", "febre", "goraczka", "koorts",
    "السعر", "سعر", "τιμή", "ціна", "цена", "cijena", "価格", "가격", "πυρετος", "πυρετός", "حمى",
    "гарячка", "kuume", "feber", "láz", "febra",
})  # fmt: skip
WISHED: Final = frozenset({
    "soll", "sollwert", "sollwerte", "ziel", "ziele", "zielwert", "wunsch", "objetivo", "objetivos", "consigna",
    "consigne", "consignes", "obiettivo", "obiettivi", "alvo", "zadana", "zadane", "cel", "tavoite", "hedef", "doel",
    "streefwaarde", "grenzwert", "grenzwerte", "grenzen", "schwelle", "schwellen", "umbral", "umbrales", "seuil",
    "seuils", "soglia", "soglie", "limite", "limites", "limiti", "granica", "haltung", "pflege", "regel", "regeln",
    "目標", "设定", "阈值", "설정값", "порог", "όρια", "ορια", "στόχος", "στοχος", "الحد", "الهدف", "الحدود", "ліміт",
    "межі", "межа", "ціль", "praguri", "nguong", "ngưỡng", "gioihan", "küszöb", "kuszob", "hatarertek", "cél", "gräns",
    "grans", "gränsvärde", "granser", "målvärde", "rajat", "meje", "cilj", "granice", "grenswaarden", "しきい値",
    # -- what a guide or a norm advises
    "ghid", "guide", "guides", "guida", "guia", "gids", "opas", "ohje", "ohjeet", "utmutato", "útmutató",
    "vodic", "vodnik", "prirocnik", "poradnik", "anleitung", "ratgeber", "handbok", "οδηγός", "οδηγος",
    "οδηγίες", "довідник", "поради", "دليل", "إرشادات", "推奨", "推荐", "建议", "권장", "verzorging",
    "skötsel", "skotsel", "hoito", "hoitoohje", "gondozas", "gondozás", "ingrijire", "îngrijire", "φροντίδα",
    "догляд", "العناية", "cuidados", "soins", "entretien", "pielegnacja", "péče", "pece", "negovanje",
    "chamsoc", "手入れ", "育て方", "recommandations", "raccomandazioni", "recomandari", "husbandry", "διαβίωση",
})  # fmt: skip
FORECASTS: Final = frozenset({
    "forecast", "forecasts", "vorhersage", "vorhersagen", "wettervorhersage", "prevision", "previsions",
    "previsiones", "previsioni", "previsao", "previsoes", "pronostico", "pronosticos", "prognoza",
    "voorspelling", "verwachting", "predpoved", "ennuste", "tahmin", "prognos", "elorejelzes", "予報",
    "预报", "예보", "прогноз", "πρόγνωση", "προγνωση", "توقعات", "التوقعات", "dubao", "napoved",
    "prognoze", "väderprognos", "saaennuste", "sääennuste", "weersverwachting", "previziune",
})  # fmt: skip
