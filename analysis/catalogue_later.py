"""Records of the compiled catalogue that are decoded when somebody asks for them: of thousands, a home meets dozens."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

import msgspec

_FEW: Final = 500  # hosts that are looked for without a table


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """Pieces one behind the other, and where each ends: 32-bit numbers as this machine has them."""

    content: bytes
    ends: bytes


class Pieces:
    """Packed pieces, cut out when they are asked for: thousands cost a start nothing. Raises ``ValueError`` for others."""

    def __init__(self, packed: Packed) -> None:
        self._content = packed.content
        self._ends = memoryview(packed.ends).cast("I")
        if (self._ends[-1] if self._ends else 0) != len(self._content):
            raise ValueError("expected where each piece ends")

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, place: int) -> bytes:
        return self._content[self._ends[place - 1] if place else 0 : self._ends[place]]

    def place_of(self, wanted: bytes) -> int:
        """Where a piece is, if they are in order; -1 where it is not."""
        place = bisect_left(range(len(self._ends)), wanted, key=self.__getitem__)
        return place if place < len(self._ends) and self[place] == wanted else -1


class Table(Mapping[str, bytes]):
    """Packed values by name, both as pieces, the names in order."""

    def __init__(self, names: Pieces, values: Pieces) -> None:
        if len(names) != len(values):
            raise ValueError("expected a value for each name")
        self._names, self._values = names, values

    def __getitem__(self, name: str) -> bytes:
        place = self._names.place_of(name.encode())
        if place < 0:
            raise KeyError(name)
        return self._values[place]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._names.place_of(name.encode()) >= 0

    def __iter__(self) -> Iterator[str]:
        return (self._names[place].decode() for place in range(len(self._names)))

    def __len__(self) -> int:
        return len(self._names)


class Owners(Mapping[str, str]):
    """For each host the id of its tracker: the hosts in order, and of each the place of its tracker's id.

    Whoever asks for many gets a table that is made then.
    """

    def __init__(self, hosts: Pieces, ids: Pieces, places: bytes) -> None:
        self._hosts, self._ids, self._places = hosts, ids, memoryview(places).cast("I")
        if len(hosts) != len(self._places):
            raise ValueError("expected an owner for each host")
        self._asked = 0
        self._table: dict[str, str] | None = None

    def get(self, host: str, default: str = "") -> str:  # type: ignore[override]
        """The id of a host's tracker."""
        if self._table is not None:
            return self._table.get(host, default)
        self._asked += 1
        if self._asked > _FEW:
            self._table = dict(self._items())
        place = self._hosts.place_of(host.encode())
        return default if place < 0 else self._ids[self._places[place]].decode()

    def _items(self) -> Iterator[tuple[str, str]]:
        ids = [id.decode() for id in map(self._ids.__getitem__, range(len(self._ids)))]
        return zip(self, map(ids.__getitem__, self._places), strict=True)

    def __getitem__(self, host: str) -> str:
        found = self.get(host)
        if not found:
            raise KeyError(host)
        return found

    def __contains__(self, host: object) -> bool:
        return isinstance(host, str) and bool(self.get(host))

    def __iter__(self) -> Iterator[str]:
        return (self._hosts[place].decode() for place in range(len(self._hosts)))

    def __len__(self) -> int:
        return len(self._hosts)


class Later[T](Mapping[str, T]):
    """Records by id. ``raw`` holds their msgpack, ``finish`` turns a decoded record into the one that is given out.

    Whoever made ``raw`` has checked it: a record that cannot be decoded raises ``msgspec.DecodeError`` when it is asked for.
    """

    def __init__(
        self, raw: Mapping[str, msgspec.Raw | bytes], type_: type[T], finish: Callable[[T], T] | None = None
    ) -> None:
        self._raw = raw
        self._decoder = msgspec.msgpack.Decoder(type_)
        self._finish = finish
        self._known: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        known = self._known.get(key)
        if known is not None:
            return known
        found = self._decoder.decode(self._raw[key])
        if self._finish is not None:
            found = self._finish(found)
        return self._known.setdefault(key, found)  # one and the same for every thread

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


def pieces(several: Iterable[bytes]) -> Packed:
    """Pieces as ``Pieces`` gives them out."""
    content, ends = bytearray(), array("I")
    for one in several:
        content += one
        ends.append(len(content))
    return Packed(bytes(content), ends.tobytes())


def packed(record: msgspec.Struct) -> msgspec.Raw:
    """A record as ``Later`` decodes it, without what says no more than its default: of most records that is half."""
    said = {
        field.encode_name: getattr(record, field.name)
        for field in _fields(type(record))
        if field.required or getattr(record, field.name) != field.default
    }
    return msgspec.Raw(msgspec.msgpack.encode(said))


@cache  # each asking reads the annotations anew, and there are tens of thousands of records
def _fields(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)
