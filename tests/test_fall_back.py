"""The optional rules: they touch what they name and nothing else, and can be taken away. With a real nft and dnsmasq."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RULES = Path(__file__).resolve().parents[1] / "deploy" / "fall-back.nft"
DEVICE, OTHER, SERVER = "192.0.2.20", "192.0.2.21", "198.51.100.9"
# a device, this box and a server as three namespaces; the device sends a datagram from either of its addresses
SCRIPT = f"""
set -eu
ip link set lo up
unshare -n sleep 30 >/dev/null 2>&1 & device=$!
unshare -n sleep 30 >/dev/null 2>&1 & server=$!
trap 'kill $device $server' EXIT
sleep 0.3
ip link add inside type veth peer name d0 netns $device
ip link add outside type veth peer name s0 netns $server
ip addr add 192.0.2.1/24 dev inside; ip link set inside up
ip addr add 198.51.100.1/24 dev outside; ip link set outside up
echo 1 > /proc/sys/net/ipv4/ip_forward
at() {{ nsenter -t $1 -n sh -c "$2"; }}
at $device "ip addr add {DEVICE}/24 dev d0; ip addr add {OTHER}/24 dev d0; ip link set d0 up"
at $device "ip route add default via 192.0.2.1"
at $server "ip addr add {SERVER}/24 dev s0; ip link set s0 up; ip route add default via 198.51.100.1"
send() {{ at $device "python3 -c \\"
import socket, time
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('$1', 0)); s.connect(('{SERVER}', $2)); s.settimeout(1)
s.send(b'x'); time.sleep(0.2)
try: s.recv(9)
except ConnectionRefusedError: print('$3 rejected')
except TimeoutError: print('$3 sent')
\\""; }}
at $server "python3 -c \\"
import socket, time
held = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2)]
[s.bind(('{SERVER}', p)) for s, p in zip(held, (443, 53))]
time.sleep(8)
\\"" >/dev/null 2>&1 & sleep 0.7
nft -f {RULES}
send {DEVICE} 443 unnamed
nft add element inet leakledger_fall_back named_ipv4 '{{ {DEVICE} }}'
send {DEVICE} 443 named
send {DEVICE} 53 dns
send {OTHER} 443 other
nft delete table inet leakledger_fall_back
send {DEVICE} 443 undone
"""


@pytest.mark.skipif(
    os.geteuid() != 0 or not all(map(shutil.which, ("nft", "unshare", "nsenter", "ip"))),
    reason="needs root, nft, ip and unshare",
)
def test_quic_of_the_named_is_rejected_and_nothing_else() -> None:
    done = subprocess.run(
        ["unshare", "-n", "sh", "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.split("\n")[:5] == [
        "unnamed sent",
        "named rejected",
        "dns sent",
        "other sent",
        "undone sent",
    ], done.stderr


RELAY, ECH, DOH = ("fall-back.dnsmasq.conf", "fall-back-ech.dnsmasq.conf", "fall-back-doh.dnsmasq.conf")
# in a namespace of its own: a server that knows every name, a dnsmasq before it, and questions to that dnsmasq
RESOLVER = r"""
import json, socket, struct, subprocess, sys, threading, time
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
ECH_KEY = b"keys-of-the-hidden-name"

def name_in(message):
    labels, place = [], 12
    while message[place]:
        labels.append(message[place + 1 : place + 1 + message[place]].decode())
        place += 1 + message[place]
    return ".".join(labels), place + 1

def answer(message):
    _, end = name_in(message)
    kind = int.from_bytes(message[end : end + 2], "big")
    parameters = struct.pack("!HH", 1, 3) + b"\2h2" + struct.pack("!HH", 5, len(ECH_KEY)) + ECH_KEY
    data = {1: bytes([192, 0, 2, 7]), 28: bytes(15) + b"\7", 16: b"\4text", 65: struct.pack("!H", 1) + b"\0" + parameters}
    found = data.get(kind, b"")
    record = b"\xc0\x0c" + message[end : end + 4] + struct.pack("!IH", 60, len(found)) + found if found else b""
    return message[:2] + struct.pack("!HHHHH", 0x8180, 1, bool(found), 0, 0) + message[12 : end + 4] + record

upstream = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
upstream.bind(("127.0.0.1", 5300))

def serve():
    while True:
        message, asker = upstream.recvfrom(4096)
        upstream.sendto(answer(message), asker)

threading.Thread(target=serve, daemon=True).start()
dnsmasq = subprocess.Popen(
    ["dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts", "--no-daemon", "--port=53", "--bind-interfaces",
     "--listen-address=127.0.0.1", "--server=127.0.0.1#5300", "--conf-file=/dev/null", "--pid-file",
     *("--conf-file=" + path for path in sys.argv[2:])],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

def ask(name, kind):
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    question = struct.pack("!HHHHHH", 7, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!HH", kind, 1)
    for _ in range(300):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(0.2)
            client.connect(("127.0.0.1", 53))
            try:
                client.send(question)
                got = client.recv(4096)
            except OSError:
                time.sleep(0.05)
                continue
            return [got[3] & 15, int.from_bytes(got[6:8], "big"), ECH_KEY in got]
    raise SystemExit("dnsmasq does not answer")

try:
    print(json.dumps([ask(name, kind) for name, kind in json.loads(sys.argv[1])]))
finally:
    dnsmasq.terminate()
    dnsmasq.wait()
"""
A, TXT, AAAA, HTTPS = 1, 16, 28, 65
KNOWN, ABSENT, NOTHING, KEYS = [0, 1, False], [3, 0, False], [0, 0, False], [0, 1, True]


def version_of_dnsmasq() -> tuple[int, ...]:
    if shutil.which("dnsmasq") is None:
        return ()
    said = subprocess.run(["dnsmasq", "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"version (\d+)\.(\d+)", said)
    return tuple(map(int, found.groups())) if found else ()


needs_dnsmasq = pytest.mark.skipif(
    os.geteuid() != 0 or not version_of_dnsmasq() or not all(map(shutil.which, ("unshare", "ip"))),
    reason="needs root, dnsmasq, ip and unshare",
)
filters = pytest.mark.skipif(
    version_of_dnsmasq() < (2, 90), reason="dnsmasq filters kinds of records from 2.90 on"
)


def asked(questions: list[tuple[str, int]], *files: str) -> list[list[object]]:
    """Of each question the code, the number of answers, and whether the keys of ECH are among them."""
    paths = [str(RULES.with_name(name)) for name in files]
    command = ["unshare", "-n", sys.executable, "-c", RESOLVER, json.dumps(questions), *paths]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    found: list[list[object]] = json.loads(done.stdout)
    return found


ORDINARY = [("shop.example", A), ("shop.example", AAAA), ("shop.example", TXT)]
NAMES = [("mask.icloud.com", A), ("mask-h2.icloud.com", AAAA), ("use-application-dns.net", A)]
NEAR = [
    ("www.icloud.com", A),
    ("icloud.com", A),
    ("application-dns.net", A),
    ("my-use-application-dns.net", A),
]


@needs_dnsmasq
def test_without_the_optional_lines_a_resolver_answers_everything() -> None:
    assert asked([*ORDINARY, *NAMES, ("shop.example", HTTPS)]) == [KNOWN] * 6 + [KEYS]


@needs_dnsmasq
def test_the_relay_is_not_there_and_all_else_is() -> None:
    expected = [ABSENT, ABSENT, KNOWN, *[KNOWN] * 7, KEYS]
    assert asked([*NAMES, *ORDINARY, *NEAR, ("shop.example", HTTPS)], RELAY) == expected


@needs_dnsmasq
@filters
def test_keys_of_hidden_names_are_left_out_and_all_else_is_answered() -> None:
    """No record, and no error: a browser then goes on by the addresses."""
    assert asked([("shop.example", HTTPS), *ORDINARY, *NAMES], ECH) == [NOTHING, *[KNOWN] * 6]


@needs_dnsmasq
def test_firefox_is_told_to_ask_this_resolver_and_all_else_is_answered() -> None:
    questions = [
        ("use-application-dns.net", A),
        ("use-application-dns.net", AAAA),
        *NEAR,
        ("shop.example", HTTPS),
    ]
    assert asked(questions, DOH) == [ABSENT, ABSENT, *[KNOWN] * 4, KEYS]


@needs_dnsmasq
@filters
def test_all_of_them_go_together() -> None:
    assert asked([*NAMES, ("shop.example", HTTPS), *ORDINARY], RELAY, ECH, DOH) == [
        *[ABSENT] * 3,
        NOTHING,
        *[KNOWN] * 3,
    ]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (RELAY, ["server=/mask.icloud.com/", "server=/mask-h2.icloud.com/"]),
        (ECH, ["filter-rr=HTTPS"]),
        (DOH, ["server=/use-application-dns.net/"]),
    ],
    ids=["relay", "ech", "doh"],
)
def test_each_file_holds_what_the_page_says_and_no_more(name: str, lines: list[str]) -> None:
    told = RULES.with_name(name).read_text().splitlines()
    assert [line for line in told if not line.startswith("#")] == lines
    page = (RULES.parents[1] / "docs" / "fall-back.md").read_text()
    assert f"deploy/{name}" in page
    assert all(line in page for line in lines)


def test_nothing_of_it_is_on_by_default() -> None:
    installed = [path for path in RULES.parent.iterdir() if not path.name.startswith("fall-back")]
    assert installed
    assert not [path for path in installed if "fall-back" in path.read_text()]
