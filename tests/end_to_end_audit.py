"""The parts of an audit as processes, and the clients that are audited: curl and Chromium, through the real proxy."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from selenium import webdriver

from analysis.demo.certificates import Certificates, make_certificates
from analysis.enrolment import enrol
from analysis.journal_reading import tail
from analysis.ledger_reader import LedgerReader
from analysis.settings import Home
from tests.end_to_end_origin import Origin

REPOSITORY = Path(__file__).resolve().parents[1]
APP = "web-view.example"
REFUSING = "nmetrics.samsung.com"
MESSENGER = "mmg.whatsapp.net"
PLAIN = "de.ioam.de"
STRANGERS_HOST = "strangers-secret.example"
HOSTS = (
    APP, REFUSING, MESSENGER, STRANGERS_HOST, "api2.branch.io", "api.stability.ai", "app.adjust.com", "rtb.openx.net",
    "appapi.neuralprisma.com", "api.mixpanel.com", "pitangui.amazon.com", "api.segment.io", "www.google-analytics.com",
    "connectapi.garmin.com", "o1.ingest.sentry.io",
)  # fmt: skip
SECRETS = {
    "bearer token": "b3arer-t0ken-31415926",
    "cookie": "c00kie-of-curl-27182818",
    "cookie of the page": "c00kie-of-chromium-16180339",
    "query": "passw0rd-in-a-query-14142135",
    "form": "passw0rd-in-a-form-17320508",
    "proxy": "passw0rd-of-the-proxy-22360679",
}
# nothing that Chromium does by itself may leave this machine, and the pages' names are the proxy's to resolve
_CHROMIUM = (
    "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
    "--disable-domain-reliability", "--disable-extensions", "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
_DEVICE = (
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    "--enable-features=GenericSensorExtraClasses", "--enable-blink-features=SensorExtraClasses",
    "--disable-features=LocalNetworkAccessChecks,OptimizationHints,MediaRouter,Translate",
)  # fmt: skip


@dataclass
class Part:
    """One process of the audit, and where it writes what it says."""

    name: str
    words: tuple[str, ...]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        with self.log.open("ab") as stream:
            command = [sys.executable, "-m", "analysis", *self.words]
            self.process = subprocess.Popen(command, cwd=REPOSITORY, stdout=stream, stderr=stream)

    def stop(self) -> int:
        """End it as a service manager does; its exit code."""
        if self.process is None:
            return 0
        process, self.process = self.process, None
        process.send_signal(signal.SIGTERM)
        try:
            return process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise

    def said(self) -> str:
        """All that it has said so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""


@dataclass
class Audit:
    """A home with two devices, the phone (known by its proxy user) and the tablet (by its address), being audited."""

    folder: Path
    home: Home
    certificates: Certificates
    origin: Origin
    plain: Origin
    port: int
    dashboard_port: int
    parts: dict[str, Part] = field(default_factory=dict)
    password: str = ""

    @classmethod
    def prepare(cls, folder: Path) -> Audit:
        """Everything but the processes."""
        home = Home.open(folder / "home", kind="demo")
        certificates = make_certificates(folder / "stand-ins", HOSTS)
        cookie = SECRETS["cookie of the page"]
        origins = Origin(certificates.server_context(), cookie), Origin(None, cookie)
        enrol(home, "Jo's phone", kind="phone", person="Jo", users=("phone",))
        enrol(home, "Jo's tablet", kind="tablet", person="Jo", ips=("127.0.0.1",))
        proxy, dashboard = free_ports(2)
        return cls(folder, home, certificates, *origins, proxy, dashboard)

    def start(self) -> None:
        """Start proxy, analyst and dashboard, and wait until they answer."""
        where = ("--home", str(self.home.root))
        targets = {**dict.fromkeys(HOSTS, self.origin.port), PLAIN: self.plain.port}
        resolve = [word for host, to in targets.items() for word in ("--resolve", f"{host}=127.0.0.1:{to}")]
        trusted = ("--upstream-ca", str(self.certificates.authority))
        self._add("proxy", "capture", *where, "--port", str(self.port), *trusted, *resolve)
        self._add("analyst", "analyse", *where)
        self._add("dashboard", "serve", *where, "--port", str(self.dashboard_port))
        self.until(lambda: self.home.ca_certificate.exists() and listens(self.port), 60)
        said = self.parts["dashboard"].said
        self.until(lambda: "Password" in said() and listens(self.dashboard_port), 60)  # said once it listens
        shown = re.search(r"Password[^:\n]*: (\S+)", said())
        assert shown is not None, self.told()
        self.password = shown[1]

    def _add(self, name: str, *words: str) -> None:
        self.parts[name] = Part(name, words, self.folder / f"{name}.log")
        self.parts[name].start()

    def close(self) -> None:
        """End every process that was started."""
        with contextlib.ExitStack() as stack:
            for part in self.parts.values():
                stack.callback(part.stop)
            stack.callback(self.origin.close)
            stack.callback(self.plain.close)

    def until(self, condition: Callable[[], bool], seconds: float) -> None:
        """Wait for it; what every part said is shown where it does not happen, or where a part has ended."""
        give_up = time.monotonic() + seconds
        while not condition():
            for part in self.parts.values():
                ended = part.process is not None and part.process.poll() is not None
                assert not ended, f"the {part.name} has ended\n{self.told()}"
            assert time.monotonic() < give_up, f"it did not happen within {seconds:.0f} s\n{self.told()}"
            time.sleep(0.1)

    def is_settled(self) -> bool:
        """Whether all that the proxy has journalled is in the ledger, and every connection of a device has ended."""
        reader = LedgerReader(self.home.ledger_path)
        try:
            if not reader.ready():
                return False
            with reader.read() as connection:
                done = connection.exec_driver_sql(
                    "SELECT max(seq) FROM cursors WHERE writer = 'proxy-0'"
                ).scalar()
                open_flows = connection.exec_driver_sql(
                    "SELECT count(*) FROM flows WHERE closed_at IS NULL"
                ).scalar()
        finally:
            reader.close()
        return bool(done) and not open_flows and not tail(self.home.journal_dir, "proxy-0", int(done or 0), 1)

    def told(self) -> str:
        """The end of what every part said."""
        return "\n".join(f"--- {part.name}\n{part.said()[-3000:]}" for part in self.parts.values())

    def curl(
        self, *words: str | Path, ca: Path | None = None, user: str = "phone", check: bool = True
    ) -> subprocess.CompletedProcess[bytes]:
        """Real curl as the phone, through the proxy, trusting the home's authority unless another is given."""
        path = shutil.which("curl")
        if path is None:
            pytest.skip("curl is not installed: sudo apt install curl")
        command = [path, "-sS", "--fail", "--max-time", "30", "-x", f"http://127.0.0.1:{self.port}"]
        command += ["--cacert", str(ca or self.home.ca_certificate)]
        if user:
            command += ["--proxy-user", f"{user}:{SECRETS['proxy']}"]
        done = subprocess.run([*command, *map(str, words)], capture_output=True, timeout=60)
        assert not check or done.returncode == 0, f"{words}: {done.stderr.decode()}\n{self.told()}"
        return done

    def leakledger(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """A command on this home."""
        command = [sys.executable, "-m", "analysis", *map(str, words), "--home", str(self.home.root)]
        return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60)

    def files(self) -> Iterator[tuple[Path, bytes]]:
        """Every file of the home with its bytes; one that goes away meanwhile is left out."""
        for path in sorted(self.home.root.rglob("*")):
            with contextlib.suppress(FileNotFoundError):
                if path.is_file():
                    yield path, path.read_bytes()

    @contextlib.contextmanager
    def tablet(self) -> Iterator[webdriver.Chrome]:
        """Chromium as the tablet: through the proxy, trusting the home's authority, with a microphone and sensors.

        By a PAC file: whatever is not one of our hosts finds no proxy and stays on this machine.
        """
        rule = f"{list(HOSTS)!r}.includes(host) ? 'PROXY 127.0.0.1:{self.port}' : 'PROXY 127.0.0.1:1'"
        pac = base64.b64encode(f"function FindProxyForURL(url, host) {{ return {rule}; }}".encode()).decode()
        arguments = (
            *_DEVICE,
            f"--proxy-pac-url=data:application/x-ns-proxy-autoconfig;base64,{pac}",
            f"--ignore-certificate-errors-spki-list={_key_digest(self.home.ca_certificate)}",
        )
        with browser(self.folder / "tablet", *arguments) as driver:
            yield driver

    @contextlib.contextmanager
    def reader(self) -> Iterator[webdriver.Chrome]:
        """Chromium as the person who looks at the dashboard, logged in."""
        with browser(self.folder / "reader", "--no-proxy-server", "--window-size=1280,2400") as driver:
            driver.get(f"http://127.0.0.1:{self.dashboard_port}/")
            driver.find_element("id", "password").send_keys(self.password)
            driver.find_element("css selector", "button").click()
            yield driver


@contextlib.contextmanager
def browser(folder: Path, *arguments: str) -> Iterator[webdriver.Chrome]:
    """A Chromium of our own, with an empty profile; ``folder/downloads`` takes what is downloaded."""
    options = webdriver.ChromeOptions()
    for argument in (*_CHROMIUM, *arguments, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"download.default_directory": str(folder / "downloads")})
    (folder / "downloads").mkdir(parents=True, exist_ok=True)
    options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    service = webdriver.ChromeService(shutil.which("chromedriver") or "")
    driver = webdriver.Chrome(options, service)
    try:
        driver.set_page_load_timeout(30)
        driver.set_script_timeout(30)
        yield driver
    finally:
        driver.quit()


def free_ports(number: int) -> list[int]:
    """So many different loopback ports that nobody listens on now."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(number)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def listens(port: int) -> bool:
    """Whether somebody accepts connections on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _key_digest(certificate: Path) -> str:
    """What Chromium knows an authority by: base64(SHA-256(SubjectPublicKeyInfo))."""
    key = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    encoded = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(encoded).digest()).decode()
