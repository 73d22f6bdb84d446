"""The demo region's shelves: the same for the same seed, and found by the search."""

from __future__ import annotations

from backend.database.doors import Database
from backend.demo.stock import enter_shelves, make_shelves
from content.loader import load
from tests.backend.stock.shelf import Shelf


def test_the_same_seed_gives_the_same_shelves() -> None:
    pack = load("ru-mur")
    one, same, other = (make_shelves(pack, seed) for seed in (1, 1, 2))
    assert one == same
    assert one.holdings != other.holdings
    assert {item.item for item in one.items} == {item.item for item in other.items}


def test_there_is_enough_to_choose_from() -> None:
    made = make_shelves(load("ru-mur"), 1)
    medicines = [item for item in made.items if item.kind == "medicine"]
    assert len(medicines) > 250
    assert len(made.items) - len(medicines) > 100
    substances: dict[tuple[str, str], str] = {}
    for item in medicines:
        assert substances.setdefault((item.title, item.details), item.substance) == item.substance


def test_shelves_are_found_by_name_substance_and_author(database: Database) -> None:
    shelf = Shelf(database)
    shelf.run(lambda connection: enter_shelves(connection, make_shelves(load("ru-mur"), 1)))
    assert shelf.found("метфармин")[0] == "Метформин"
    assert "Метформин" not in shelf.found("каптоприл")
    assert shelf.found("обломав", "book")[0] == "Обломов"
    assert set(shelf.found("гоголь", "book")) >= {"Ревизор", "Вий"}
    assert shelf.faults() == {}
