"""What places and positions are called in other languages (read by ``translated_names``)."""

from __future__ import annotations

from typing import Final

# English, then the words that say it; most without their marks, which senders leave out.
WORDS: Final = {
    # -- places
    "latitude": "breitengrad latitud latitudine szerokosc_geograficzna szerokoscgeograficzna широта 纬度 緯度 위도 enlem "
    "leveyspiiri leveysaste breddgrad breddegrad breedtegraad zemepisna_sirka zemepisnasirka foldrajzi_szelesseg weidu "
    "shirota shyrota lintang vi_do γεωγραφικο_πλατος geografiko_platos خط_العرض خط_عرض دائرة_العرض دائرة_عرض khat_alard "
    "khatt_alard khat_al_ard zemljepisna_sirina zemljopisna_sirina geografska_sirina географска_ширина laiuskraad "
    "קו_רוחב عرض_جغرافیایی",
    "longitude": "laengengrad langengrad longitud longitudine dlugosc_geograficzna dlugoscgeograficzna долгота довгота 经度 "
    "経度 경도 boylam pituuspiiri pituusaste langdgrad laengdegrad lengdegrad lengtegraad zemepisna_delka zemepisnadelka "
    "foldrajzi_hosszusag jingdu dolgota dovhota bujur kinh_do γεωγραφικο_μηκος geografiko_mikos خط_الطول خط_طول "
    "دائرة_الطول khat_altul khatt_altul khat_al_tul zemljepisna_dolzina zemljopisna_duzina geografska_dolzina "
    "geografska_duzina географска_дължина географска_дужина pikkuskraad קו_אורך طول_جغرافیایی",
    "accuracy": "genauigkeit nauwkeurigheid 精度 точность 정확도 hassasiyet noggrannhet tarkkuus dokladnosc presnost "
    "nojagtighed noyaktighet pontossag exactitud precisao precisione ακριβεια akriveia точність الدقة do_chinh_xac "
    "precizie natancnost tocnost",
    "location": "standort ubicacion emplacement locatie lokalizacja konum sijainti местоположение локация 定位 現在地 "
    "위치 localisation localizacion localizacao dingwei genzaichi τοποθεσια topothesia الموقع موقع місцезнаходження "
    "розташування vi_tri lokacija",
    "position": "posizione posicion posicao pozycja poloha pozice positie 位置 weizhi plassering θεση_gps pozitie "
    "pozitia положення",
    "coordinates": "koordinaten coordenadas coordonnees wspolrzedne souradnice koordinater koordinatlar координаты "
    "坐标 座標 좌표 zuobiao συντεταγμενες syntetagmenes координати الإحداثيات احداثيات toa_do koordinatak "
    "koordinaatit koordinate coordonate",
    "time zone": "zeitzone fuseau_horaire fuseauhoraire zona_horaria zonahoraria fuso_horario fusohorario fuso_orario "
    "fusoorario tijdzone strefa_czasowa strefaczasowa casova_zona casove_pasmo tidszon tidszone tidssone aikavyohyke "
    "saat_dilimi idozona часовой_пояс часовойпояс 时区 時區 タイムゾーン 시간대",
    "country": "pais ulke orszag страна країна 国家 國家 국가",
    "street": "strasse straat calle ulica улица 街道",
    "house number": "hausnummer huisnummer 门牌号 番地",
    "postal code": "postleitzahl 邮编 邮政编码 郵便番号 우편번호",
    "city": "stadt plaats woonplaats ville ciudad citta cidade miasto город 城市 市区町村 市 도시",
    "state": "bundesland provincie 省 省份 都道府県",
    "address": "adresse adres indirizzo direccion endereco адрес 地址 住所 주소",
    "delivery address": "lieferadresse lieferanschrift bezorgadres 收货地址 お届け先",
    "access points": "zugangspunkte",
}  # fmt: skip
