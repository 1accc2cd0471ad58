"""Words that tell that a place is open to all: its hours, and what only a shop, a station or a car park has."""

from __future__ import annotations

from typing import Final

# One of these tells it; of ``FACILITIES`` it takes two.
OPENING: Final = frozenset({
    "opening", "openinghours", "openingtimes", "openinghoursspecification", "businesshours", "storehours",
    "regularhours", "specialhours", "sprechzeiten", "consultinghours", "officehours", "godzinyotwarcia",
    "calismasaatleri", "åpningstider", "öppettider", "openingstijden", "horarios", "aukioloajat", "oeffnungszeiten",
    "öffnungszeiten", "offnungszeiten", "orariapertura", "horairesouverture", "eigyojikan", "eigyoujikan",
    "kaitenjikan", "teikyubi", "yingyeshijian", "yeongeopsigan", "orarileitourgias", "orario", "giomocua",
    "radnovrijeme", "jambuka", "nyitvatartas", "otevreno", "oteviracidoba", "營業時間", "营业时间", "営業時間",
    "定休日", "영업시간", "часыработы", "oppet", "öppet", "oppettider", "oppettid", "öppettid", "apningstider",
    "abningstider", "åbningstider", "nyitvatartás", "годинироботи", "графікроботи", "ωράριο", "ωράριολειτουργίας",
    "ساعاتالعمل", "orarfunctionare", "programlucru", "numberchargingpoints", "antallladepunkt", "anzahlladepunkte",
    "nbrepdc", "antalladdpunkter", "odprto", "otvoreno", "miserend", "відчинено", "ανοιχτά", "lezisc", "visitinghours",
})  # fmt: skip
# When it is open, said shortly: beside where it is, and of nobody.
HOURS: Final = frozenset({"hours", "zeiten", "horaires", "orari", "horario"})
# The same, which somebody may also wish something brought at: of one row among others only.
HOURS_OF_ROWS: Final = frozenset({
    "godziny", "hodiny", "uren", "oppetider", "abningstider", "apningstider",
    "saatler", "часы", "horas", "aukiolo", "時間", "时间",
})  # fmt: skip
WHERE: Final = frozenset({
    "street", "address", "zip", "postcode", "postalcode", "plz", "city", "ort", "lat", "latitude",
    "strasse", "ulica", "miasto", "kod", "rue", "ville", "calle", "ciudad", "via", "citta",
    "straat", "plaats", "sokak", "cadde", "ilce", "il", "adres", "adresse", "indirizzo", "direccion",
    "endereco", "rua", "cidade", "obec", "mesto", "psc", "gata", "vej", "by",
})  # fmt: skip
WHO: Final = frozenset(
    {"firstname", "lastname", "surname", "givenname", "email", "birthdate", "employee", "salary"}
)
FACILITIES: Final = frozenset({
    "stationid", "connectors", "plugs", "evses", "capacity", "freespaces", "occupancy", "vacant", "beds",
    "open", "parkinglots", "heightlimit", "maxheight", "docks", "numdocksavailable", "numbikesavailable",
    "iata", "icao", "runways", "stars", "starrating", "amenities", "propertyid", "roomtypes", "diesel",
    "e5", "e10", "lpg", "super95", "isopen", "priceperkwh", "fuelprices", "evseid", "parkingtype",
    "partyid", "chargingwhenclosed", "bikes", "racks", "freebikes", "emptyslots", "availablebikes",
    "availablebikestands", "bikestands", "freeracks", "velos", "bornettes", "bicis", "anclajes",
})  # fmt: skip
