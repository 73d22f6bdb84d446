"""The compiled copy for development: made once, remade when the source changes, light to read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from content.cache import COPIES_KEPT, load_or_compile
from content.loader import load
from content.problems import PackError
from tests.content.tiny_pack import region, tiny, with_change

ROOT = Path(__file__).parents[2]
LIGHT_START = """
import sys
from pathlib import Path
from content import catalogues, compiled, search, signing
from content.cache import load_or_compile
load_or_compile(Path(sys.argv[1]), Path(sys.argv[2]))
print(sorted({"yaml", "pydantic", "babel", "rich", "typer", "num2words"} & set(sys.modules)))
"""


@pytest.mark.slow
def test_the_copy_is_the_pack_and_follows_its_source(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    pack = region(tmp_path, {})
    assert load_or_compile(pack, cache) == load(pack)
    first = set(cache.glob("*.json"))
    assert load_or_compile(pack, cache) == load(pack)
    assert set(cache.glob("*.json")) == first

    with_change(tmp_path, "measures/bus.yaml", "поезжайте", "едьте")  # in the pack that is extended
    assert load_or_compile(pack, cache) == load(pack)
    assert len(set(cache.glob("*.json"))) == len(first) + 1


@pytest.mark.slow
def test_old_copies_are_thrown_away(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    words = ["поезжайте", "едьте", "катайтесь", "отдыхайте", "дремлите", "читайте"]
    for new in words[1:]:
        pack = with_change(tmp_path / new, "measures/bus.yaml", words[0], new)
        load_or_compile(pack, cache)
    assert len(list(cache.glob("tiny-*.json"))) == COPIES_KEPT


@pytest.mark.slow
def test_a_broken_source_is_told_with_its_line(tmp_path: Path) -> None:
    pack = with_change(tmp_path, "measures/bus.yaml", "sureness: C", "sureness: D")
    with pytest.raises(PackError, match=r"bus\.yaml:14") as caught:
        load_or_compile(pack, tmp_path / "cache")
    assert caught.value.code == "pack-invalid"


@pytest.mark.slow
def test_a_start_from_the_cache_imports_no_heavy_library(tmp_path: Path) -> None:
    pack, cache = tiny(tmp_path), tmp_path / "cache"
    load_or_compile(pack, cache)
    command = [sys.executable, "-c", LIGHT_START, str(pack), str(cache)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_where_nothing_may_be_written_the_pack_is_compiled_each_time(tmp_path: Path) -> None:
    pack = tiny(tmp_path)
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder", "utf-8")
    assert load_or_compile(pack, in_the_way / "cache") == load(pack)


@pytest.mark.slow
def test_the_copy_lies_in_the_first_folder_that_may_be_written_and_is_found_there(tmp_path: Path) -> None:
    pack = tiny(tmp_path)
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder", "utf-8")
    caches = (in_the_way / "cache", tmp_path / "second", tmp_path / "third")
    assert load_or_compile(pack, *caches) == load(pack)
    (copy,) = caches[1].glob("*.json")
    assert not caches[2].exists()
    made = copy.stat().st_mtime_ns
    assert load_or_compile(pack, *caches) == load(pack)
    assert copy.stat().st_mtime_ns == made


@pytest.mark.slow
def test_a_damaged_copy_is_made_anew(tmp_path: Path) -> None:
    pack, cache = tiny(tmp_path), tmp_path / "cache"
    load_or_compile(pack, cache)
    (copy,) = cache.glob("*.json")
    copy.write_bytes(copy.read_bytes()[:100])
    assert load_or_compile(pack, cache) == load(pack)
