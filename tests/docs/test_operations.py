"""docs/operations.md: each command of ours is one its door takes, each file it installs is delivered."""

from __future__ import annotations

import re
import shlex
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
OURS = "kiosk|backend|callcenter|devices|content"
INSTALLED = re.compile(rf"^[^#\n]*/opt/okno/(?:server|kiosk)/bin/okno-({OURS}) (.+)$", re.MULTILINE)
INLINE = re.compile(rf"`(?:python -m |okno-)({OURS}) ([^`|…\[]+)")


def commands() -> list[list[str]]:
    """[front door, argument, …] of every command; a placeholder is an argument like another."""
    found = [*INSTALLED.findall("\n".join(BLOCKS)), *INLINE.findall(PAGE)]
    return [[door, *shlex.split(arguments)] for door, arguments in found]


COMMANDS = commands()


def status(words: list[str], patched: pytest.MonkeyPatch) -> object:
    """How the front door leaves when the command is asked for help; settings are the door's defaults."""
    door, *arguments = words
    if arguments[:1] == ["--config"]:
        arguments = arguments[2:]
    patched.setattr(sys, "argv", [f"okno-{door}", *arguments, "--help"])
    with pytest.raises(SystemExit) as left:
        import_module(f"{door}.__main__").main()
    return left.value.code


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 15
    assert {words[0] for words in COMMANDS} >= {"kiosk", "backend", "content"}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_front_door_takes_the_command(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert status(words, monkeypatch) == 0


def test_a_misspelt_command_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert status(["backend", "card", "expyre"], monkeypatch) == 2


def test_every_file_of_the_delivery_is_there() -> None:
    named = set(
        re.findall(
            r"(?<![\w/])((?:systemd|config|docs)/[\w./*-]+|requirements[\w-]*\.lock)", "\n".join(BLOCKS)
        )
    )
    assert len(named) >= 12
    assert [name for name in sorted(named) if not list(ROOT.glob(name))] == []


def test_every_unit_and_rule_is_installed_by_a_step() -> None:
    files = {file.name for file in (ROOT / "systemd").iterdir() if file.is_file()}
    steps = [word for block in BLOCKS for word in block.split() if word.startswith("systemd/")]
    installed = {file.name for step in steps for file in ROOT.glob(step)}
    assert sorted(files - installed) == []


def test_every_link_inside_the_page_leads_somewhere() -> None:
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", PAGE, flags=re.M | re.S), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) - anchors == set()
