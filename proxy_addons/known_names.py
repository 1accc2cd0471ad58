"""Remembers from DNS answers by which names addresses were reached, alias by alias; bounded, newest kept."""

from __future__ import annotations

import socket
from collections import OrderedDict
from typing import Final

from proxy_addons.dns_messages import Message, chain

MAX_ADDRESSES: Final = 16_384
MAX_NAMES: Final = 4  # of one address, for one device
NAME_TIME: Final = 3600.0  # seconds


class KnownNames:
    """``names`` of an address for a device that was told them; packed addresses."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[bytes, bytes], dict[tuple[str, ...], float]] = OrderedDict()
        self._aliases: OrderedDict[str, tuple[str, ...]] = OrderedDict()

    def learn(self, device: bytes, message: Message, at: float) -> None:
        """An answer that a device got."""
        names, addresses = chain(message)
        if names and not message.code:
            self.remember(device, names, addresses, at)

    def remember(self, device: bytes, names: tuple[str, ...], addresses: tuple[str, ...], at: float) -> None:
        """A name, the names that it is an alias of, and the addresses to which the last one leads."""
        if len(names) > 1:
            self._aliases[names[0]] = names[1:]
            if len(self._aliases) > MAX_ADDRESSES:
                self._aliases.popitem(last=False)
        for address in addresses:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            key = (device, socket.inet_pton(family, address))
            known = self._known.setdefault(key, {})
            known.pop(names, None)
            known[names] = at
            if len(known) > MAX_NAMES:
                del known[next(iter(known))]
            self._known.move_to_end(key)
            if len(self._known) > MAX_ADDRESSES:
                self._known.popitem(last=False)

    def names(self, device: bytes, address: bytes, at: float) -> tuple[str, ...]:
        """The names that led a device to an address, the latest last."""
        known = self._known.get((device, address))
        if known is None:
            return ()
        found = [names[0] for names, seen in known.items() if abs(at - seen) <= NAME_TIME]
        return tuple(dict.fromkeys(found))

    def forget(self, device: bytes) -> None:
        """Forget what a device was told."""
        for key in [key for key in self._known if key[0] == device]:
            del self._known[key]

    def aliases(self, name: str) -> tuple[str, ...]:
        """The names that a name is an alias of, one leading to the next; () for one that is none."""
        return self._aliases.get(name, ())
