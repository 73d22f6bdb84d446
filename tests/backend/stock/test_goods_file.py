"""A file of goods: stored whole or not at all, each bad line named; a dry run stores nothing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from backend.bad_line import BadLine
from backend.database.opening import open_database
from backend.stock.goods_file import GoodsFile, HoldingLine, read_goods
from backend.stock.tables import holdings, items
from tests.backend.site import Site

COLUMNS = (
    "what,item,kind,title,substance,author,details,prescription,concessionary,place,units,price,delivery_days"
)
PLACE = "apatity-pharmacy"
PLACES = frozenset({PLACE, "apatity-library"})


def line(what: str, item: str = "m-1", **values: str) -> str:
    names = COLUMNS.split(",")
    filled = {"what": what, "item": item, **values}
    assert set(filled) <= set(names)
    return ",".join(f'"{filled.get(name, "")}"' for name in names)


MEDICINE = line(
    "item", kind="medicine", title="Бролизал", substance="парацетамол", details="таблетки", concessionary="да"
)
SHELF = line("holding", place=PLACE, units="12", price="100,50")


def read(*lines: str, known: dict[str, str] | None = None) -> GoodsFile | list[BadLine]:
    return read_goods("\n".join([COLUMNS, *lines]), PLACES, known or {})


def test_a_sound_file_is_read_with_prices_in_kopecks() -> None:
    found = read(MEDICINE, SHELF)
    assert isinstance(found, GoodsFile)
    assert (found.items[0].title, found.items[0].concessionary) == ("Бролизал", True)
    assert found.holdings == (HoldingLine(what="holding", item="m-1", place=PLACE, units=12, price=100_50),)


@pytest.mark.parametrize(
    ("lines", "number", "why"),
    [
        ((line("bread"),), 2, "what"),
        ((line("item", kind="medicine"),), 2, "title"),
        ((line("item", kind="book", title="Муму", substance="вода"),), 2, "a book has no substance"),
        ((line("item", kind="medicine", title="Йод", author="Гоголь"),), 2, "a medicine has no author"),
        ((MEDICINE, line("holding", place=PLACE, units="-1")), 3, "units"),
        ((MEDICINE, line("holding", place=PLACE, units="много")), 3, "units"),
        ((MEDICINE, line("holding", place=PLACE, units="1", price="дорого")), 3, "no price in rubles"),
        ((MEDICINE, line("holding", place=PLACE, units="1", price="0.001")), 3, "parts of a kopeck"),
        ((MEDICINE, line("holding", place=PLACE, units="1", price="NaN")), 3, "price"),
        ((MEDICINE, line("holding", place="nowhere", units="1")), 3, "the pack has no place"),
        ((MEDICINE, MEDICINE), 3, "stands on line 2"),
        ((MEDICINE, SHELF, SHELF), 4, "stands with this item on line 3"),
        ((SHELF,), 2, "neither in the file nor stored"),
        ((MEDICINE, SHELF + ",more"), 3, "more values"),
        ((MEDICINE, line("holding", place=PLACE, units="1", title="Йод")), 3, "title"),
        ((), 1, "no line"),
    ],
)
def test_each_bad_line_is_named(lines: tuple[str, ...], number: int, why: str) -> None:
    found = read(*lines)
    assert isinstance(found, list)
    assert [each.number for each in found] == [number]
    assert why in found[0].why


def test_what_is_stored_already_keeps_its_kind() -> None:
    assert isinstance(read(SHELF, known={"m-1": "medicine"}), GoodsFile)
    found = read(MEDICINE, known={"m-1": "book"})
    assert isinstance(found, list)
    assert "stored as a book" in found[0].why


def file_of(tmp_path: Path, *lines: str) -> str:
    file = tmp_path / "goods.csv"
    file.write_text("\n".join([COLUMNS, *lines]), "utf-8-sig")
    return str(file)


def count(site: Site, table: object) -> int:
    with closing(open_database(site.url)) as database, database.maintenance() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_dry_run_stores_nothing_and_the_file_itself_is_stored_twice_the_same(
    bare_site: Site, tmp_path: Path
) -> None:
    before = count(bare_site, items), count(bare_site, holdings)
    file = file_of(tmp_path, MEDICINE, SHELF)
    assert "nothing is wrong" in bare_site.must("stock", "import", file, "--dry-run")
    assert (count(bare_site, items), count(bare_site, holdings)) == before
    for _ in range(2):
        assert "1 items, 1 holdings are stored" in bare_site.must("stock", "import", file)
        assert (count(bare_site, items), count(bare_site, holdings)) == (before[0] + 1, before[1] + 1)


@pytest.mark.slow
def test_one_bad_line_keeps_the_whole_file_out(bare_site: Site, tmp_path: Path) -> None:
    before = count(bare_site, items)
    told = bare_site.says(
        "stock", "import", file_of(tmp_path, MEDICINE, line("holding", place="nowhere", units="1"))
    )
    assert told.exit_code == 1
    assert "line 3: place: the pack has no place nowhere" in told.stderr
    assert count(bare_site, items) == before
    (tmp_path / "goods.csv").write_bytes(b"\xff\xfe")
    assert bare_site.fails("stock", "import", str(tmp_path / "goods.csv")) == "goods-invalid"


@pytest.mark.slow
def test_a_count_below_what_is_reserved_is_a_bad_line(bare_site: Site, tmp_path: Path) -> None:
    bare_site.must("stock", "import", file_of(tmp_path, MEDICINE, SHELF))
    with closing(open_database(bare_site.url)) as database, database.maintenance() as connection:
        connection.execute(update(holdings).where(holdings.c.item == "m-1").values(taken=5))
    fewer = line("holding", place=PLACE, units="4")
    told = bare_site.says("stock", "import", file_of(tmp_path, MEDICINE.replace("Бролизал", "Другое"), fewer))
    assert "line 3: units: more than that is reserved there" in told.stderr
    with closing(open_database(bare_site.url)) as database, database.maintenance() as connection:
        title = connection.execute(select(items.c.title).where(items.c.item == "m-1")).scalar_one()
        assert title == "Бролизал", "nothing of the file was kept"
        connection.execute(update(holdings).where(holdings.c.item == "m-1").values(taken=0))
