"""The short names under which devices tell of themselves, by what each says, and what stands beside no such name."""

from __future__ import annotations

from typing import Final

KINDS: Final = {
    name: kind
    for kind, names in {
        "model": "m model mdl mod md mo modelid modelname modelno modelnumber modelcode devmodel devicemodel hw hwrev "
        "hwmodel hwmdl hardware dev device terminal typ type machine handset product productname productdisplayname "
        "producttype reader rdr player laite apparaat apparat enhet enhed cihaz zarizeni keszulek",
        "maker": "mfr mfg mf mk ma make maker manufacturer brand vendor oem devmake devicemake devbrand marque marca "
        "marka "
        "merk producent znacka fabricant merkki marke valmistaja tillverkare produsent producent uretici gyarto",
        "system": "sys os osn osname plat platform system systeme sistema deviceos p besturingssysteem",
        "version": "osv ov osver osversion sysver api apilevel sdk sdkint android patch kern kernel kernelversion v "
        "androidversion systemversion",
        "firmware": "fw fwv fwver fwversion firmware firmwarever firmwareversion firmcode swv swver swversion "
        "softwareversion softwarever rom devicefirmwareversion",
        "screen": "scrw scrh screenw screenh ecr scr screen disp display res resolution w h sw sh vw vh dpi dpr ppi "
        "bright brightness lcd density",
        "connection": "ct conn conntype connection connectiontype net nettype network networktype funk netz reseau "
        "red rede "
        "rete siec netwerk verkko natverk netvaerk nettverk baglanti sit halozat polaczenie",
        "operator": "op simop operator carrier operateur operador operadora operatore operatoer netzbetreiber "
        "simoperator "
        "operaattori szolgaltato",
        "radio": "rssi dbm rssidbm ssid wifirssi ssidrssi wlanrssi wifisignal wifidbm bars csq rsrp",
        "memory": "ram rammb ramgb ramtotal mem memmb memgb memtotal totalmem",
        "free": "free freemb freegb memfree freemem ramfree ramfreemb freeram freeheap heap hddfree hddfreegb diskfree "
        "diskfreegb storagefree freestorage freespace memfreemb memfreekb memoirelibre memoirelibremo memorialibre "
        "devicestoragefree devicestoragefreegb devicestoragefreemb diskfreemb spacefree sdfree sdfreemb",
        "uptime": "up ups uptime uptimes uptimesec uptimems upms upsec upsecs uptimeseconds bootzeits",
        "power": "chg charging plugged ischarging batterylevel batterypercent batterystatus battpct batpct bl "
        "batterypct batterysoc batpercent",
        "supplies": "pagecount totalpages ink toner drum",
        "pages": "pages",
        "advertising": "gaid idfa aifa ifa aaid oaid rdid andi androidid adid lmt islat",
        "number": "serie bt btmac btaddr sn serial serialnumber serialno mac macaddr macaddress imei deviceid "
        "did duid udid unitid hwid installid",
        "token": "identifier token pushtoken regid fcmtoken",
        "program": "av appver appversion appv pkg bundleid bundle app appid",
        "language": "lc lg lng lang language locale languagecode taal lingua kieli sprak sprog dil jazyk nyelv",
        "charge": "battery bat batt",
        "zone": "tz tzo timezone tzoffset zone timezoneid",
        "agent": "nav br browser ua useragent",
    }.items()
    for name in names.split()
}  # fmt: skip
# What single letters say in an object that is itself named for a device.
LETTERS: Final = {"o": "system", "l": "language", "cr": "operator", "n": "model"}
# The beginnings of names that say of a device what follows: ``d_model``, ``dev_os``.
PREFIXES: Final = frozenset({"d", "dev", "device", "ph", "phone", "client", "tel"})
# Objects that are named for a device that somebody uses.
DEVICES: Final = frozenset({
    "dev", "device", "phone", "tablet", "handset", "headset", "terminal", "deviceinfo", "telefono", "telefon",
    "telephone",
    "appareil", "dispositivo", "urzadzenie", "geraet", "laite", "client", "mobile", "handy", "unit", "watch", "console",
})  # fmt: skip
# Of a shop, of a list of programs to load, of a plan or a layout, of what others are asked to have.
NOT_OF_ONE: Final = frozenset({
    "price", "sku", "rating", "stock", "currency", "ean", "gtin", "availability", "description", "category", "imageurl",
    "quantity", "reviews", "sha256", "md5", "checksum", "downloadurl", "releasenotes", "changelog", "license", "invoice",
    "minversion", "minfw", "filename", "supported", "preis", "prix", "precio", "prezzo", "cena", "isbn", "breed", "vin",
    "epoch", "loss", "dataset", "accuracy", "tokens", "pod", "replicas", "namespace", "container", "temperature",
    "prompt", "seats", "fuel", "doors", "hp", "kw", "km", "engine", "messages", "maxtokens", "episode", "season",
    "author", "mileage", "frame", "layer",
})  # fmt: skip
# Those whose name begins what a device is called where a field says no more than ``device``.
MAKERS: Final = frozenset({
    "samsung", "xiaomi", "huawei", "google", "apple", "oneplus", "oppo", "vivo", "motorola", "moto", "sony", "lg",
    "honor", "realme", "nokia", "hmd", "asus", "lenovo", "fairphone", "nothing", "garmin", "fitbit", "zte", "tcl",
    "redmi", "poco", "htc", "pocketbook", "kobo", "kindle", "tolino", "onyx", "boox", "remarkable", "amazon", "roku",
    "panasonic", "philips", "hisense", "sharp", "toshiba", "grundig", "canon", "nikon", "fujifilm", "epson", "brother",
    "hp", "kyocera", "lexmark", "ricoh", "dell", "acer", "msi", "microsoft", "surface", "nintendo", "playstation",
    "xbox", "raspberry", "fritz!box", "fritz", "avm", "netgear", "tp-link", "ubiquiti", "bosch", "siemens", "miele",
    "neff", "aeg", "bose", "sonos", "jbl", "denon", "yamaha", "marantz", "withings", "polar", "suunto", "coros",
    "amazfit", "wahoo", "oura", "raymarine", "simrad", "lowrance", "furuno", "claas", "fendt", "deere", "kenwood",
    "pioneer", "gopro", "dji", "insta360", "alcatel", "blackview", "doogee", "ulefone", "oukitel", "crosscall",
    "infinix", "tecno", "itel", "meizu", "honeywell", "zebra", "datalogic", "ipad", "iphone", "ipod", "galaxy", "pixel",
    "macbook", "imac", "thinkpad", "chromebook",
})  # fmt: skip
# Objects that are named for a thing in the home: ``{"cam": {"id": "WB-91F20C7731", "m": "WB2-Pro", "v": "3.0.9"}}``.
THINGS: Final = frozenset({
    "cam", "camera", "hub", "box", "robot", "tv", "printer", "mower", "scale", "watch", "vacuum", "speaker",
    "thermostat", "lock",
    "console", "stb", "router", "gateway", "doorbell", "tracker", "meter", "inverter", "oven", "fridge", "bike",
    "scooter", "toy",
    "tablet", "phone", "reader", "plug", "lamp", "sensor", "station", "headset", "purifier", "machine",
})  # fmt: skip
HARDWARE_WORDS: Final = frozenset(
    {"device", "reader", "dev", "terminal", "machine", "handset", "hardware", "player"}
)
