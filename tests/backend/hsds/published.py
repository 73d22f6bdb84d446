"""The standard's own JSON schemas, where they lie beside the project; they are read, never copied."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

import jsonschema_rs

ROOT: Final = Path(__file__).parents[3]
SHARED: Final = "OKNO_SHARED"  # where published data lies, when not in ../shared/data


def schemas() -> Path | None:
    """The folder of schemas; None, with a printed line, where there is none."""
    shared = os.environ.get(SHARED)
    folder = (Path(shared) if shared else ROOT.parent / "shared" / "data") / "hsds" / "schema"
    if folder.is_dir():
        return folder
    print(f"The schemas of HSDS are not at {folder}; name their place in {SHARED}.")
    return None


def validator(folder: Path, name: str) -> Any:
    """A validator of one record with everything that is nested in it; formats are checked."""
    return jsonschema_rs.validator_for(_whole(folder, f"{name}.json"), validate_formats=True)


def _whole(folder: Path, file: str) -> Any:
    return _put_in(folder, json.loads((folder / file).read_text("utf-8")))


def _put_in(folder: Path, part: Any) -> Any:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            return _whole(folder, part["$ref"])
        # Descriptions of tables for CSV files, no JSON Schema.
        kept = {name: value for name, value in part.items() if name not in ("name", "constraints", "path")}
        if "properties" in part:
            kept["properties"] = {name: _put_in(folder, value) for name, value in part["properties"].items()}
            kept.pop("title", None)
        return {
            name: value if name == "properties" else _put_in(folder, value) for name, value in kept.items()
        }
    if isinstance(part, list):
        return [_put_in(folder, each) for each in part]
    return part
