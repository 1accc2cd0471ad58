"""The recording proxy against bare mitmdump, in the same run: requests a second, p99, and a large upload.

    python benchmarks/proxy.py [--pairs 7] [--seconds 6] [--skip-upload | --only-upload]

Explicit mode, TLS on both sides, 16 keep-alive connections, the proxy on one core and the load (hey, curl, nginx) on the
other. Each pair runs both proxies, in alternating order; the ratio of a pair is ours ÷ bare mitmdump; medians are printed.
Needs nginx, hey, curl and openssl (Debian: apt install nginx-light hey curl openssl). Nothing leaves loopback.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from proxy_peers import HOST, LOAD_CORE, Peers, end, pss_mb, sink, start, wait_for_port

CONNECTIONS = 16
TARGETS = {"2 KB JSON": 1.30, "64 KB gzip JSON": 1.05}
PSS_TARGET_MB, UPLOAD_TARGET = 110, 0.8
UPLOAD_MB = 200


def main() -> int:
    """Measure, print, and say by the exit code whether the targets were reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--skip-upload", action="store_true")
    parser.add_argument("--only-upload", action="store_true")
    parser.add_argument("--sink", nargs=2, metavar=("PORT", "FOLDER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.sink:
        sink(int(arguments.sink[0]), Path(arguments.sink[1]))
    missing = [tool for tool in ("nginx", "hey", "curl", "openssl") if shutil.which(tool) is None]
    if missing:
        print(f"needs {', '.join(missing)}: sudo apt install {' '.join(missing)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="leakledger-bench-") as folder:
        bench = Bench(Path(folder))
        with bench.origin():
            names = () if arguments.only_upload else tuple(TARGETS)
            reached = [bench.requests(name, arguments.pairs, arguments.seconds) for name in names]
            if not arguments.skip_upload:
                reached.append(bench.upload(min(arguments.pairs, 5)))
    return 0 if all(reached) else 1


class Bench(Peers):
    """What is measured."""

    def requests(self, name: str, pairs: int, seconds: float) -> bool:
        """Interleaved pairs of load; True where the target was reached."""
        body = self.folder / ("small" if name.startswith("2") else "large")
        rates: list[tuple[float, float]] = []
        tails: list[float] = []
        for number in range(pairs):
            found = {}
            order = ("bare", "ours") if number % 2 == 0 else ("ours", "bare")
            for which in order:
                with self.bare() if which == "bare" else self.ours() as (port, _):
                    self.load(port, body, 1.0)
                    found[which] = self.load(port, body, seconds)
                if which == "ours" and self.recorded < found["ours"][0] * seconds * 0.95:
                    raise SystemExit(
                        f"only {self.recorded} requests were recorded: this measures something else"
                    )
            rates.append((found["ours"][0], found["bare"][0]))
            tails.append(found["ours"][1] / found["bare"][1])
        ratio = statistics.median(ours / bare for ours, bare in rates)
        spread = f"{min(a / b for a, b in rates):.2f} to {max(a / b for a, b in rates):.2f}"
        ours, bare = (statistics.median(column) for column in zip(*rates, strict=True))
        reached = ratio >= TARGETS[name]
        print(
            f"{name} ({body.stat().st_size} B), {CONNECTIONS} connections, {pairs} pairs of {seconds:g} s: "
            f"{ours:.0f} recorded requests/s ÷ {bare:.0f} of bare mitmdump = {ratio:.2f} ({spread}); "
            f"p99 ÷ {statistics.median(tails):.2f}; target {TARGETS[name]:.2f} {'reached' if reached else 'MISSED'}",
            flush=True,
        )
        return reached

    def load(self, port: int, body: Path, seconds: float) -> tuple[float, float]:
        """(requests a second, p99 in seconds) of hey through a proxy."""
        command = [
            "taskset",
            "-c",
            LOAD_CORE,
            "hey",
            "-z",
            f"{seconds}s",
            "-c",
            str(CONNECTIONS),
            "-m",
            "POST",
        ]
        command += ["-T", "application/json", "-D", str(body), "-x", f"http://127.0.0.1:{port}"]
        said = subprocess.run(
            [*command, f"https://{HOST}:{self.origin_port}/v1/e"], check=True, capture_output=True, text=True
        ).stdout
        rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
        p99 = re.search(r"99%+ in ([\d.]+) secs", said) or re.search(
            r"Slowest:\s+([\d.]+)", said
        )  # below 100 requests
        codes = re.findall(r"\[(\d+)\]\s+(\d+) responses", said)
        if (
            rate is None
            or p99 is None
            or [code for code, _ in codes] != ["200"]
            or "Error distribution" in said
        ):
            raise SystemExit(f"the load failed:\n{said}")
        return float(rate[1]), float(p99[1])

    def upload(self, pairs: int) -> bool:
        """A large upload by curl: throughput ÷ mitmproxy with stream=True, and our peak PSS."""
        big = self.folder / "big"
        with big.open("wb") as stream:
            for _ in range(UPLOAD_MB):
                stream.write(random.Random(1).randbytes(1_000_000))
        script = self.folder / "stream.py"
        script.write_text("def requestheaders(flow):\n    flow.request.stream = True\n")
        ratios, peaks, speeds = [], [], []
        sink = start(LOAD_CORE, [sys.executable, __file__, "--sink", str(self.sink_port), str(self.folder)])
        wait_for_port(self.sink_port, sink)
        for number in range(pairs):
            found = {}
            for which in ("stream", "ours") if number % 2 == 0 else ("ours", "stream"):
                with self.bare("-s", str(script)) if which == "stream" else self.ours() as (port, pid):
                    found[which], peak = self.put(port, pid, big)
                    if which == "ours":
                        peaks.append(peak)
            speeds.append(found["ours"])
            ratios.append(found["ours"] / found["stream"])
        end(sink)
        ratio, peak = statistics.median(ratios), max(peaks)
        reached = ratio >= UPLOAD_TARGET and peak <= PSS_TARGET_MB
        print(
            f"{UPLOAD_MB} MB upload, {pairs} pairs: {statistics.median(speeds):.0f} MB/s recorded ÷ mitmproxy stream=True = "
            f"{ratio:.2f} (target {UPLOAD_TARGET:.2f}); peak PSS {peak:.0f} MB (target {PSS_TARGET_MB}) "
            f"{'reached' if reached else 'MISSED'}",
            flush=True,
        )
        return reached

    def put(self, port: int, pid: int, big: Path) -> tuple[float, float]:
        """(MB/s, peak PSS in MB) of one upload."""
        command = [
            "taskset",
            "-c",
            LOAD_CORE,
            "curl",
            "-sS",
            "--http1.1",
            "-k",
            "-x",
            f"http://127.0.0.1:{port}",
            "-T",
            str(big),
        ]
        started = time.monotonic()
        process = subprocess.Popen(
            [*command, f"https://{HOST}:{self.sink_port}/upload"], stdout=subprocess.DEVNULL
        )
        peak = pss_mb(pid)
        while process.poll() is None:
            peak = max(peak, pss_mb(pid))
            time.sleep(0.05)
        if process.returncode:
            raise SystemExit(f"curl failed with {process.returncode}")
        elapsed = time.monotonic() - started
        for _ in range(20):  # and while it is journalled
            peak = max(peak, pss_mb(pid))
            time.sleep(0.05)
        return UPLOAD_MB / elapsed, peak


if __name__ == "__main__":
    os.environ.pop("LEAKLEDGER_HOME", None)
    sys.exit(main())
