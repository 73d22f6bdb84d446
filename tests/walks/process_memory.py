"""Whether something stands in any text or bytes that an object of this process still holds."""

from __future__ import annotations

import gc
from collections.abc import Iterator


def objects_holding(sought: bytes) -> list[str]:
    """The kinds of objects that hold `sought`, as bytes or as UTF-8 text; the search does not count."""
    gc.unfreeze()  # what was frozen can hold it as well
    gc.collect()
    found = []
    for holder in gc.get_objects():
        for part in _texts_of(holder):
            if part is not sought and sought in _as_bytes(part):
                found.append(type(holder).__name__)
    return found


def _texts_of(holder: object) -> Iterator[str | bytes | bytearray]:
    """Also those in tuples and dictionaries of texts alone, which the collector does not track."""
    for part in gc.get_referents(holder):
        kind = type(part)  # `isinstance` would ask a weak proxy, which may have lost its object
        if issubclass(kind, str | bytes | bytearray):
            yield part
        elif issubclass(kind, tuple | dict) and not gc.is_tracked(part):
            yield from _texts_of(part)


def _as_bytes(part: str | bytes | bytearray) -> bytes:
    return part.encode(errors="replace") if isinstance(part, str) else bytes(part)
