"""What fields that describe a device are named, and which values are believed of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from analysis.device_shapes import (
    ARCHITECTURE,
    BYTES,
    CLIENT_INFO,
    CONNECTION,
    KNOWN_CARRIER,
    KNOWN_MODEL,
    LANGUAGE,
    ORIENTATION,
    PIXELS,
    SIZE,
    SYSTEM,
    VERSION,
    WORDS,
    between,
    is_agent,
    is_carrier,
    is_graphics,
    is_model,
    matches,
)
from analysis.device_shapes import is_flag as is_flag
from analysis.lazy_patterns import lazy_pattern
from analysis.named_fields import FieldTable

HARDWARE: Final = "device_state.hardware"
SOFTWARE: Final = "device_state.software"
SCREEN: Final = "device_state.screen"
NETWORK: Final = "device_state.network"


class DeviceField(msgspec.Struct, frozen=True, kw_only=True):
    """``phrases`` name it anywhere; ``loose`` only where other fields around it describe a device.

    ``parts`` are the properties of the numbers in a value such as ``1080x2400``; () where the value is one datum.
    """

    property: str
    category: str
    shape: Callable[[str], bool]
    reasoning: str
    phrases: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


FIELDS: Final = (
    DeviceField(
        property="osName", category=SOFTWARE, shape=matches(SYSTEM), reasoning="the operating system",
        phrases=("os name", "platform name", "device os", "os type", "operating system", "system name", "os.name",
                 "platform.os", "device.platform", "device.os", "sec ch ua platform", "client os", "os family",
                 "mobile os",
                 "os platform", "os.n", "dev os", "sw.os"),
        loose=("os", "platform", "sdk", "system"),
    ),
    DeviceField(
        property="osName", category=SOFTWARE, reasoning="the operating system",  # as Romance and Slavic languages shorten it
        shape=lambda value: value[-1:].isdecimal() and matches(SYSTEM)(value), phrases=("=so", "=ос", "=λσ"),
    ),
    DeviceField(
        property="osVersion", category=SOFTWARE, shape=matches(VERSION), reasoning="the version of the operating system",
        phrases=("os version", "os ver", "system version", "android version", "ios version", "platform version", "osv",
                 "os release", "api level", "os api level", "sdk int", "os.version", "os version android", "device.osv",
                 "sec ch ua platform version", "firmware version", "android api level", "os build", "build.version",
                 "sys v", "system os version", "os version string", "android sdk int", "kernel version", "security patch",
                 "dev osv", "dev os version", "sw.os version", "sw.osv", "rom version", "rom ver", "emui version",
                 "miui version",
                 "build fingerprint", "=version os", "os.v",
                 "system.version", "os.ver", "system build number", "cast build revision"),
        loose=("=kernel", "=kern", "kernel ver", "kernel release"),
    ),
    DeviceField(
        property="osVersion", category=SOFTWARE, shape=matches(lazy_pattern(r"[0-9]{8}-[0-9]{6}/[A-Za-z0-9.@_-]{3,40}")),
        reasoning="the version of the operating system", phrases=("fw id", "=fw", "=ver", "fw build"),
    ),
    DeviceField(
        property="osVersion", category=SOFTWARE, shape=matches(lazy_pattern(r"[0-9]{1,3}(?:\.[0-9]{1,4}){0,3}")),
        reasoning="the version of the operating system", phrases=("device os", "dev os", "client os", "mobile os"),
    ),
    DeviceField(
        property="language", category=SOFTWARE, shape=matches(LANGUAGE), reasoning="the language that is set",
        phrases=("device language", "system language", "user language", "preferred language", "device locale",
                 "locale identifier", "device lang", "os language", "accept language", "browser language",
                 "device.language", "device.locale", "phone language", "system locale", "user locale", "locale language",
                 "app language", "sys language", "sys lang", "system lang"),
        loose=("language", "locale", "lang", "languages", "locales", "ul", "locale code", "language code"),
    ),
    DeviceField(
        property="userAgent", category=SOFTWARE, shape=is_agent, reasoning="browser or app, system and often the model",
        phrases=("user agent", "useragent", "ua", "http user agent", "sec ch ua", "sec ch ua full version list"),
    ),
    DeviceField(
        property="userAgent", category=SOFTWARE, shape=lambda value: CLIENT_INFO.fullmatch(value[:400]) is not None,
        reasoning="model, system and program, as Apple's programs tell them", phrases=("mme client info", "client info"),
    ),
    DeviceField(
        property="isRooted", category=SOFTWARE, shape=is_flag, reasoning="whether the device is rooted or jailbroken",
        phrases=("rooted", "jailbroken", "jail broken", "jailbreak", "is root", "root status", "jb", "device rooted"),
    ),
    DeviceField(
        property="isEmulator", category=SOFTWARE, shape=is_flag, reasoning="whether the device is emulated",
        phrases=("emulator", "simulator", "is simulated", "is virtual device", "emulated"),
    ),
    DeviceField(
        property="isInDarkMode", category=SOFTWARE, shape=lambda value: is_flag(value) or value.lower() in ("dark",
        "light"),
        reasoning="whether the dark appearance is set",
        phrases=("dark mode", "dark theme", "is dark", "user interface style", "dark mode enabled", "prefers color scheme",
                 "device theme"),
    ),
    DeviceField(
        property="model", category=HARDWARE, shape=matches(KNOWN_MODEL), reasoning="the model of the device",
        phrases=("device", "product", "machine", "hw model", "device type", "hardware", "model", "hwv", "client name",
                 "dev", "device description", "terminal", "device string", "=dm", "=mdl", "=m", "=md", "=mod"),
    ),
    DeviceField(
        property="model", category=HARDWARE, reasoning="the model of the device, as its name",
        shape=lambda value: any(map(str.isdecimal, value[:64])) and matches(KNOWN_MODEL)(value), phrases=("device name",),
    ),
    DeviceField(
        property="model", category=HARDWARE, shape=is_model, reasoning="the model of the device",
        phrases=("device model", "phone model", "hardware model", "model name", "model identifier", "hw model",
                 "device.model", "device model name", "device product", "watch model", "sec ch ua model",
                 "device.name model", "device code name", "device.codename", "phone.model", "watch.model",
                 "handset model",
                 "device info.model", "hardware.model", "device hardware", "tv model", "device model id",
                 "deviceinfo.model", "oem.product", "device full name", "marketing name", "device marketing name",
                 "model code", "device type model", "make and model", "dev model", "dev.model",
                 "hw.model", "hw.mdl", "hw.product",
                 "hr device descr"),
        loose=("model", "model id", "machine", "product", "hardware", "model number"),
    ),
    DeviceField(
        property="manufacturer", category=HARDWARE, shape=matches(WORDS), reasoning="who made the device",
        phrases=("device manufacturer", "device brand", "device make", "device vendor", "phone brand", "device.brand",
                 "device.manufacturer", "device.make", "hardware manufacturer", "phone manufacturer", "device maker",
                 "oem.vendor", "dev make", "dev brand", "dev manufacturer", "dev vendor"),
        loose=("manufacturer", "brand", "make", "vendor", "oem", "maker"),
    ),
    DeviceField(
        property="architecture", category=HARDWARE, shape=matches(ARCHITECTURE), reasoning="the kind of processor",
        phrases=("cpu type", "cpu abi", "architecture", "cpu arch", "cpu architecture", "processor architecture", "abi",
                 "supported abis", "sec ch ua arch", "cpu", "abis", "device arch", "cpu family", "uaa"),
        loose=("arch",),
    ),
    DeviceField(property="ramTotal", category=HARDWARE, shape=BYTES, reasoning="how much memory the device has",
                phrases=("total memory", "ram total", "memory total", "physical memory", "total ram", "memory size",
                         "device memory", "mem total", "ram size", "total mem", "installed ram", "physmemory"),
                loose=("=mem", "=ram", "ram gb", "mem gb")),
    DeviceField(property="ramFree", category=HARDWARE, shape=BYTES, reasoning="how much memory is free",
                phrases=("free memory", "ram free", "memory free", "available memory", "available ram", "free ram",
                         "avail mem", "free mem")),
    DeviceField(property="ramUsed", category=HARDWARE, shape=BYTES, reasoning="how much memory is in use",
                phrases=("used memory", "memory used", "ram used", "used ram")),
    DeviceField(property="diskTotal", category=HARDWARE, shape=BYTES, reasoning="how much storage the device has",
                phrases=("disk total", "total disk", "total disk space", "storage total", "total storage", "disk size",
                         "total space", "disk capacity", "storage size", "total internal storage", "storage capacity")),
    DeviceField(property="diskFree", category=HARDWARE, shape=BYTES, reasoning="how much storage is free",
                phrases=("disk free", "free disk", "free disk space", "storage free", "free storage", "available storage",
                         "available disk space", "free space", "free internal storage", "available disk",
                         "disk available")),
    DeviceField(property="uptime", category=HARDWARE, shape=between(0, 1e14), reasoning="how long the device has been on",
                phrases=("system uptime", "device uptime", "uptime millis", "uptime ms", "device up time", "boot time",
                         "device boot time", "last boot time", "elapsed realtime"), loose=("uptime", "up time")),
    DeviceField(property="volume", category=HARDWARE, shape=between(0, 100), reasoning="how loud the device is set",
                phrases=("device volume", "media volume", "system volume", "audio volume", "music volume", "output volume",
                         "ringer volume", "volume level", "app volume", "stream volume"), loose=("volume",)),
    DeviceField(property="x_processorCount", category=HARDWARE, shape=between(1, 256), reasoning="how many processors",
                phrases=("processor count", "cpu count", "cpu cores", "hardware concurrency", "number of cores",
                         "num cores", "core count"), loose=("cores", "=ncpu", "=hc", "cpus")),
    DeviceField(property="x_graphics", category=HARDWARE, shape=is_graphics, reasoning="which graphics processor it has",
                phrases=("gpu", "renderer", "graphics", "graphics card", "gpu name", "gpu model", "video card", "webgl",
                         "gpu info", "glr", "gl", "unmasked renderer webgl", "webgl.r", "gl.r",
                         "graphics device name", "graphics device")),
    DeviceField(property="orientation", category=SCREEN, shape=matches(ORIENTATION), reasoning="how the device is held",
                phrases=("orientation", "device orientation", "screen orientation")),
    DeviceField(property="x_screenBrightness", category=SCREEN, shape=between(0, 255), reasoning="how bright the screen is",
                phrases=("screen brightness", "display brightness", "brightness level", "device brightness",
                         "screen.brightness", "screen.luminosity", "screen.kirkkaus",
                         "screen.яскравість", "screen.яркость",
                         "screen.φωτεινότητα"),
                loose=("brightness",)),
    DeviceField(property="screenWidth", category=SCREEN, shape=PIXELS, reasoning="the width of the screen",
                phrases=("screen width", "display width", "screen w", "disp w", "device width", "screen.width",
                         "display.width", "device.w", "screen width px", "screen.w", "scr.w", "disp.w", "display.w",
                         "lcd.w",
                         "resolution.width", "sw px"), loose=("width",)),
    DeviceField(property="screenHeight", category=SCREEN, shape=PIXELS, reasoning="the height of the screen",
                phrases=("screen height", "display height", "screen h", "disp h", "device height", "screen.height",
                         "display.height", "device.h", "screen height px",
                         "screen.h", "scr.h", "disp.h", "display.h", "lcd.h", "resolution.height"), loose=("height",)),
    DeviceField(property="screenWidth", category=SCREEN, shape=matches(SIZE), reasoning="the size of the screen",
                phrases=("screen resolution", "screen size", "display resolution", "display size", "device resolution",
                         "screen dimensions", "sr", "scr",
                         "screen res", "display res"),
                loose=("resolution", "screen", "display"),
                parts=("screenWidth", "screenHeight")),
    DeviceField(property="screenWidth", category=SCREEN, shape=matches(SIZE), reasoning="the size of the screen",
                loose=("=res",), parts=("screenWidth", "screenHeight")),
    DeviceField(property="browserWindowWidth", category=SCREEN, shape=matches(SIZE), reasoning="the size of the window",
                phrases=("viewport size", "viewport", "window size", "vp", "browser size"),
                parts=("browserWindowWidth", "browserWindowHeight")),
    DeviceField(property="browserWindowWidth", category=SCREEN, shape=PIXELS, reasoning="the width of the window",
                phrases=("viewport width", "window width", "inner width", "browser width", "viewport.width")),
    DeviceField(property="browserWindowHeight", category=SCREEN, shape=PIXELS, reasoning="the height of the window",
                phrases=("viewport height", "window height", "inner height", "browser height", "viewport.height")),
    DeviceField(property="x_screenDensity", category=SCREEN, shape=between(0.5, 1000), reasoning="how fine the screen is",
                phrases=("screen dpi", "density dpi", "pixel ratio", "screen density", "display density", "ppi", "pxratio",
                         "device pixel ratio", "screen scale", "display dpi", "device dpi"), loose=("dpi", "density")),
    DeviceField(property="screenColorDepth", category=SCREEN, shape=matches(lazy_pattern(r"[0-9]{1,2}(?:-bit)?")),
                reasoning="the colours of the screen", phrases=("color depth", "colour depth", "screen colors")),
    DeviceField(property="carrier", category=NETWORK, shape=matches(KNOWN_CARRIER),
                reasoning="the mobile network operator",
                phrases=("network status", "network type", "network name", "net type", "network", "network info",
                         "telecoms")),
    DeviceField(property="carrier", category=NETWORK, shape=is_carrier, reasoning="the mobile network operator",
                phrases=("carrier name", "network operator", "network operator name", "sim operator", "operator name",
                         "mobile carrier", "device carrier", "sim operator name", "carrier info", "device.carrier",
                         "sim carrier", "network carrier", "cellular provider", "network provider", "telecom operator",
                         "net provider", "net.provider", "network.provider", "network.operator", "network.carrier",
                         "sim.operator", "cellular.carrier", "mobile operator", "cell carrier", "sim provider",
                         "sim name",
                         "radio operator", "rete.operator", "red.operator", "rede.operator"), loose=("carrier",
                         "operator", "isp")),
    DeviceField(property="x_mobileNetworkCode", category=NETWORK,
                shape=matches(lazy_pattern(r"[0-9]{2,3}|[0-9]{3}-?[0-9]{2,3}")),
                reasoning="the mobile network by its number",
                phrases=("mccmnc", "mnc", "mcc", "mcc mnc", "mobile country code", "mobile network code", "sim mcc",
                         "sim mnc", "network operator", "sim operator", "network operator code", "operator code")),
    DeviceField(property="networkConnectionType", category=NETWORK, shape=matches(CONNECTION),
                reasoning="the kind of connection",
                phrases=("connection type", "device.connectiontype", "network type", "network access",
                         "network connection type", "net type", "connectivity", "network conn type", "connection",
                         "effective type", "reachability", "network", "net", "access type", "carrier type", "radio type",
                         "network status", "network state", "ect", "network info", "connectivity type", "current network",
                         "network subtype", "data network type", "net status", "net state", "conn type", "connect type",
                         "connection status", "active network", "net.type", "net.t", "network.type", "net.kind",
                         "network.kind",
                         "connection.type", "connectivity.type", "uplink.type", "net.conn", "network.tip",
                         "network.tipo", "network.tipus", "network.typ", "network.тип", "network.τύπος", "rete.tipo",
                         "red.tipo", "rede.tipo")),
    DeviceField(property="networkConnectionType", category=NETWORK, shape=between(1, 7),
                reasoning="the kind of connection, as OpenRTB numbers it", phrases=("device.connectiontype",)),
    DeviceField(property="isRoaming", category=NETWORK, shape=is_flag, reasoning="whether the phone is roaming",
                phrases=("roaming", "is roaming", "network roaming")),
    DeviceField(property="x_wifiSignal", category=NETWORK, shape=between(-110, -15), reasoning="how strong the Wi-Fi is",
                phrases=("wifi.rssi", "wifi.signal", "wifi rssi", "wifi signal", "wifi signal strength", "wifi dbm",
                         "wifi.signal strength", "wlan rssi", "wlan signal", "wifi sta.rssi", "net.dbm", "wifi.dbm",
                         "wlan.rssi", "wlan.dbm")),
    DeviceField(property="x_isVpn", category=NETWORK, shape=is_flag, reasoning="whether a VPN is in use",
                phrases=("is vpn", "vpn", "using vpn", "vpn connected", "vpn enabled", "vpn active")),
)  # fmt: skip


def _table(pairs: list[tuple[str, DeviceField]]) -> FieldTable[tuple[DeviceField, ...]]:
    collected: dict[str, tuple[DeviceField, ...]] = {}
    for phrase, field in pairs:
        collected[phrase] = (*collected.get(phrase, ()), field)
    return FieldTable(collected)


SURE: Final = _table([(phrase, field) for field in FIELDS for phrase in field.phrases])
LOOSE: Final = _table([(phrase, field) for field in FIELDS for phrase in field.loose])
