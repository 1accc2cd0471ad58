"""Tells the digest of a file, in a list of what there is to be had, from bytes that nothing read.

``{1: "fw-manifest", 2: "3.9.14", 3: 1048576, 4: h'9f86…'}``: beside the name or the version of a file and its size, bytes as
long as a digest say which file it is, and nothing of anybody.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from analysis.entropy import entropy_of
from analysis.field_names import words
from analysis.lazy_patterns import lazy_pattern
from analysis.payload import Blob, Group
from analysis.readings import text
from analysis.surroundings import Surroundings

# Bytes of MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512 (RFC 1321, RFC 6234), or of a signature by Ed25519 (RFC 8032).
_LENGTHS: Final = frozenset({16, 20, 28, 32, 48, 64})
_DIGESTS: Final = frozenset({
    "sha", "sha1", "sha256", "sha384", "sha512", "md5", "digest", "digests", "hash", "hashes", "checksum", "checksums",
    "blake2", "blake2b", "blake3", "signature", "sig", "pruefsumme", "prufsumme", "somme", "suma", "fingerprint", "etag",
})  # fmt: skip
_SIZES: Final = frozenset({
    "size", "len", "length", "bytes", "filesize", "sizebytes", "groesse", "taille", "tamano", "dimensione", "rozmiar",
    "velikost",
})  # fmt: skip
_FILES: Final = frozenset({
    "file", "filename", "name", "path", "url", "uri", "version", "ver", "build", "fw", "firmware", "image", "asset", "chunk",
    "part", "release", "datei", "fichier", "archivo", "wersja",
})  # fmt: skip
_VERSION: Final = lazy_pattern(r"v?[0-9]{1,4}(?:\.[0-9]{1,6}){1,4}(?:[-+._][A-Za-z0-9.+-]{1,24})?")
_FILE: Final = lazy_pattern(r"[\w .@+/-]{1,120}\.(?!com|org|net)[A-Za-z][A-Za-z0-9]{0,9}")
_SMALLEST: Final = 1 << 10  # bytes of a file
_LARGEST: Final = 1 << 36
_MOMENTS: Final = range(1_000_000_000, 2_500_000_000)  # seconds since 1970, which a size is not taken for
_FEW: Final = 12  # members of an object that tells of a file
_LEAST: Final = 0.6  # of the entropy that so many random bytes have at most


def is_file_digest(blob: Blob, place: Surroundings) -> bool:
    """Whether bytes are as long as a digest, and the object around them tells of a file that there is to be had."""
    if len(blob.data) not in _LENGTHS or blob.size not in _LENGTHS or not _is_even(blob.data):
        return False
    group = place.around(blob.path)
    if group is None or group.context != "body" or len(group.members) > _FEW:
        return False
    if blob.name.isdecimal() or (not blob.name and all(map(str.isdecimal, group.members))):
        return _tells_a_file_by_value(group)
    spoken = words(blob.name)
    return not _DIGESTS.isdisjoint((*spoken, "".join(spoken))) and _tells_a_file_by_name(group)


def _is_even(data: bytes) -> bool:
    """Whether bytes are as different from one another as those of a digest."""
    return entropy_of(data) >= _LEAST * min(8, len(data).bit_length() - 1)


def _tells_a_file_by_value(group: Group) -> bool:
    """All fields are numbers: a version or the name of a file, and a number that may be its size."""
    if not all(map(str.isdecimal, group.members)):
        return False  # as in CBOR and protobuf
    values = [leaf.value for leaf in islice(group.members.values(), _FEW)]
    sized = any(
        isinstance(value, int)
        and not isinstance(value, bool)
        and _SMALLEST <= value <= _LARGEST
        and value not in _MOMENTS
        for value in values
    )
    named = (value for value in values if isinstance(value, str) and len(value) <= 120)
    return sized and any(_VERSION.fullmatch(value) or _FILE.fullmatch(value) for value in named)


def _tells_a_file_by_name(group: Group) -> bool:
    said = {"".join(words(name)): text(leaf.value) for name, leaf in group.members.items()}
    return not _SIZES.isdisjoint(said) and not _FILES.isdisjoint(said)
