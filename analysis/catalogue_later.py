"""Records of the compiled catalogue that are decoded when somebody asks for them: of thousands, a home meets dozens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec


class Later[T](Mapping[str, T]):
    """Records by id. ``raw`` holds their msgpack, ``finish`` turns a decoded record into the one that is given out.

    Whoever made ``raw`` has checked it: a record that cannot be decoded raises ``msgspec.DecodeError`` when it is asked for.
    """

    def __init__(
        self, raw: Mapping[str, msgspec.Raw], type_: type[T], finish: Callable[[T], T] | None = None
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


def packed(record: msgspec.Struct) -> msgspec.Raw:
    """A record as ``Later`` decodes it, without what says no more than its default: of most records that is half."""
    said = {
        field.encode_name: getattr(record, field.name)
        for field in msgspec.structs.fields(record)
        if field.required or getattr(record, field.name) != field.default
    }
    return msgspec.Raw(msgspec.msgpack.encode(said))
