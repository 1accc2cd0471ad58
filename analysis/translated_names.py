"""Says in English what fields are called in other languages: readings, places, people, devices, apps, consent.

Only words that name one thing in their language, and that English does not use for another. A name keeps its own spelling
everywhere else: a reasoning quotes what was sent.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_LONGEST: Final = 40  # letters

# English, then the words that say it; most without their marks, which senders leave out.
_WORDS: Final = {
    # -- motion, light and air
    "accelerometer": "accelerometre acelerometro accelerometro beschleunigungssensor beschleunigungsmesser "
    "versnellingsmeter  "
    "akcelerometr акселерометр 加速度计 加速計 加速度計 加速度传感器 加速度センサー 가속도계",
    "acceleration": "beschleunigung aceleracion accelerazione aceleracao versnelling przyspieszenie ускорение 加速度 가속도",
    "gyroscope": "giroscopio gyroskop gyroscoop zyroskop гироскоп 陀螺仪 ジャイロ ジャイロスコープ 자이로스코프",
    "angular velocity": "winkelgeschwindigkeit drehrate 角速度 각속도",
    "magnetometer": "magnetometre magnetometro 磁力计 磁力計",
    "sensor": "capteur sensore czujnik датчик 传感器 センサー 센서",
    "sensors": "capteurs sensori sensores sensoren",
    "value": "valeur wert valor valore waarde",
    "values": "valeurs werte valores valori waarden",
    "unit": "unite einheit unidad unidade eenheid",
    "illuminance": "beleuchtungsstarke beleuchtungsstaerke eclairement iluminancia illuminamento lichtsterkte "
    "освещенность освещённость 照度 光照度 光照强度 環境光 环境光 조도",
    "luminosity": "luminosite luminosita luminosidad luminosidade",
    "brightness": "helligkeit",
    "ambient light": "umgebungslicht",
    "air pressure": "luftdruck luchtdruk 气压 気圧 氣壓 大气压 기압",
    "pressure": "pression presion pressione pressao",
    "humidity": "luftfeuchtigkeit luftfeuchte luchtvochtigheid humidite humedad umidita umidade wilgotnosc "
    "влажность 湿度 습도",
    "temperature": "temperatur temperatura temperatuur температура 温度 気温 气温 온도",
    "room temperature": "raumtemperatur zimmertemperatur 室温",
    "outdoor temperature": "aussentemperatur außentemperatur buitentemperatuur",
    # -- the body
    "heart rate": "herzfrequenz hartslag 心率 心拍数 심박수",
    "pulse": "puls pouls pulso пульс 脈拍 脉搏",
    "systolic": "systolisch systolique sistolica sistolico 收缩压 最高血圧 収縮期血圧",
    "diastolic": "diastolisch diastolique diastolica diastolico 舒张压 最低血圧 拡張期血圧",
    "blood pressure": "blutdruck bloeddruk 血压 血圧 혈압",
    "blood glucose": "blutzucker glycemie glucemia glicemia 血糖 血糖値 혈당",
    "blood oxygen": "sauerstoffsattigung sauerstoffsaettigung blutsauerstoff 血氧 血氧饱和度",
    "body temperature": "korpertemperatur koerpertemperatur 体温 체온",
    "basal temperature": "basaltemperatur aufwachtemperatur 基礎体温 基础体温",
    "body weight": "korpergewicht koerpergewicht 体重 체중",
    "weight": "gewicht poids",
    "menstrual cycle day": "zyklustag",
    "menstrual cycle length": "zykluslange zykluslaenge",
    "menstruation": "regelblutung menstruacion mestruazione menstruacao 月经 生理開始日",
    "ovulation": "eisprung ovulacion ovulazione 排卵日",
    "mood": "stimmung humeur gemutszustand",
    "diagnosis": "diagnostico diagnose rozpoznanie teshis tanisi 진단명 诊断 診断 диагноз",
    "symptoms": "sintomas sintomi symptome objawy belirtiler 증상 症状 симптомы",
    "medication": "medikament medikamente medicamento medicamentos medicaments leki ilac ilaclar 복용약 药物 服薬 лекарства",
    "allergy": "allergie allergien alergia alergias alerji alerjiler 알레르기 过敏史 アレルギー аллергия",
    "pregnancy": "schwangerschaft embarazo gravidez grossesse gravidanza ciaza hamilelik gebelik "
    "임신 怀孕 妊娠 беременность",
    "disability": "behinderung discapacidad niepelnosprawnosc 장애등급",
    "blood type": "blutgruppe 혈액형 血型 血液型",
    "steps": "schritte schrittzahl schrittzaehler pasos stappen passos 步数 歩数 걸음수",
    "today": "heute hoy vandaag oggi hoje",
    "daily goal": "tagesziel dagdoel",
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
    # -- what has faults, and is nobody's body
    "printer": "drucker imprimante impresora stampante",
    # -- devices, people and how to reach them
    "device": "gerat geraet appareil dispositivo apparaat urzadzenie устройство 设备 設備 デバイス 기기",
    "device id": "geratekennung geraetekennung gerateid geraeteid toestelid 设备id 设备号 设备标识 端末id 端末識別番号 "
    "端末番号 기기id",
    "id": "kennung identifiant identificador identificativo идентификатор 标识 識別子",
    "user": "benutzer utilisateur usuario utente gebruiker 用户 ユーザー 사용자",
    "number": "nummer numero",
    "serial number": "seriennummer serienummer 序列号 シリアル番号 製造番号 일련번호",
    "phone": "telefon telefono telefone telefoon телефон 电话 電話",
    "phone number": "telefonnummer handynummer mobilnummer telefoonnummer 电话号码 手机号 手机号码 電話番号 携帯電話番号 "
    "携帯番号 전화번호 휴대폰번호",
    "email": "courriel 邮箱 电子邮箱 电子邮件 メールアドレス 電子メール 이메일",
    "full name": "姓名 氏名 성명 фио",
    "first name": "vorname prenom imie voornaam fornavn fornamn",
    "last name": "nachname familienname nazwisko soyad soyadi apellido apellidos cognome sobrenome achternaam etternavn "
    "фамилия",
    "contacts": "联系人 通讯录 連絡先 電話帳 연락처 контакты",
    "calls": "anrufe llamadas appels chiamate chamadas oproepen",
    "call log": "anrufliste anrufverlauf 通话记录 通話履歴 통화기록",
    "direction": "richtung direzione",
    "duration": "dauer duree duracion durata duracao duur",
    "gender": "sexo sesso geslacht plec 性別 性别 성별",
    "birth date": "geboortedatum 生年月日 出生日期 생년월일",
    "race": "raca",
    "message": "nachricht mensaje messaggio mensagem сообщение 消息 メッセージ 메시지",
    "recipient": "empfanger empfaenger destinataire destinatario ontvanger",
    "sender": "absender expediteur remitente mittente",
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


def _folded(word: str) -> str:
    """A word without the marks of its Latin letters: ``é`` → ``e``, ``ß`` → ``ss``."""
    if not word[:1].isascii() and not "\u00c0" <= word[:1] <= "\u024f":
        return word  # marks of other scripts make another word
    taken = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    return "".join(letter for letter in taken if not unicodedata.combining(letter))


_ENGLISH: Final = {
    word: tuple(english.split()) for english, several in _WORDS.items() for word in several.split()
}
# Numbered fields, by their whole names. Torque's upload to a server of one's own: the numbers of Android's sensors behind ff
# (as a dozen public receivers of it name them, read 2026-11-26).
_NUMBERED: Final = {
    "kff1005": ("gps", "longitude"), "kff1006": ("gps", "latitude"),
    "kff1220": ("acceleration", "x"), "kff1221": ("acceleration", "y"), "kff1222": ("acceleration", "z"),
}  # fmt: skip
_SAME: Final = frozenset(word for english in _WORDS for word in english.split())


def of_number(name: str) -> tuple[str, ...] | None:
    """The words of a field that has a number for its name; None for every other."""
    return _NUMBERED.get(name)


def in_english(word: str) -> tuple[str, ...]:
    """The English words for one word in small letters; the word itself where none is known."""
    found = _ENGLISH.get(word)
    if found is None and not word.isascii() and len(word) <= _LONGEST:
        plain = _folded(word)
        found = (plain,) if plain in _SAME else _ENGLISH.get(plain)  # température
    return found or (word,)
