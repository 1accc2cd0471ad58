"""What devices, apps, faults and consents are called in other languages (read by ``translated_names``)."""

from __future__ import annotations

from typing import Final

# English, then the words that say it; most without their marks, which senders leave out.
WORDS: Final = {
    # -- what has faults, and is nobody's body
    "printer": "drucker imprimante impresora stampante",
    # -- the device, its apps and faults, and what was allowed
    "battery": "bateria batterie batteria akku батарея аккумулятор 电池 電池 バッテリー 배터리",
    "battery level": "ladestand akkustand batteriestand akkuladung 电量 電池残量 バッテリー残量 배터리잔량",
    "level": "nivel niveau livello",
    "charging": "cargando carregando 充电中 充電中",
    "installed apps": "已安装应用 インストール済みアプリ 설치된앱",
    "package name": "包名 パッケージ名",
    "package": "пакет",
    "apps": "приложения",
    "installed": "установленные",
    "app name": "应用名 应用名称 アプリ名",
    "crash": "absturz 崩溃 クラッシュ",
    "exception": "ausnahme",
    "stack": "stapel",
    "consent": "einwilligung zustimmung consentement consentimiento consentimento consenso toestemming согласие",
    "consents": "einwilligungen consentements consentimientos",
    "necessary": "notwendig notwendige necesarias necessaires noodzakelijk",
    "statistics": "statistik estadisticas statistiques statistiche estatisticas statistieken",
    "preferences": "praferenzen praeferenzen preferencias preferenze voorkeuren",
    "search": "suche busqueda ricerca pesquisa zoeken 搜索 検索 поиск 검색",
    "search term": "suchbegriff suchwort suchanfrage zoekterm 搜索词 検索ワード 検索キーワード 검색어",
    # -- what is weighed, and is nobody's body
    "parcel": "paket pakket colis paquete pacco",
    "shipment": "sendung zending zendingen lieferung",
    "product": "produkt produit producto prodotto",
    "item": "artikel",
}  # fmt: skip
