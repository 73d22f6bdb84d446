"""Draws a ticket as it would lie in the hand: warm thermal paper, crisp signs, a torn edge."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from devices.simulators.printer.paper import QrRow, RasterRow, Row, TextRow, Ticket

SCALE = 2  # pixels a dot: sharp on a screen of today
CELL_WIDTH, CELL_HEIGHT = 12, 24  # dots of font A
LINE_PITCH = 30  # dots from line to line, the default line spacing of ESC/POS printers
SIDE, HEAD, FOOT = 32, 36, 44  # dots of paper around the print
DESK = 28  # dots of table around the paper
TOOTH = 6  # dots: the torn edge

PAPER = (253, 252, 247)
INK = (32, 32, 38)
TABLE = (243, 246, 250)  # the ground of the palette
SHADOW = (11, 31, 51)
SHADE = 60  # of 255: how dark the shadow is at its darkest
SHADOW_COARSENESS = 4  # a shadow is soft: a quarter of the size shows it as well, much sooner

_FONT_FILES = {
    False: ("paratype/PTM55F.ttf", "dejavu/DejaVuSansMono.ttf"),
    True: ("paratype/PTM75F.ttf", "dejavu/DejaVuSansMono-Bold.ttf"),
}
_FONT_FOLDER = Path("/usr/share/fonts/truetype")  # fonts-paratype, fonts-dejavu-core
_FONT_SIZE = CELL_WIDTH * SCALE / 0.6  # a sign of these fonts is 0.6 of its size wide

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def draw(ticket: Ticket, dots: int) -> Image.Image:
    """Return the picture of the ticket on a table, for a paper `dots` wide."""
    strip = _print(ticket.rows, dots)
    paper = Image.new("RGB", (strip.width + 2 * SIDE * SCALE, strip.height + (HEAD + FOOT) * SCALE), PAPER)
    paper.paste(strip, (SIDE * SCALE, HEAD * SCALE))
    return _on_table(paper)


def _print(rows: tuple[Row, ...], dots: int) -> Image.Image:
    rows = _without_blank_ends(rows)
    strip = Image.new("RGB", (dots * SCALE, max(1, sum(_height(row) for row in rows)) * SCALE), PAPER)
    top = 0
    for row in rows:
        match row:
            case TextRow():
                _draw_text(strip, row, top, dots)
            case QrRow():
                _paste(strip, _code(row), row.align, top)
            case RasterRow():
                _paste(strip, _picture(row), row.align, top)
        top += _height(row)
    return strip


def _without_blank_ends(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    marked = [at for at, row in enumerate(rows) if not isinstance(row, TextRow) or row.text.strip()]
    return rows[marked[0] : marked[-1] + 1] if marked else ()


def _height(row: Row) -> int:
    match row:
        case TextRow():
            tallest = max((run.height for run in row.runs), default=1)
            return LINE_PITCH if tallest == 1 else CELL_HEIGHT * tallest + 6
        case QrRow():
            return _code(row).height // SCALE + 12
        case RasterRow():
            return row.height


def _draw_text(strip: Image.Image, row: TextRow, top: int, dots: int) -> None:
    width = sum(run.columns for run in row.runs) * CELL_WIDTH
    left = {0: 0, 1: (dots - width) // 2, 2: dots - width}.get(row.align, 0)
    tallest = max((run.height for run in row.runs), default=1)
    pen = ImageDraw.Draw(strip)
    for run in row.runs:
        for sign in run.text:
            cell = (left * SCALE, top * SCALE, CELL_WIDTH * run.width * SCALE, CELL_HEIGHT * tallest * SCALE)
            _draw_sign(strip, pen, sign, cell, (run.width, run.height, run.bold, run.inverted))
            left += CELL_WIDTH * run.width


def _draw_sign(
    strip: Image.Image,
    pen: ImageDraw.ImageDraw,
    sign: str,
    cell: tuple[int, int, int, int],
    style: tuple[int, int, bool, bool],
) -> None:
    left, top, width, height = cell
    wide, high, bold, inverted = style
    ground, ink = (INK, PAPER) if inverted else (PAPER, INK)
    if inverted:
        pen.rectangle((left, top, left + width - 1, top + height - 1), fill=ground)
    if sign == "─":  # joined, as the fonts of printers have it
        middle = top + height // 2
        pen.rectangle((left, middle, left + width - 1, middle + SCALE - 1), fill=ink)
        return
    if wide == high:
        font = _font(bold, high)
        pen.text((left + width / 2, top + height * 0.78), sign, font=font, fill=ink, anchor="ms")
        return
    glyph = Image.new("RGB", (CELL_WIDTH * SCALE, CELL_HEIGHT * SCALE), ground)
    ImageDraw.Draw(glyph).text(
        (CELL_WIDTH * SCALE / 2, CELL_HEIGHT * SCALE * 0.78), sign, font=_font(bold, 1), fill=ink, anchor="ms"
    )
    strip.paste(glyph.resize((width, CELL_HEIGHT * high * SCALE)), (left, top))


@cache
def _font(bold: bool, size: int) -> Font:
    for name in _FONT_FILES[bold]:
        if (_FONT_FOLDER / name).exists():
            return ImageFont.truetype(_FONT_FOLDER / name, _FONT_SIZE * size)
    return ImageFont.load_default(_FONT_SIZE * size)


def _code(row: QrRow) -> Image.Image:
    matrix = segno.make(row.data, error=row.level, micro=False, boost_error=False).matrix
    side = len(matrix)
    picture = Image.new("RGB", (side, side), PAPER)
    for y, line in enumerate(matrix):
        for x, dark in enumerate(line):
            if dark:
                picture.putpixel((x, y), INK)
    return picture.resize((side * row.module * SCALE,) * 2, Image.Resampling.NEAREST)


def _picture(row: RasterRow) -> Image.Image:
    mask = Image.frombytes("1", (row.width, row.height), row.bits)
    picture = Image.new("RGB", mask.size, PAPER)
    picture.paste(INK, (0, 0), mask)
    return picture.resize((row.width * SCALE, row.height * SCALE), Image.Resampling.NEAREST)


def _paste(strip: Image.Image, picture: Image.Image, align: int, top: int) -> None:
    left = {0: 0, 1: (strip.width - picture.width) // 2, 2: strip.width - picture.width}.get(align, 0)
    strip.paste(picture, (left, top * SCALE))


def _on_table(paper: Image.Image) -> Image.Image:
    """Lay the paper on the table: torn at both ends, with one soft shadow."""
    margin = DESK * SCALE
    outline = _torn(paper.size)
    size = (paper.width + 2 * margin, paper.height + 2 * margin)
    shade = Image.new("L", size, 0)
    shade.paste(SHADE, (margin, margin + 4 * SCALE), outline)
    small = shade.reduce(SHADOW_COARSENESS).filter(ImageFilter.GaussianBlur(7 * SCALE / SHADOW_COARSENESS))
    table = Image.new("RGB", size, TABLE)
    table.paste(SHADOW, (0, 0), small.resize(size, Image.Resampling.BILINEAR))
    table.paste(paper, (margin, margin), outline)
    return table


def _torn(size: tuple[int, int]) -> Image.Image:
    width, height = size
    tooth = TOOTH * SCALE
    count = max(1, width // tooth)
    step = width / count
    top = [(at * step, tooth if at % 2 else 0.0) for at in range(count + 1)]
    bottom = [(at * step, height - 1 - (tooth if at % 2 else 0.0)) for at in range(count, -1, -1)]
    outline = Image.new("L", size, 0)
    ImageDraw.Draw(outline).polygon(top + bottom, fill=255)
    return outline
