"""Finds the parts of postal addresses under the names and abbreviations that the shops of a country give them.

``cp``, ``num``, ``by`` or ``il`` say nothing alone: three parts that one language names count together, a street or what
stands for it among them, a postal code or a town too, each with a value that it can have. Names as forms and interfaces of
shops have them: de, fr, es, pt, it, nl, pl, cs, da, no, sv, fi, tr, ro, hu, ru, uk, Japanese, Chinese, Korean and more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from analysis.address_words_abroad import FURTHER
from analysis.lazy_patterns import lazy_pattern
from analysis.name_tables import picking
from analysis.payload import Group, Leaf
from analysis.remembered import Remembered
from analysis.translated_names import folded

# By language: street, house (number, floor, flat …), postal code, town or part of it, region.
_LANGUAGES: Final[tuple[Mapping[str, str], ...]] = (
    {
        "x_street": "street road townland estate avenue lane addressline streetname line1",
        "x_house": "house housename housenumber houseno flat apt unit block floor door apartment suite landmark",
        "x_postalCode": "postcode eircode zip zipcode pincode pin postal",
        "x_city": "town city village suburb locality posttown area district",
        "state": "county state province region",
    },
    {
        "x_street": "strasse str strassenname gasse weg",
        "x_house": "nr hausnr hausnummer hnr hsnr zusatz stiege tuer top etage stock wohnung adresszusatz",
        "x_postalCode": "plz postleitzahl",
        "x_city": "ort stadt wohnort gemeinde ortsteil",
        "state": "land bundesland kanton",
    },
    {
        "x_street": "rue voie libellevoie nomvoie nomdevoie adresse1 adresse ligne1 typevoie",
        "x_house": "no num numero numvoie numerovoie batiment bat etage etg appt appartement escalier esc porte complement",
        "x_postalCode": "cp codepostal codpostal",
        "x_city": "ville commune localite",
        "state": "departement dept region",
    },
    {
        "x_street": "calle via nombrevia tipovia direccion domicilio avenida dir",
        "x_house": "num numero nro piso puerta pta esc escalera portal bloque planta depto departamento numext numint "
        "numeroexterior numerointerior exterior interior colonia",
        "x_postalCode": "cp codpostal codigopostal cpostal",
        "x_city": "poblacion pobl localidad municipio ciudad loc mun delegacion alcaldia comuna",
        "state": "provincia prov estado departamento",
    },
    {
        "x_street": "rua logradouro endereco morada avenida ender lograd",
        "x_house": "num numero nro compl complemento apto andar bloco porta fracao",
        "x_postalCode": "cep codpostal codigopostal cp cpostal codpost",
        "x_city": "cidade bairro municipio localidade concelho freguesia distrito",
        "state": "uf estado",
    },
    {
        "x_street": "via indirizzo viale corso nomevia",
        "x_house": "civico numcivico numerocivico nciv scala interno int piano palazzina citofono",
        "x_postalCode": "cap codpostale codicepostale",
        "x_city": "comune citta localita frazione loc paese",
        "state": "provincia prov regione pr",
    },
    {
        "x_street": "straat straatnaam adres",
        "x_house": "huisnr huisnummer nr hnr toevoeging toev huisletter bus busnr busnummer",
        "x_postalCode": "postcode pc postcd",
        "x_city": "plaats woonplaats wpl gemeente plaatsnaam stad",
        "state": "provincie prov",
    },
    {
        "x_street": "ulica ul adres nazwaulicy",
        "x_house": "nrdomu nrlokalu nrlok nrmieszkania nrm nrbudynku dom mieszkanie lokal klatka pietro nr",
        "x_postalCode": "kod kodpocztowy kodp pna",
        "x_city": "miejscowosc miejsc miasto gmina miejscowsc",
        "state": "wojewodztwo woj powiat",
    },
    {
        "x_street": "ulice ul",
        "x_house": "cp co cislopopisne cisloorientacni cislodomu cislo patro byt vchod",
        "x_postalCode": "psc",
        "x_city": "obec mesto castobce mestskacast",
        "state": "kraj okres",
    },
    {
        "x_street": "vej vejnavn gade gadenavn veinavn gateadresse gate vei adresse adr gatunavn",
        "x_house": "husnr husnummer nr etage etasje doer dor side opgang oppgang bokstav bolignr",
        "x_postalCode": "postnr postnummer",
        "x_city": "by bynavn poststed postdistrikt sted kommune stednavn",
        "state": "fylke region",
    },
    {
        "x_street": "gata gatuadress gatunamn utdelningsadress adress adressrad1",
        "x_house": "nr gatunr husnr gatunummer portkod vaning lgh lghnr lagenhet trappa",
        "x_postalCode": "postnr postnummer",
        "x_city": "ort postort stad kommun",
        "state": "lan",
    },
    {
        "x_street": "katu katuosoite lahiosoite osoite jakeluosoite",
        "x_house": "talo talonro numero nro rappu porras asunto asuntonro huoneisto kerros",
        "x_postalCode": "postinumero postinro pnro",
        "x_city": "postitoimipaikka kaupunki kunta paikkakunta ptp",
        "state": "maakunta",
    },
    {
        "x_street": "sokak cadde mahalle mah cad sok adres acikadres",
        "x_house": "kapino binano bina daire daireno dairenr kat no",
        "x_postalCode": "postakodu pk",
        "x_city": "ilce semt",
        "state": "il sehir",
    },
    {
        "x_street": "strada str adresa",
        "x_house": "nr bloc bl scara sc etaj et apartament ap numar",
        "x_postalCode": "codpostal cp",
        "x_city": "localitate loc oras comuna municipiu",
        "state": "judet jud sector",
    },
    {
        "x_street": "utca kozterulet kozteruletneve cim utcahazszam kozter",
        "x_house": "hazszam hsz emelet em ajto lepcsohaz epulet",
        "x_postalCode": "irsz iranyitoszam irszam",
        "x_city": "varos telepules helyseg hely",
        "state": "megye",
    },
    {
        "x_street": "улица ул ulitsa ulica street вулиця вул проспект",
        "x_house": "дом кв квартира подъезд этаж корпус строение dom kv kvartira podezd etazh korpus будинок під_їзд",
        "x_postalCode": "индекс почтовыйиндекс index indeks індекс",
        "x_city": "город нп населенныйпункт gorod місто misto",
        "state": "область регион край oblast region",
    },
    {
        "x_street": "choubanchi chome chouiki machi choiki banchi choumei chomei chobanchi juusho jusho juusho1 juusho2 "
        "address1 address2 jusho1 jusho2 町域 丁目 番地 町名番地 町名 住所 住所1 住所2 町域番地",
        "x_house": "tatemono tatemonomei heya goushitsu gou ban mansion 建物名 建物 部屋番号 号室 マンション名",
        "x_postalCode": "yubin yuubin yubinbango yuubinbangou yubinbangou postno zipno 郵便番号",
        "x_city": "shiku shikuchouson shikuchoson shichouson sikuchouson shikucho 市区町村 市町村 市区",
        "state": "ken todoufuken todofuken 都道府県",
    },
    {
        "x_street": "jiedao xiangxidizhi xxdz dizhi xiangxi jiedaodizhi detail lu 街道 详细地址 詳細地址 详址 地址",
        "x_house": "menpai menpaihao loudong danyuan fangjian 门牌 门牌号 门牌号码 楼栋 单元 房间号",
        "x_postalCode": "youbian youzhengbianma yb postcode 邮编 邮政编码 郵遞區號",
        "x_city": "shi qu chengshi quxian xian 市 区 城市 区县 县 區 鄉鎮市區",
        "state": "sheng shengfen 省 省份 縣市",
    },
    {
        "x_street": "도로명 도로명주소 상세주소 지번 주소 기본주소 doro doromyeong sangsejuso juso sangse gibonjuso",
        "x_house": "동 호 건물명 층 dongho geonmul",
        "x_postalCode": "우편번호 upyeonbeonho upyeon",
        "x_city": "시군구 읍면동 구 시 sigungu eupmyeondong",
        "state": "시도 도 sido",
    },
    *FURTHER,
)
_LEAST: Final = 3  # parts that one language must name
_LONGEST: Final = 120  # characters of a value; of a name a quarter
_MOST_MEMBERS: Final = 64  # of an object that are looked at
_BETWEEN: Final = lazy_pattern(r"[\W_]{1,8}")
_HUMP: Final = lazy_pattern(r"(?<=[a-z])(?=[A-Z])")
_POSTAL: Final = lazy_pattern(
    r"(?i)(?:[A-Z]{1,2}-?)?[0-9]{2,5}[ -]?[0-9]{1,4}(?: ?[A-Z]{2})?"
    r"|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|[A-Z][0-9][0-9W] ?[A-Z0-9]{4}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]"
)
_SHOWN: Final = frozenset({
    "placeholder", "placeholders", "platzhalter", "labels", "label", "beispiel", "example", "examples", "sample", "muster",
    "i18n", "translations", "strings", "texts", "texte", "hints", "ejemplo", "exemple", "esempio", "voorbeeld",
})  # fmt: skip
# Towns that are nowhere, as forms show them.
_SAMPLE: Final = lazy_pattern(
    r"(?i)(?:muster|beispiel)(?:stadt|hausen|dorf|ort)|any ?town|exampletown|villeexemple"
)
_LETTERS: Final = lazy_pattern(r"[^\W\d_]{2}")
# A block, a house and a flat, as Japan numbers them where streets have no names: 3-18-6.
_BLOCK: Final = lazy_pattern(r"[0-9]{1,4}(?:[-−－ー‐][0-9]{1,5}){1,3}")
_TOWN: Final = lazy_pattern(r"[^\W\d_][^<>{}=;/\\|@#:]{0,58}")
_HOUSE: Final = lazy_pattern(r"[\w][\w .,/ºª°-]{0,39}")
Kinds = dict[str, tuple[str, ...]]  # names of an object by the part of an address


def _kinds_of(language: Mapping[str, str]) -> Mapping[str, str]:
    return {word: kind for kind, several in language.items() for word in several.split()}


_KINDS: Final = tuple(map(_kinds_of, _LANGUAGES))
# Words that begin an address: an object without one of them is not looked at.
_TELLING: Final = frozenset(
    word for language in _KINDS for word, kind in language.items() if kind in ("x_street", "x_postalCode")
)


def _plain(name: str) -> tuple[str, str]:
    """A name in small letters without marks and what stands between its words, and the same without its first word."""
    if name.isalpha() and name.isascii() and name.islower():
        return name, ""
    said = [folded(part.lower()) for part in _BETWEEN.split(_HUMP.sub("_", name)) if part]
    return "".join(said), "".join(said[1:])


_PLAIN: Final = Remembered(_plain)


def _telling(name: str) -> bool:
    return len(name) <= _LONGEST // 4 and not _TELLING.isdisjoint(_PLAIN[name])


def _named(names: tuple[str, ...]) -> tuple[Kinds, ...]:
    """What the names of an object say in each language that names three parts of an address or more, the most first."""
    plain = [(name, _PLAIN[name]) for name in names[:_MOST_MEMBERS] if len(name) <= _LONGEST // 4]
    found: list[Kinds] = []
    for language in _KINDS:
        kinds: dict[str, tuple[str, ...]] = {}
        for name, (whole, rest) in plain:
            kind = language.get(whole) or language.get(rest)
            if kind is not None:
                kinds[kind] = (*kinds.get(kind, ()), name)
        if "x_street" in kinds and sum(map(len, kinds.values())) >= _LEAST:
            found.append(kinds)
    return tuple(sorted(found, key=lambda kinds: -sum(map(len, kinds.values()))))


ADDRESS_WORDS: Final = picking(_telling)
_NAMED: Final = Remembered(_named)


def address_parts(group: Group, names: tuple[str, ...]) -> Mapping[str, list[Leaf]]:
    """The members of an object that are parts of an address, by part; none where they make no address together."""
    for kinds in _NAMED[names]:
        parts = {
            kind: [leaf for name in named if _CAN_BE[kind](_text(leaf := group.members[name]))]
            for kind, named in kinds.items()
        }
        count = sum(map(len, parts.values()))
        if count >= _LEAST and parts.get("x_street") and (parts.get("x_postalCode") or parts.get("x_city")):
            house = parts.pop("x_house", [])
            return {kind: leaves for kind, leaves in parts.items() if leaves} | {
                "x_street": parts["x_street"] + house
            }
    return {}


def is_shown_in_a_form(group: Group) -> bool:
    """Whether an address is what a form shows before somebody fills it in: labels that echo the names, or an example."""
    if not _SHOWN.isdisjoint("".join(_plain(name)[:1]) for name in group.names[-2:]):
        return True
    said = [
        (name, leaf.value)
        for name, leaf in list(group.members.items())[:_MOST_MEMBERS]
        if isinstance(leaf.value, str)
    ]
    echoed = sum(_plain(value)[0] == _plain(name)[0] for name, value in said if len(value) <= len(name) + 4)
    samples = sum(_SAMPLE.match(value) is not None for _, value in said if len(value) <= _LONGEST)
    return echoed > 1 or samples > 0


def _text(leaf: Leaf) -> str:
    value = leaf.value
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    said = str(value).strip()
    return said if len(said) <= _LONGEST else ""


def _is_street(said: str) -> bool:
    """Letters, and written as a name is: no word in small letters alone, as a setting or a code would be; or a block."""
    first = said[:1]
    return _BLOCK.fullmatch(said) is not None or (
        _LETTERS.search(said) is not None
        and "@" not in said
        and "://" not in said
        and (" " in said or first.isupper() or first >= "\u0370")
    )


def _is_town(said: str) -> bool:
    return _TOWN.fullmatch(said) is not None


def _is_postal_code(said: str) -> bool:
    return _POSTAL.fullmatch(said) is not None


def _is_house(said: str) -> bool:
    return _HOUSE.fullmatch(said) is not None


_CAN_BE: Final = {
    "x_street": _is_street, "x_house": _is_house, "x_postalCode": _is_postal_code, "x_city": _is_town, "state": _is_town,
}  # fmt: skip
