"""What is read aloud: every visible text of a view, in order, in its spoken form."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from kiosk.flow import blocks
from kiosk.flow.blocks import (
    Block,
    Choice,
    EntryCard,
    Pair,
    Row,
    Tile,
)
from kiosk.flow.entry_blocks import Keyboard, NumberPad, Settled
from kiosk.flow.hall_blocks import Counter, HallPart, HallParts, SeatPlan
from kiosk.flow.scenes.scene import Desk
from kiosk.flow.time_blocks import Cell, CellGrid
from kiosk.flow.views import Button, View

Spoken = TypeVar("Spoken", Row, EntryCard, Pair, Choice, Tile, Cell, HallPart)


def with_spoken_blocks(blocks: tuple[Block, ...], desk: Desk) -> tuple[Block, ...]:
    """The blocks, each with its spoken form filled in where the scene gave none."""
    return tuple(_with_spoken(block, desk) for block in blocks)


def spoken_text(view: View) -> View:
    """The view with the whole page read aloud: its dialog alone while one stands over it."""
    blocks, buttons = (
        (view.dialog, view.dialog_actions) if view.dialog else (view.blocks, (*view.actions, *view.bar))
    )
    parts = [text for block in blocks if (text := spoken_of(block))]
    parts += [_spoken_button(button) for button in buttons if button.enabled]
    return replace(view, spoken="\n".join(parts))


def spoken_of(block: Block) -> str:
    """A block as it is read aloud."""
    match block:
        case blocks.EntryGrid(cards):
            return _sentences(*(card.spoken for card in cards))
        case blocks.Rows(rows, empty):
            return _sentences(*(row.spoken for row in rows)) if rows else empty
        case blocks.Summary(pairs):
            return _sentences(*(pair.spoken for pair in pairs))
        case blocks.Tabs(tabs):
            return _sentences(*(f"{tab.title}: {tab.count}" if tab.count else tab.title for tab in tabs))
        case blocks.Choices(choices):
            return _sentences(*(choice.spoken for choice in choices))
        case CellGrid(cells):
            return _sentences(*(cell.spoken for cell in cells))
        case blocks.Tiles(tiles):
            return _sentences(*(tile.spoken for tile in tiles))
        case blocks.PaymentCode(_, caption, figure):
            return _sentences(figure.spoken, caption)
        case HallParts(stage, _, parts):
            return _sentences(stage, *(part.spoken for part in parts))
        case SeatPlan(stage, _, rows):
            return _sentences(stage, *(row.free for row in rows))
        case blocks.TouchTest() | blocks.Emblem():
            return ""
        case _:
            return block.spoken


def _with_spoken(block: Block, desk: Desk) -> Block:
    match block:
        case blocks.EntryGrid(cards):
            return blocks.EntryGrid(tuple(_said(card, desk, card.title, card.help) for card in cards))
        case blocks.Rows(rows, _):
            return replace(block, rows=tuple(_said_row(row, desk) for row in rows))
        case blocks.Summary(pairs):
            return blocks.Summary(
                tuple(_said(pair, desk, f"{pair.label}: {pair.value}", _chip(pair.chip)) for pair in pairs)
            )
        case blocks.Choices(choices):
            return replace(block, choices=tuple(_said(choice, desk, choice.title) for choice in choices))
        case CellGrid(cells):
            return CellGrid(tuple(_said(cell, desk, cell.text, cell.note) for cell in cells))
        case blocks.Tiles(tiles):
            return blocks.Tiles(tuple(_said(tile, desk, f"{tile.title}: {tile.count}") for tile in tiles))
        case HallParts(_, _, parts):
            said = (_said(part, desk, part.title, part.note, part.price) for part in parts)
            return replace(block, parts=tuple(said))
        case blocks.PaymentCode(figure=figure):
            read = replace(figure, spoken=_say(desk, *texts_of(figure)))
            return replace(block, figure=read)
        case blocks.Tabs() | blocks.TouchTest() | blocks.Emblem() | SeatPlan():
            return block
        case blocks.Title(text, crumb, spoken):
            return replace(block, spoken=_say(desk, crumb, spoken or text))
        case _:
            return block if block.spoken else replace(block, spoken=_say(desk, *texts_of(block)))


def texts_of(block: Block) -> tuple[str, ...]:  # noqa: PLR0912  a table, one line a block
    """The visible texts of a block that is read as a whole."""
    match block:
        case blocks.Title(text, crumb):
            return (crumb, text)
        case (
            blocks.Section(text)
            | blocks.Paragraph(text)
            | blocks.Progress(text)
            | blocks.Countdown(text)
            | Settled(text)
        ):
            return (text,)
        case blocks.Bullets(items):
            return items
        case blocks.Hero(title, help_):
            return (title, help_)
        case blocks.Notice(_, title, text):
            return (title, text)
        case blocks.Figure(text, label, note, chip):
            return (label, text, _chip(chip), note)
        case blocks.Table(head, rows, empty):
            cells = tuple(f"{label}: {cell}" for row in rows for label, cell in zip(head, row, strict=True))
            return cells or (empty,)
        case blocks.PinPad(_, _, tries):
            return (tries,)
        case Keyboard(text, placeholder):
            return (text or placeholder,)
        case Counter(label, count, note):
            return (f"{label}: {count}", note)
        case NumberPad(fields):
            return tuple(f"{field.label}: {field.text} {field.unit}".strip(": ") for field in fields)
        case blocks.PaperPreview(lines):
            return tuple(
                f"{line.text} {line.value}".strip() for line in lines if line.kind not in ("rule", "cut")
            )
        case _:
            return ()


def _said_row(row: Row, desk: Desk) -> Row:
    title = row.spoken or row.title
    return replace(row, spoken=_say(desk, title, _chip(row.chip), row.value, row.help))


def _said(thing: Spoken, desk: Desk, *texts: str) -> Spoken:
    return thing if thing.spoken else replace(thing, spoken=_say(desk, *texts))


def _chip(chip: blocks.Chip | None) -> str:
    return chip.text if chip else ""


def _spoken_button(button: Button) -> str:
    return button.spoken or button.title


def _say(desk: Desk, *texts: str) -> str:
    """The texts as they are read aloud; numbers are written out in words only for who listens."""
    text = _sentences(*texts)
    return desk.world.spoken(text, desk.language) if desk.walk.comfort.voice else text


def _sentences(*texts: str) -> str:
    """Texts one after the other, each closed as a sentence so that the voice makes a pause."""
    closed = (text if text[-1] in ".!?…:" else f"{text}." for text in map(str.strip, texts) if text)
    return " ".join(closed)
