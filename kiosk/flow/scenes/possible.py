"""«Возможно, вам также положено»: computed from the registers, promised by nobody, checked by questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.flow.blocks import Block, Paragraph, Row, Section
from kiosk.flow.scenes import labels
from kiosk.flow.scenes.scene import Desk, rows_of
from kiosk.flow.wizard.events import WizardBegun
from kiosk.flow.wizard.port import MEASURE

if TYPE_CHECKING:
    from backend.contract.people import PersonalFile


def possible_blocks(desk: Desk, file: PersonalFile, person: str) -> tuple[Block, ...]:
    """What the registers say one is entitled to and does not receive; a press asks what is still missing."""
    measures = desk.catalogue.measures
    found = tuple(measures[one.measure] for one in file.possible if one.measure in measures)
    if not found:
        return ()
    words = desk.words
    rows = rows_of(
        found,
        lambda measure: Row(
            desk.text(measure.title),
            WizardBegun(f"{MEASURE}{measure.id}", person),
            icon=labels.GROUP_ICONS[measure.group],
        ),
        "",
        "measures",
    )
    return (Section(words("file.possible")), rows, Paragraph(words("wizard.computed"), small=True))
