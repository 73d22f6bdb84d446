"""What every console reads from the same files, read once: it takes longer than most tests of a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

import pytest
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from callcenter import wiring
from callcenter.knowledge.library import Library
from content.cache import load_or_compile
from content.catalogues import words
from content.pack import Pack


class CompiledTemplates(BytecodeCache):
    """Those of earlier consoles; Jinja compares each with its source."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


class Libraries:
    """One of each pack and language."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Library] = {}
        self._make = wiring.library_in

    def __call__(self, pack: Pack, language: str) -> Library:
        key = (pack.hash, language)
        if key not in self._kept:
            self._kept[key] = self._make(pack, language)
        return self._kept[key]


@pytest.fixture(scope="session", autouse=True)
def quick_wiring() -> Iterator[None]:
    """For consoles in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "load_or_compile", cache(load_or_compile))
        patch.setattr(wiring, "words", cache(words))
        patch.setattr(wiring, "library_in", Libraries())
        patch.setattr(wiring, "Environment", partial(Environment, bytecode_cache=CompiledTemplates()))
        yield
