"""Amounts in words, with the date they hold from and whoever says so; nothing unverified as a fact."""

from __future__ import annotations

from content import labels
from content.model import Amount, LegalBasis, Sureness
from kiosk.flow.blocks import (
    Block,
    Chip,
    Figure,
    Notice,
    Paragraph,
    Section,
    Tone,
)
from kiosk.flow.scenes.scene import Desk


def figure(desk: Desk, amount: Amount) -> str:
    """«12 345 ₽ в месяц», «от 1 000 до 5 000 ₽», or "" where there is no figure."""
    return labels.figure(desk.words, amount)


def amount_blocks(desk: Desk, amount: Amount) -> tuple[Block, ...]:
    """The amount as a section of a page."""
    words = desk.words
    since = words("amount.since", date=desk.day(amount.valid_from)) if amount.valid_from else ""
    shown, text = figure(desk, amount) if amount.verified else "", desk.text(amount.text)
    blocks: list[Block]
    if shown:
        blocks = [Figure(shown, words("measure.amount"), since)]
        if text and text != shown:
            blocks.append(Paragraph(text))
    else:
        blocks = [Section(words("measure.amount")), *(Paragraph(line) for line in (text, since) if line)]
    if not amount.verified:
        blocks.append(
            Notice(Tone.ATTENTION, words("amount.unverified"), words("measure.amount.unverified.text"))
        )
    if amount.source:
        blocks.append(Paragraph(words("amount.source", source=amount.source), small=True))
    return tuple(blocks)


def unverified_chip(desk: Desk, amount: Amount) -> Chip | None:
    """«Сумму уточните» beside an amount nobody has checked."""
    return None if amount.verified else Chip(desk.words("amount.unverified"), Tone.ATTENTION)


def sureness_notices(desk: Desk, sureness: Sureness) -> tuple[Notice, ...]:
    """Says so where the facts of a page were not verified."""
    if sureness is not Sureness.C:
        return ()
    words = desk.words
    return (Notice(Tone.ATTENTION, words("sureness.C"), words("measure.sureness.text")),)


def legal_basis(bases: tuple[LegalBasis, ...]) -> tuple[str, ...]:
    """«Федеральный закон № 181-ФЗ, ст. 28.1. О социальной защите…»: small type on the page."""
    return tuple(
        ", ".join(part for part in (basis.act, basis.article) if part)
        + (f". {basis.title}" if basis.title else "")
        for basis in bases
    )


def legal_basis_blocks(desk: Desk, bases: tuple[LegalBasis, ...]) -> tuple[Block, ...]:
    """«Основание», in small type, last on its page."""
    if not bases:
        return ()
    return (
        Section(desk.words("measure.legal_basis")),
        *(Paragraph(line, small=True) for line in legal_basis(bases)),
    )
