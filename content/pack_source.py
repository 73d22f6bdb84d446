"""A pack's folder as it is written: the header and the entries, with file and line of every field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from content.entries import Change, SourceEntry, SourceField
from content.kinds import KINDS, Kind, Layout
from content.pack_files import HEADER_FILE, read_files
from content.problems import Problem
from content.yaml_tree import Node, YamlTree

FRONT_MATTER_MARK: Final = "---"
NOT_CONTENT: Final = frozenset({"README.md"})


@dataclass(frozen=True, slots=True)
class PackSource:
    """What the folder of one pack says, before anything it extends is added."""

    folder: Path
    header: SourceEntry
    entries: tuple[SourceEntry, ...]
    files: Mapping[str, bytes]


@dataclass
class _Reader:
    folder: Path
    problems: list[Problem]
    files: Mapping[str, bytes]
    pack: str = ""

    def text(self, path: Path) -> str | None:
        content = self.files[path.relative_to(self.folder).as_posix()]
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            self.problems.append(Problem(str(path), line, "not UTF-8", "Save the file as UTF-8"))
            return None

    def nodes(self, path: Path, layout: Layout) -> list[Node]:
        source = self.text(path)
        if source is None:
            return []
        if layout is Layout.MARKDOWN:
            node = self._markdown(path, source)
        else:
            node = YamlTree(str(path), self.problems).read(source)
        if node is None:
            return []
        if layout is Layout.LIST and isinstance(node.value, list):
            return node.value
        if layout is not Layout.LIST and isinstance(node.value, dict):
            return [node]
        wanted = (
            "a list, each entry after '- '" if layout is Layout.LIST else "one entry of name: value lines"
        )
        self.problems.append(Problem(str(path), node.line, "the file has another shape", f"Write {wanted}"))
        return []

    def _markdown(self, path: Path, source: str) -> Node | None:
        lines = source.splitlines()
        marks = [number for number, line in enumerate(lines) if line.strip() == FRONT_MATTER_MARK]
        if len(marks) < 2 or marks[0] != 0:
            what, remedy = "front matter is missing", "Begin with fields between two lines of ---"
            self.problems.append(Problem(str(path), 1, what, remedy))
            return None
        front = YamlTree(str(path), self.problems, first_line=2).read("\n".join(lines[1 : marks[1]]))
        body = "\n".join(lines[marks[1] + 1 :]).strip()
        if front is None or not isinstance(front.value, dict) or not body:
            return front
        return Node({**front.value, "body": Node(body, marks[1] + 2)}, front.line)


def read_pack(folder: Path, problems: list[Problem]) -> PackSource:
    """Read every file of a pack's folder; raises PackError `pack-missing` where there is no pack."""
    reader = _Reader(folder, problems, read_files(folder))
    header = _header(reader, folder / HEADER_FILE)
    reader.pack = header.id
    entries: list[SourceEntry] = []
    for kind in KINDS:
        for path in sorted(folder.glob(kind.files)):
            for node in reader.nodes(path, kind.layout):
                if (entry := _entry(reader, kind, path, node)) is not None:
                    entries.append(entry)
    problems.extend(_stray_files(folder))
    return PackSource(folder, header, tuple(entries), reader.files)


_HEADER_KIND: Final = Kind("pack", object, HEADER_FILE, Layout.ONE_A_FILE)


def _header(reader: _Reader, path: Path) -> SourceEntry:
    nodes = reader.nodes(path, Layout.ONE_A_FILE)
    node = nodes[0] if nodes else Node({}, 1)
    written = node.value if isinstance(node.value, dict) else {}
    pack = str(written["id"].value) if "id" in written else path.parent.name
    fields = {name: SourceField(child, str(path), pack) for name, child in written.items()}
    return SourceEntry(_HEADER_KIND, pack, Change.ADD, str(path), node.line, pack, fields)


def _entry(reader: _Reader, kind: Kind, path: Path, node: Node) -> SourceEntry | None:
    if not isinstance(node.value, dict):
        remedy = "Write the entry as name: value lines"
        reader.problems.append(Problem(str(path), node.line, "an entry is not a set of fields", remedy))
        return None
    names = {change: kind.id_field if change is Change.ADD else change.value for change in Change}
    said = [change for change, name in names.items() if name in node.value]
    if len(said) != 1:
        choice = f"{kind.id_field}, replace, amend or withdraw"
        what = "the entry names itself twice" if said else "the entry has no id"
        reader.problems.append(Problem(str(path), node.line, what, f"Write exactly one of {choice}"))
        return None
    change = said[0]
    entry_id = node.value[names[change]]
    fields = {
        name: SourceField(child, str(path), reader.pack)
        for name, child in node.value.items()
        if name != names[change]
    }
    if change is Change.ADD and kind.layout is Layout.ONE_A_FILE and path.stem != entry_id.value:
        what = f"the file is named {path.name}, its entry {entry_id.value!r}"
        reader.problems.append(Problem(str(path), entry_id.line, what, "Give both the same name"))
    return SourceEntry(kind, str(entry_id.value), change, str(path), node.line, reader.pack, fields)


def _stray_files(folder: Path) -> list[Problem]:
    known = {path for kind in KINDS for path in folder.glob(kind.files)} | {folder / HEADER_FILE}
    places = ", ".join([HEADER_FILE, *(kind.files for kind in KINDS)])
    return [
        Problem(str(path), 1, "no part of a pack", f"Move or rename it; a pack consists of {places}")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path not in known
        and path.name not in NOT_CONTENT
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
