"""Cards for a trainer's table: foreign ones, and what can be wrong with a genuine one.

    python -m devices.simulators.trouble_cards DIR [--genuine CARD.json] [--other CARD.json]

Writes one card file each into DIR, to be put into the virtual reader like any other.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

SLOW_SECONDS = 1.0
MUTE_AFTER = 2  # selected and read once, then silent

FOREIGN = (
    {"card": "foreign-payment", "title": "Банковская карта", "kind": "payment"},
    {"card": "foreign-transport", "title": "Транспортная карта", "kind": "transport"},
    {"card": "foreign-unknown", "title": "Неизвестная карта", "kind": "unknown"},
)

Content = dict[str, Any]


def slow(genuine: Content) -> Content:
    """Answers each command late."""
    faults = {"delay_seconds": SLOW_SECONDS}
    return {**_named(genuine, "trouble-slow", "Медленная карта"), "faults": faults}


def mute(genuine: Content) -> Content:
    """Falls silent in the middle of the conversation."""
    return {**_named(genuine, "trouble-mute", "Карта замолкает"), "faults": {"mute_after": MUTE_AFTER}}


def clone(genuine: Content) -> Content:
    """Copied certificates with keys of its own: all that can be copied from a card."""
    copy = _named(genuine, "trouble-clone", "Поддельная карта: чужой сертификат")
    for key in copy["profile"]["keys"].values():
        key["private_pem"] = _new_key()
    return copy


def with_chuid_of(genuine: Content, other: Content) -> Content:
    """A genuine card that says it is another one."""
    copy = _named(genuine, "trouble-chuid", "Поддельная карта: чужой номер")
    copy["profile"]["guid"] = other["profile"]["guid"]
    return copy


def unfinished(genuine: Content) -> Content:
    """A card that was never given its holder's certificate."""
    copy = _named(genuine, "trouble-unfinished", "Карта без ключа владельца")
    del copy["profile"]["keys"]["9A"]
    return copy


def write_cards(folder: Path, genuine: Content | None = None, other: Content | None = None) -> list[Path]:
    """Write the foreign cards, and the troubles of `genuine` when it is given; returns their paths."""
    cards = list[Content](FOREIGN)
    if genuine is not None:
        cards += [slow(genuine), mute(genuine), clone(genuine), unfinished(genuine)]
        if other is not None:
            cards.append(with_chuid_of(genuine, other))
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(card, folder) for card in cards]


def _named(genuine: Content, card: str, title: str) -> Content:
    return {**json.loads(json.dumps(genuine)), "card": card, "title": title}


def _new_key() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _write(card: Content, folder: Path) -> Path:
    path = folder / f"{card['card']}.json"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(card, file, ensure_ascii=False, indent=2)
    return path


def main(
    folder: Annotated[Path, typer.Argument(help="where the card files go")],
    genuine: Annotated[Path | None, typer.Option(help="a virtual card to make troubles of")] = None,
    other: Annotated[Path | None, typer.Option(help="the card whose number it shall show")] = None,
) -> None:
    """Write card files for foreign and faulty cards."""
    contents = [None if path is None else json.loads(path.read_text("utf-8")) for path in (genuine, other)]
    for path in write_cards(folder, *contents):
        typer.echo(path)


if __name__ == "__main__":
    typer.run(main)
