"""The names under which senders give identifiers: whose or of what, and a word for an identifier."""

from __future__ import annotations

from typing import Final

_IDS: Final = ("id", "uid", "uuid", "guid", "identifier", "unique id")


def _each(subjects: str, *words: str) -> tuple[str, ...]:
    """``hub id``, ``hub uuid`` … for each subject; subjects are separated by commas."""
    return tuple(f"{subject.strip()} {word}" for subject in subjects.split(",") for word in (words or _IDS))


# Things that one household owns one of.
DEVICE: Final = (
    *_each(
        "device, hw, hardware, machine, terminal, handset, phone, tablet, watch, tv, console, gateway, gw, stb, set top box,"
        " cpu, chip, board, motherboard, boot, drm, media drm, widevine, gsf, google services framework, cast, chromecast,"
        " cloud device, household, wearable, headset, dev, hmd, ssdp, soc, hashed device, physical device, mobile device"
    ),
    "id device", "id phone", "tracker id", "hwid", "ssdp udn", "device.udn", "device fingerprint",
    "hardware fingerprint", "device hash",
    "device print", "device print id", "browser print", "browser print id", "browser fp", "device fp", "machine fp",
    "=huuid",
    "=duuid", "=muuid", "=mguid", "=dguid", "device finger print", "device unique identifier", "device unique id",
    "device fingerprint id", "device print hash", "mme device id",
    "device signature", "roku device id", "rokudevice id", "x roku device id", "x device id", "device.local id",
    "system uuid", "sqmid", "sqm id", "sqm user id", "smbios uuid", "hw fingerprint", "gateway.id", "gateway.hwid",
    "hub.id", "watch.id", "phone.id", "tv.id",
    "device.key", "device.identifier", "device.unique identifier", "device.unique id", "device.duid", "device.hwid",
    "vaid", "openudid", "cfuid",
)  # fmt: skip
# What is also numbered in catalogues and plans: believed where the value is random.
DEVICE_IF_RANDOM: Final = (
    *_each(
        "camera, hub, bridge, box, robot, speaker, thermostat, vehicle, thing, receiver, sensor, node, player device,"
        " printer, router, modem, lock, doorbell, vacuum, scale, tag, airtag, glucose meter, cgm, transmitter, hh"
    ),
    "=hh", "=household",
)  # fmt: skip
SERIALS: Final = (
    *_each(
        "device, hardware, watch, phone, tablet, headset, gateway, hub, tv, console, controller, camera, scale, tracker,"
        " machine, chassis, board, bios, disk, printer, router, modem, meter, inverter, transmitter, pump, system, unit,"
        " toy, robot, lock, doorbell, thermostat, bike, scooter, speaker, charger, stb, box, vacuum, mower, drone, band",
        "serial", "serial number", "serial no", "serial num", "sn",
    ),
    "serial num", "serial nr", "serialnumber", "handset.serial", "device.serial number", "tv.serial", "hub.serial",
    "meter.serial", "meter.number", "meter.no", "meter.nr", "zaehler.nr", "zaehler.number", "compteur.number",
    "contador.number", "contatore.number", "licznik.number", "zaehler.id", "compteur.id",
    "number serial", "number series", "gateway.serial", "device.sn", "gateway.sn", "tablet.serial", "camera.serial",
    "meter id", "meter number",
    "zaehlernummer", "zaehlpunkt", "zaehlpunktnummer", "zaehlpunktbezeichnung", "metering point", "metering point id",
    "messlokation", "marktlokation", "malo id", "melo id", "mpan", "mprn", "numero compteur", "numero contador",
    "numero contatore", "numer licznika", "zahlernummer", "=serial number",
    "device sn", "product sn", "srl no", "srl nr", "hw srl",
)  # fmt: skip
INSTALLATION: Final = _each(
    "install, installation, app install, app instance, anonymous app, app device, client instance"
)
# Of a browser, or of whoever uses it, before somebody logs in.
BROWSER: Final = (
    *_each(
        "visitor, anonymous, anon, anonymous user, browser, browser fingerprint, cookie, tracking cookie, stable, distinct,"
        " persistent, guest, uma client, ga client, first party, domain user, network user, marketing cloud visitor,"
        " experience cloud, pixel user, web visitor, unique visitor, unique user, amplitude device"
    ),
    "=cuid", "cuid", "visitor key", "visitor number", "domain userid", "network userid", "duid", "muid", "mpid",
    "=das", "ecid", "mcmid", "d mid", "=mcid", "mc visitor id",
    "browser fingerprint", "visitor fingerprint", "fingerprint hash", "canvas fingerprint", "exchange id", "=kx",
    "hubspotutk", "optimizely end user id", "oeu id", "tdid", "ttd id", "uid2", "id5id", "id5 uid", "pubcid", "shared id",
    "sharedid", "lotame id", "panorama id", "criteo id", "cto bundle", "li did", "parrable id", "merkle id", "zeotap id",
    "tapad id", "ramp id", "envelope id", "swid", "pixel id cookie", "client fingerprint id", "browser fingerprint id",
    "visitor fingerprint id", "client finger print", "yandexuid", "ym uid", "baiduid", "client fingerprint",
)  # fmt: skip
ACCOUNT: Final = (
    *_each(
        "user, member, person, patient, student, learner, pupil, employee, rider, passenger, owner, gamer, viewer, listener,"
        " subscriber, membership, loyalty, crm, participant, respondent, teacher, donor, policy holder, policyholder, login,"
        " identity, org scoped, page scoped, app scoped, platform user, wechat open, wechat union,"
        " account holder, cardholder, family, app user, external user, athlete, steam, psn, epic account, xbox user,"
        " nintendo account, client user, google user, apple user, facebook user, telegram user, discord user, twitter user,"
        " wechat,"
        " kakao, vk user, spotify user, garmin user, fitbit user, chat user, internal user, hashed user, buyer",
        *_IDS, "number",
    ),
    "id user", "=openid", "=unionid", "=open id", "=union id", "cognito identity", "customer no", "member no",
    "subscriber no",
    "patient no",
    "client user", "loyalty card", "loyalty card no", "client number", "user hash", "user hash id", "account guid",
    "account uuid",
    "user sub",
    "user name id", "party id", "xuid", "steamid", "steam id 64", "steamid64", "user.uid", "user.key", "member.id",
    "student.id", "learner.id",
    "loyalty number", "loyalty card number", "membership number", "frequent flyer number", "card holder id",
    "matrikelnummer", "matrikelnr", "matricola", "numero etudiant", "numero matricula", "numero matricola",
    "studentnummer",
    "schuelernummer", "numer albumu", "numer indeksu", "opiskelijanumero", "ogrencino", "ogrenci no", "kundennummer",
    "mitgliedsnummer", "kundennr", "mitgliedsnr", "numero client", "numero cliente", "klantnummer", "lidnummer",
    "numer klienta", "musteri no", "versichertennummer", "patientennummer", "ausweisnummer bibliothek",
    "number student", "number eleve", "number patient", "number member", "number pupil", "number insured",
    "number subscriber", "=pat nr", "=pat no", "=pat id", "=patnr", "=vers nr", "=versnr", "=kvnr", "versicherten nr",
    "insured number", "klantnr", "clientnr", "kundenr", "cust no", "customer nr", "asiakasnro", "nr czytelnika",
    "numer czytelnika", "karta czytelnika", "nr lecteur", "numero lecteur", "lesernummer", "lesernr", "borrower number",
    "borrower id", "patron number", "patron barcode", "=patron id", "ff number", "ff no", "=ffn", "frequent flyer no",
    "frequent flyer", "mileage number", "miles number", "bahncard number", "bahncard nr", "railcard number",
    "x profile id", "x account id", "x customer id", "=gamertag", "gamer tag id", "=vertragskonto",
    "vertragskontonummer", "vertragskonto nr", "contract account", "kundenkonto", "client no", "pupil no",
    "=mitgl nr", "=schueler nr", "student no", "admission number", "enrolment number", "enrollment number", "=upn",
    "=ehic",
    "=uname", "applicant id", "contract number", "library card number", "me.id", "person.id", "patient.id", "rider.id",
    "viewer.id", "owner.id", "employee.id", "usr id", "user.local id",
)  # fmt: skip
