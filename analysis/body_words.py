"""Words beside a reading that tell of a body, and of what is none: goods, weights that are lifted, games, a child's bath."""

from __future__ import annotations

from typing import Final

PARCEL: Final = frozenset({
    "parcel", "package", "shipping", "product", "products", "item", "items", "cargo", "sku", "font", "fonts", "ad",
    "edge", "node", "rank", "style", "layer", "bundle", "price", "vehicle", "route", "campaign", "boost", "model",
    "variant", "shipment", "shipments", "freight", "luggage", "baggage", "letter", "cart", "order", "orders",
    "backend", "backends", "upstream", "pool", "portfolio", "asset", "stock", "pet", "pets", "dog", "cat", "animal",
    "animals", "livestock", "recipient", "material", "materials", "steel", "dai", "rong", "gia", "kho", "τιμή",
    "τιμη", "hinta", "raklap", "pallets", "tilaus", "rendeles", "sulyok", "katalogus", "katalog", "catalogue",
    "catalog", "criteria", "question", "feature", "weights", "typeface", "ingredient", "ingredients", "recipe",
    "server", "servers",
})  # fmt: skip
# What stands on a scale in a barn, a garden or under a silo; the air around it, and the network of things it reports by.
WEIGHED: Final = frozenset({
    "hive", "hives", "beehive", "brood", "apiary", "colony", "queen", "bees", "silo", "hopper", "feeder", "trough",
    "barn", "herd", "calf", "calves", "pig", "pigs", "piglet", "sow", "lamb", "ewe", "flock", "broiler", "hen",
    "eartag", "cylinder", "propane", "keg", "bunker", "loadcell", "балон", "баллон", "φιάλη", "أسطوانة", "butla",
    "rain", "wind", "soil", "ambient", "outside", "uplink", "fport", "lorawan", "humidity", "rh", "nh", "bienen",
    "bienenstock", "ruche", "colmena", "arnia", "ul", "bikube",
})  # fmt: skip
# What is lifted, what figures of a game weigh: beside these a weight is not that of a body.
LIFTED: Final = frozenset({
    "wdh", "wiederholungen", "repeticiones", "ripetizioni", "repeticoes", "powtorzenia", "opakovani", "herhalingen",
    "toistot", "tekrar", "repetari", "ismetles", "ismetlesek", "sorozat", "sorozatok", "repetitioner", "repetisjoner",
    "gentagelser", "повторення", "повтори", "повторения", "підходи", "επαναλήψεις", "επαναληψεις", "epanalipseis",
    "تكرارات", "التكرارات", "reps", "rep", "sets", "rpe", "barbell", "dumbbell", "exercises", "lift", "lifts",
    "plates", "squat", "deadlift", "monster", "monsters", "player", "hp", "mana", "xp", "enemy", "npc", "weapon",
    "weapons", "armor", "armour", "creature", "boss", "inventory", "loot", "spawn", "pokemon", "backpack", "bag",
    "bags", "tare", "gross", "load", "truck", "axle", "scale_factor", "crate", "pallet", "carrier", "parcels",
    "catch", "fish", "species", "breed", "flour", "filament", "spool", "kettlebell",
})  # fmt: skip
# Beside these strain, pulse and breath are those of a figure in a game.
PLAYED: Final = frozenset({
    "hero", "heroes", "mana", "hp", "xp", "dungeon", "npc", "monster", "player", "enemy", "inventory", "loot", "stamina",
    "morale", "sanity", "boss", "bosses", "spell", "spells", "weapon", "weapons", "armor", "armour", "damage", "dmg",
    "atk",
    "quest", "quests", "guild", "rarity", "monsters", "enemies", "creature", "creatures", "respawn", "spawn", "agility",
    "dexterity", "charisma", "hitpoints", "schaden", "angriff", "waffe", "waffen", "ruestung", "rustung", "helden",
    "monstre",
    "monstruo", "mostro", "dano", "degats", "danni", "ataque", "attaque", "attacco", "armure", "potwor", "obrazenia",
    "zbroja",
    "npcs", "villager", "villagers", "colonist", "colonists", "survivor", "survivors",
})  # fmt: skip
NO_BLOOD: Final = PLAYED | frozenset({
    "game", "water", "aquarium", "tank", "dive", "diver", "min", "hour", "minutes", "co", "nitrogen", "hunger", "thirst",
})  # fmt: skip
WATERS: Final = frozenset({
    "dissolved", "sea", "lake", "river", "pond", "buoy", "reef", "salinity", "turbidity", "aeration", "aerator", "orp",
    "ph", "blower", "nitrate", "ammonia",
})  # fmt: skip  # whose oxygen is measured, too
SMALL: Final = frozenset(
    {
        "child",
        "baby",
        "infant",
        "newborn",
        "toddler",
        "enfant",
        "bebe",
        "bambino",
        "bambina",
        "nino",
        "nina",
        "dziecko",
        "dite",
        "barn",
        "lapsi",
        "cocuk",
        "copil",
        "gyerek",
        "kodomo",
        "akachan",
        "baobao",
        "saugling",
        "saeugling",
        "crianca",
        "neonato",
        "παιδί",
        "παιδι",
        "paidi",
        "μωρό",
        "μωρο",
        "طفل",
        "الطفل",
        "طفلة",
        "رضيع",
        "дитина",
        "дитини",
        "малюк",
        "ребенок",
        "tre",
        "bebelus",
        "csecsemo",
        "vauva",
        "bebis",
        "kisbaba",
    }
)  # of whom somebody writes down a temperature
BESIDE_SMALL: Final = frozenset({
    "lock", "room", "monitor", "nursery", "bath", "water", "milk", "bottle", "formula", "seat", "crib", "humidity",
    "children", "parent", "setpoint", "target", "mode",
})  # fmt: skip
# Where and how a temperature was taken; a thermometer that says "object" or "surface" was held to something else.
TAKEN_BY: Final = (
    "mode",
    "site",
    "method",
    "body_part",
    "bodySite",
    "measurement_mode",
    "measureMode",
    "zone",
    "messort",
    "ort",
    "lugar",
    "luogo",
    "miejsce",
    "misto",
    "plats",
    "sted",
    "endroit",
    "paikka",
    "yer",
)
AT_A_BODY: Final = frozenset({
    "body", "ear", "forehead", "oral", "rectal", "armpit", "axillary", "axilla", "temporal", "tympanic", "mouth",
    "oreille", "ohr", "im ohr", "oido", "oreja", "orecchio", "ucho", "ore", "ora", "korva", "kulak", "ureche", "ful",
    "oor",
    "front", "stirn", "frente", "fronte", "czolo", "celo", "otsa", "alin", "voorhoofd", "aisselle", "achsel", "axila",
    "ascella",
    "oksel", "pacha", "rektal", "bouche", "mund", "boca", "bocca", "usta", "mimi", "waki",
})  # fmt: skip
# Beside these fat, energy and weight are those of what is eaten.
EATEN: Final = frozenset({
    "protein", "proteins", "proteine", "proteinas", "eiweiss", "eiweiß", "carbs", "carbohydrates", "kohlenhydrate",
    "glucides", "carboidrati", "carboidratos", "hidratos", "sugar", "sugars", "zucker", "azucar", "azucares",
    "zuccheri", "sucres", "salt", "salz", "sale", "sel", "fiber", "fibre", "sodium", "serving", "servings", "portion",
    "portionen", "portions", "porciones", "porzioni", "porcoes", "porcje", "porce", "portioner", "annosta",
    "porsiyon", "recipe", "recipes", "rezept", "rezepte", "recette", "recettes", "receta", "recetas", "ricetta",
    "ricette", "receita", "receitas", "recept", "recepten", "przepis", "przepisy", "recepty", "oppskrift", "opskrift",
    "opskrifter", "resepti", "tarif", "reteta", "ingredients", "zutaten", "ingredientes", "ingredienti", "skladniki",
    "ingredienten", "zubereitung", "food", "foods", "meal", "meals", "mahlzeit", "порції", "порцій", "рецепт",
    "страва", "білки", "сіль", "інгредієнти", "الوصفة", "وصفة", "الحصص", "حصص", "الملح", "البروتين", "المكونات",
    "الطبق", "συνταγή", "συνταγη", "μερίδες", "μεριδες", "πιάτο", "πιατο", "πρωτεΐνη", "πρωτεινη", "αλάτι", "αλατι",
    "υλικά", "υλικα", "merides", "wasfa", "khau", "annoksia", "adagok", "portii", "portionsmangd", "kcal100g",
    "per100g", "hozzavalok", "ainekset", "ingrediente", "nguyen", "μενού", "μενου", "قائمة", "меню", "dish",
    "gericht", "plat", "plato", "piatto", "menu", "nutrition", "naehrwerte", "nahrwerte",
})  # fmt: skip
# Names above a reading that tell of bounds for it, and words beside one of nobody.
BOUNDS: Final = frozenset({
    "threshold", "thresholds", "limit", "limits", "alert", "alerts", "alarm", "alarms", "target", "targets", "norm",
    "normal",
    "reference", "range", "ranges", "zone", "zones", "grenzwerte", "grenzwert", "seuils", "seuil", "umbral", "umbrales",
    "soglia", "soglie", "limites", "limiti", "limity", "progi", "grenswaarden",
})  # fmt: skip
TAUGHT: Final = frozenset({
    "quiz", "lesson", "simulation", "simulator", "scenario", "article", "question", "questions", "flashcard",
    "flashcards",
})  # fmt: skip
SOLD: Final = frozenset(
    {"product", "products", "sku", "price", "shop", "headphone", "headphones", "driver", "syrup"}
)
# Beside these a distance is one that a machine goes.
DRIVEN: Final = frozenset({"motor", "stepper", "robot", "gcode", "axis", "nozzle"})
# Names of an object that holds what somebody wants to do, and has not done.
AIMED: Final = frozenset({
    "goal", "goals", "targets", "ziele", "hedefler", "objetivos", "objectifs", "obiettivi", "metas", "doelen",
    "tavoitteet",
})  # fmt: skip
# Whose weight and steps are those of no person.
PETS: Final = frozenset({
    "pet", "pets", "dog", "dogs", "puppy", "kitten", "hund", "hunde", "katze", "katzen", "haustier", "chien", "perro",
    "gato", "cane", "gatto", "cachorro", "pies", "kot", "pes", "kocka", "hond", "huisdier", "koira", "kissa", "kopek",
    "kedi",
    "caine", "pisica", "kutya", "macska", "inu", "neko", "livestock", "ohrmarke", "rasse", "breed", "horse", "pferd",
    "cow",
})  # fmt: skip
# Names of what may be chosen: nobody has done it.
OFFERED: Final = frozenset({
    "preset", "presets", "defaults", "options", "choices", "suggestions", "recommended", "recommendations", "templates",
    "limits", "bounds", "challenge", "challenges", "badges", "programs", "programmes", "plans", "milestones",
    "vorgaben", "voreinstellungen", "vorschlaege", "modeles", "plantillas", "modelli", "szablony",
})  # fmt: skip
