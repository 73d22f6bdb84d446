"""A console whose backend sends letters: to a file, as carriers would take them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from backend.carriers.letter_file import LetterFile
from backend.carriers.ports import Carriers
from backend.messages.announcing import PostOffice
from backend.messages.desk_letters import DeskLetters
from backend.places import places_of
from content.cache import load_or_compile
from tests.backend.messages.post import WORDS
from tests.backend.served import serving
from tests.callcenter.consoles import ConsoleInTest, console_of, region_in


@contextmanager
def posting_console(folder: Path) -> Iterator[ConsoleInTest]:
    """With the measures and places of the Murmansk pack."""
    region = region_in(folder)
    pack = load_or_compile("ru-mur")
    file = folder / "messages.jsonl"
    carriers: Carriers = {"sms": LetterFile(file, "sms"), "email": LetterFile(file, "email")}
    post = PostOffice(frozenset(carriers), places_of(pack), WORDS, region.clock, region.services.zone)
    region.services = replace(region.services, letters=DeskLetters.of(pack, post))
    with serving(region, folder) as served, console_of(served) as running:
        yield running
