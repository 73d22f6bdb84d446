"""The virtual cards a trainer can put in: files of demo people, and three cards that are not ours."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOREIGN = {
    "payment": "Банковская карта",
    "transport": "Транспортная карта",
    "unknown": "Неизвестная карта",
}


@dataclass(frozen=True, slots=True)
class BenchCard:
    """A card on the table; `id` is stable and safe to show."""

    id: str
    title: str
    foreign: bool
    path: Path


class CardTable:
    """Reads a folder of virtual cards; the folder may change while the bench runs."""

    def __init__(self, folder: Path | None, foreign_folder: Path) -> None:
        self._folder = folder
        self._foreign = tuple(_lay_foreign(foreign_folder))
        self._titles: dict[tuple[Path, int], str | None] = {}

    def cards(self) -> tuple[BenchCard, ...]:
        """All cards in order of their titles; files that are no cards are left out."""
        own = [] if self._folder is None else [self._card(path) for path in self._folder.glob("*.json")]
        named = sorted((card for card in own if card is not None), key=lambda card: card.title)
        return (*named, *self._foreign)

    def find(self, identity: str) -> BenchCard | None:
        return next((card for card in self.cards() if card.id == identity), None)

    def _card(self, path: Path) -> BenchCard | None:
        try:
            key = (path, path.stat().st_mtime_ns)
        except OSError:
            return None
        if key not in self._titles:
            self._titles[key] = _title(path)
        title = self._titles[key]
        return None if title is None else BenchCard(path.stem, title, foreign=False, path=path.resolve())


def _title(path: Path) -> str | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    is_card = isinstance(content, dict) and ("profile" in content or content.get("kind") in FOREIGN)
    return str(content.get("title") or path.stem) if is_card else None


def _lay_foreign(folder: Path) -> list[BenchCard]:
    folder.mkdir(parents=True, exist_ok=True)
    cards = []
    for kind, title in FOREIGN.items():
        path = (folder / f"foreign-{kind}.json").resolve()
        path.write_text(json.dumps({"card": kind, "title": title, "kind": kind}), encoding="utf-8")
        cards.append(BenchCard(path.stem, title, foreign=True, path=path))
    return cards
