"""A hundred made-up measures over yes/no, choices, sets, numbers and dates, for us and for a peer alike."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

TODAY: Final = date(2026, 11, 22)
FIRST_DAY: Final = date(1930, 1, 1)
LARGEST: Final = 20
SHARES: Final = (("yes_no", 12), ("choice", 10), ("number", 6), ("date", 3), ("set", 2))

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact in the words of both engines."""

    id: str
    type: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeUp:
    facts: tuple[Asked, ...]
    rules: dict[str, Tree]

    def write_pack(self, folder: Path) -> Path:
        """The rules as a pack of ours."""
        measures = folder / "rules" / "measures"
        measures.mkdir(parents=True)
        _write(folder / "pack.yaml", {"id": "made-up", "version": "1", "title": "Made up"})
        _write(folder / "facts.yaml", [_as_fact(fact) for fact in self.facts])
        for name, tree in self.rules.items():
            _write(measures / f"{name}.yaml", {"measure": name, "when": tree})
        return folder

    def case(self, chance: random.Random) -> dict[str, Any]:
        """Complete answers in our written form."""
        return {fact.id: _answer(fact, chance) for fact in self.facts}

    def for_publicodes(self) -> dict[str, Any]:
        """The same rules as publicodes reads them; a set is one yes/no question an option there."""
        names = [name for fact in self.facts for name in _names(fact)]
        asked: dict[str, Any] = {name: {"question": f"{name} ?"} for name in names}
        return asked | {name: _condition(tree, True) for name, tree in self.rules.items()}

    def situation(self, case: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """Fact → what publicodes is told when it is answered."""
        return {fact.id: _told(fact, case[fact.id]) for fact in self.facts}


def made_up(seed: int, measures: int) -> MadeUp:
    chance = random.Random(seed)
    facts = tuple(_fact(kind, number, chance) for kind, count in SHARES for number in range(count))
    return MadeUp(facts, {f"measure-{number:03}": _tree(facts, chance) for number in range(measures)})


def _write(path: Path, tree: object) -> None:
    path.write_text(yaml.safe_dump(tree, sort_keys=False))


def _fact(kind: str, number: int, chance: random.Random) -> Asked:
    options = chance.randint(3, 5) if kind in {"choice", "set"} else 0
    name = kind.replace("_", "-")
    return Asked(f"{name}-{number}", kind, tuple(f"option-{index}" for index in range(options)))


def _as_fact(fact: Asked) -> Tree:
    written: Tree = {"id": fact.id, "type": fact.type, "title": fact.id, "question": f"{fact.id}?"}
    if fact.options:
        return written | {"options": list(fact.options)}
    return written | ({"min": 0, "max": LARGEST} if fact.type == "number" else {})


def _tree(facts: tuple[Asked, ...], chance: random.Random) -> Tree:
    used = iter(chance.sample(facts, 7))
    parts: list[Tree] = [_leaf(next(used), chance) for _ in range(chance.randint(1, 3))]
    parts.append({"any": [_leaf(next(used), chance) for _ in range(chance.randint(2, 3))]})
    if chance.random() < 0.5:
        parts.append({"not": _leaf(next(used), chance)})
    return {"all": parts}


def _leaf(fact: Asked, chance: random.Random) -> Tree:
    match fact.type:
        case "yes_no":
            return {"fact": fact.id, "is": chance.random() < 0.7}
        case "choice":
            return {"fact": fact.id, "in": sorted(chance.sample(fact.options, chance.randint(1, 2)))}
        case "set":
            return {"fact": fact.id, "includes": chance.choice(fact.options)}
        case "number":
            return {"fact": fact.id, chance.choice(("at_least", "less_than")): chance.randint(2, 18)}
        case _:
            return {"fact": fact.id, "on_or_after": _day(chance).isoformat()}


def _day(chance: random.Random) -> date:
    return FIRST_DAY + timedelta(days=chance.randrange((TODAY - FIRST_DAY).days))


def _answer(fact: Asked, chance: random.Random) -> object:
    match fact.type:
        case "yes_no":
            return chance.random() < 0.5
        case "choice":
            return chance.choice(fact.options)
        case "set":
            return [option for option in fact.options if chance.random() < 0.4]
        case "number":
            return chance.randint(0, LARGEST)
        case _:
            return _day(chance).isoformat()


# --- in publicodes' own words ------------------------------------------------------------------------


def _names(fact: Asked) -> list[str]:
    if fact.type == "set":
        return [_option_name(fact.id, option) for option in fact.options]
    return [fact.id]


def _option_name(fact: str, option: str) -> str:
    return f"{fact} {option}"


def _condition(tree: Tree, holds: bool) -> Any:
    """A condition, negations pushed down to the comparisons."""
    if "all" in tree:
        parts = [_condition(part, holds) for part in tree["all"]]
        return {"toutes ces conditions" if holds else "une de ces conditions": parts}
    if "any" in tree:
        parts = [_condition(part, holds) for part in tree["any"]]
        return {"une de ces conditions" if holds else "toutes ces conditions": parts}
    if "not" in tree:
        return _condition(tree["not"], not holds)
    return _comparison(tree, holds)


def _comparison(tree: Tree, holds: bool) -> Any:
    name = tree["fact"]
    if "is" in tree:
        return f"{name} = {'oui' if tree['is'] == holds else 'non'}"
    if "includes" in tree:
        return f"{_option_name(name, tree['includes'])} = {'oui' if holds else 'non'}"
    if "in" in tree:
        each = [f"{name} {'=' if holds else '!='} '{option}'" for option in tree["in"]]
        return {"une de ces conditions" if holds else "toutes ces conditions": each}
    if "on_or_after" in tree:
        return f"{name} {'>=' if holds else '<'} {date.fromisoformat(tree['on_or_after']).toordinal()}"
    if "at_least" in tree:
        return f"{name} {'>=' if holds else '<'} {tree['at_least']}"
    return f"{name} {'<' if holds else '>='} {tree['less_than']}"


def _told(fact: Asked, answer: Any) -> dict[str, Any]:
    match fact.type:
        case "yes_no":
            return {fact.id: "oui" if answer else "non"}
        case "choice":
            return {fact.id: f"'{answer}'"}
        case "set":
            return {_option_name(fact.id, one): "oui" if one in answer else "non" for one in fact.options}
        case "date":
            return {fact.id: date.fromisoformat(answer).toordinal()}
        case _:
            return {fact.id: answer}
