"""The paper preview: the strip that will come out, drawn as it will look."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Final

from msgspec.structs import replace

from kiosk.flow.blocks import PaperLine, PaperPreview
from kiosk.screens.drawing import Box, Mark, Modules, Node, Plate, Role, Tear
from kiosk.screens.layout.draft import Draft, Piece, lines
from kiosk.screens.theme import PAPER, PAPER_LARGE, PAPER_STRONG, TypeStyle

_TEAR = 16
_MARGIN = 36
_COLUMNS = 42
"""Characters a line: the preview breaks its own lines, type under 32 px would be too small to read."""
_QR = 264
QUIET_ZONE = 4  # modules, ISO/IEC 18004


def paper_pieces(preview: PaperPreview, draft: Draft) -> tuple[Piece, ...]:
    """A white strip on the ground, centred, divided between pages after lines that head nothing."""
    char = draft.measure("0", PAPER)
    strip = min(draft.width, char * _COLUMNS + 2 * _MARGIN)
    left = round((draft.width - strip) / 2)
    pieces = [_edge(draft, strip, left, downwards=False)]
    for number, line in enumerate(preview.lines):
        if line.kind == "cut":
            pieces += [_edge(draft, strip, left, downwards=True), _edge(draft, strip, left, downwards=False)]
            continue
        spoken = preview.spoken if number == 0 else ""
        piece = _strip_piece(line, draft, strip, left, spoken)
        pieces.append(replace(piece, keeps_next=_heads(preview.lines, number)))
    pieces.append(_edge(draft, strip, left, downwards=True))
    return tuple(pieces)


def _heads(paper: Sequence[PaperLine], number: int) -> bool:
    """Whether a line is a heading, a label of what is large, part of a list or of its strip's letterhead."""
    following = paper[number + 1 :]
    if not following:
        return False
    if paper[number].kind == "bold":
        return following[0].kind not in ("space", "rule", "cut")
    if following[0].kind == "large" or paper[number].kind == following[0].kind == "check":
        return True
    head = number == 0 or all(line.kind == "text" for line in _since_cut(paper[:number]))
    return head and paper[number].kind == "text" and following[0].kind in ("text", "rule")


def _since_cut(paper: Sequence[PaperLine]) -> Sequence[PaperLine]:
    cuts = [number for number, line in enumerate(paper) if line.kind == "cut"]
    return paper[cuts[-1] + 1 :] if cuts else paper


def _edge(draft: Draft, strip: float, left: float, *, downwards: bool) -> Piece:
    paper = draft.theme.palette.paper
    tear = Tear(Box(0, 0, strip, _TEAR), paper, downwards)
    # A bare picture of the edge: nothing to be said.
    node = Node(Role.IMAGE, "", Box(left, 0, strip, _TEAR), (tear,))
    return Piece((node,), _TEAR, gap=0 if downwards else 24, keeps_next=not downwards)


def _strip_piece(line: PaperLine, draft: Draft, strip: float, left: float, spoken: str) -> Piece:
    marks, height = _line_marks(line, draft, strip)
    plate = Plate(Box(0, 0, strip, height), draft.theme.palette.paper)
    name = " ".join(text for text in (line.text, line.value) if text)
    node = Node(Role.TEXT, name, Box(left, 0, strip, height), (plate, *marks), spoken=spoken or name)
    return Piece((node,), height, gap=0)


def _line_marks(line: PaperLine, draft: Draft, strip: float) -> tuple[tuple[Mark, ...], float]:
    room = strip - 2 * _MARGIN
    ink = draft.theme.palette.on_paper
    if line.kind == "rule":
        return (Plate(Box(_MARGIN, 18, room, 2), ink),), 38
    if line.kind == "space":
        return (), round(draft.theme.line(PAPER) * 0.6)
    if line.kind == "qr":
        return _qr_marks(line, draft, strip)
    if line.kind == "pair":
        return _pair_marks(line, draft, room)
    if line.kind == "check":
        indent = draft.measure("0", PAPER) * 3
        side = draft.theme.size(PAPER) * 0.8
        box = Plate(Box(_MARGIN, 10, side, side), draft.theme.palette.paper, ink, 3, 2)
        text = lines(draft, line.text, PAPER, ink, Box(_MARGIN + indent, 0, room - indent, 0))
        return (box, *text), draft.theme.line(PAPER) * len(text) + 6
    style = _TEXT_STYLES.get(line.kind, PAPER)
    text = lines(draft, line.text, style, ink, Box(_MARGIN, 0, room, 0), 0.5 if line.centred else 0)
    return text, draft.theme.line(style) * len(text)


_TEXT_STYLES: Final[dict[str, TypeStyle]] = {"text": PAPER, "bold": PAPER_STRONG, "large": PAPER_LARGE}


def _pair_marks(line: PaperLine, draft: Draft, room: float) -> tuple[tuple[Mark, ...], float]:
    """Label and value in one line where they fit with a space between them, else below one another."""
    ink, high = draft.theme.palette.on_paper, draft.theme.line(PAPER)
    widths = draft.measure(line.text + "  ", PAPER), draft.measure(line.value, PAPER_STRONG)
    label = lines(draft, line.text, PAPER, ink, Box(_MARGIN, 0, room, 0))
    if sum(widths) <= room:
        value = lines(draft, line.value, PAPER_STRONG, ink, Box(_MARGIN, 0, room, 0), 1)
        return (*label, *value), high
    value = lines(draft, line.value, PAPER_STRONG, ink, Box(_MARGIN, high * len(label), room, 0), 1)
    return (*label, *value), high * (len(label) + len(value))


def _qr_marks(line: PaperLine, draft: Draft, strip: float) -> tuple[tuple[Mark, ...], float]:
    rows = qr_rows(line.value or line.text)
    module = max(4, _QR // (len(rows) + 2 * QUIET_ZONE))
    side = module * len(rows)
    quiet = module * QUIET_ZONE
    box = Box(round((strip - side) / 2), quiet, side, side)
    marks: list[Mark] = [Modules(box, rows, draft.theme.palette.on_paper)]
    height = side + 2 * quiet
    if line.value and line.text:
        caption = lines(
            draft,
            line.text,
            PAPER,
            draft.theme.palette.on_paper,
            Box(_MARGIN, height, strip - 2 * _MARGIN, 0),
            0.5,
        )
        marks += caption
        height += draft.theme.line(PAPER) * len(caption) + 8
    return tuple(marks), height


def qr_rows(text: str) -> tuple[bytes, ...]:
    """The modules of a QR code of `text`, rows of 0 and 1, without the quiet zone."""
    # Not imported above: segno's writers cost a tenth of the start, and the first screen has no code.
    segno = import_module("segno")
    return tuple(bytes(row) for row in segno.make_qr(text, error="m").matrix)
