"""What rows of an app's use are named, in several languages: the app, what happened to it, when it began and ended."""

from __future__ import annotations

from typing import Final

APPS: Final = ("app", "pkg", "package", "packagename", "bundleid", "bundle", "appid", "application", "aplikacja",
        "anwendung",
         "aplicacion", "applicazione", "aplicacao", "appli", "toepassing", "sovellus", "uygulama", "alkalmazas",
         "aplikace",
         "applicatie", "aplicatie", "додаток", "застосунок", "εφαρμογή", "التطبيق", "アプリ",
         "channeltitle", "game",
         "gametitle")  # fmt: skip
EVENTS: Final = frozenset({
    "event", "eventtype", "type", "t", "state", "action", "e", "a", "ev", "op", "aktion", "zdarzenie", "ereignis",
    "evento", "evenement", "olay", "name", "eventname", "дія", "подія", "ενέργεια", "toiminto", "muvelet",
    "actiune", "actie", "操作",
})  # fmt: skip
OPENED: Final = frozenset({
    "open", "opened", "close", "closed", "launch", "launched", "exit", "exited", "geoeffnet", "geschlossen", "abierta",
    "cerrada", "ouverte", "fermee", "aperta", "chiusa", "applaunch", "appopen", "appstart", "applaunched", "appopened",
    "uruchomiono", "uruchomienie", "uruchomienieaplikacji", "gestartet", "appgestartet", "lancee", "lancement", "lanzada",
    "iniciada", "avviata", "gestart", "spusteno", "startad", "startet", "acildi", "avattu", "megnyitva",
    "channellaunch", "channelexit", "channelopen", "gamelaunch", "gamestart", "gameend", "gameexit", "gamestarted",
    "gameended",
    "suljettu", "oppnad", "stangd", "öppnad", "stängd", "geopend", "gesloten", "deschis", "inchis", "megnyitott",
    "bezart", "відкрито", "закрито", "запущено", "άνοιξε", "έκλεισε", "起動", "chiuso", "aperto",
    "appclosed", "appclose", "appexit", "applicationlaunched", "launchapp", "openapp",
})  # fmt: skip
# android.app.usage.UsageEvents.Event
MOVES: Final = frozenset({
    "movetoforeground", "movetobackground", "activityresumed", "activitypaused", "activitystopped", "foreground",
    "background", "appforeground", "appbackground", "appopened", "appclosed", "applaunched",
})  # fmt: skip
STARTS: Final = frozenset({
    "start", "starttime", "startedat", "from", "opened", "openedat", "startts", "begin", "von", "od", "desde",
    "dal", "inizio", "kezdet", "alku", "inceput", "початок", "έναρξη", "開始", "بداية", "batdau", "начало",
})  # fmt: skip
ENDS: Final = frozenset({
    "end", "endtime", "endedat", "to", "closed", "closedat", "endts", "until", "bis", "do", "hasta", "al", "tot",
    "til", "eind", "einde", "slut", "loppu", "veg", "vege", "sfarsit", "fine", "кінець", "τέλος", "終了", "نهاية",
    "ketthuc",
})  # fmt: skip
GAMES: Final = frozenset({"game", "gametitle", "game_title"})  # which are also announced from when to when
