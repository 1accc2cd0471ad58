"""What places and positions are called in other languages (read by ``translated_names``)."""

from __future__ import annotations

from typing import Final

# English, then the words that say it; most without their marks, which senders leave out.
WORDS: Final = {
    # -- places
    "latitude": "breitengrad latitud latitudine szerokosc широта 纬度 緯度 위도",
    "longitude": "laengengrad langengrad longitud longitudine dlugosc долгота 经度 経度 경도",
    "accuracy": "genauigkeit nauwkeurigheid 精度",
    "street": "strasse straat calle ulica улица 街道",
    "house number": "hausnummer huisnummer 门牌号 番地",
    "postal code": "postleitzahl 邮编 邮政编码 郵便番号 우편번호",
    "city": "stadt plaats woonplaats ville ciudad citta cidade miasto город 城市 市区町村 市 도시",
    "state": "bundesland provincie 省 省份 都道府県",
    "address": "adresse adres indirizzo direccion endereco адрес 地址 住所 주소",
    "delivery address": "lieferadresse lieferanschrift bezorgadres 收货地址 お届け先",
    "access points": "zugangspunkte",
}  # fmt: skip
