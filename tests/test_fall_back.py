"""The optional rules: they touch nobody who was not named, reject QUIC of those who were, and can be taken away."""

from __future__ import annotations

import os
import shutil
import subprocess
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


def test_the_names_of_the_relay_are_answered_by_nobody() -> None:
    lines = RULES.with_name("fall-back.dnsmasq.conf").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "server=/mask.icloud.com/",
        "server=/mask-h2.icloud.com/",
    ]
