"""Writes a file whole or not at all: whoever finds it finds all of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from analysis.errors import UserFault


@contextlib.contextmanager
def whole(output: Path) -> Iterator[BinaryIO]:
    """A stream that takes the place of ``output`` once all is written; what stood there stays until then.

    Raises ``UserFault`` where it cannot be written; then nothing was.
    """
    output = output.resolve()  # a link stays, and what it leads to is written
    if output.exists() and not output.is_file():
        raise UserFault(f"{output}: is no regular file; nothing was written")
    draft = output.with_name(f".{output.name}.part")
    try:
        with draft.open("wb") as stream:
            yield stream
        draft.replace(output)
    except OSError as error:
        raise UserFault(f"{output}: {error.strerror or error}; nothing was written") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
