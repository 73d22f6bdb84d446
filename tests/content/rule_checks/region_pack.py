"""A catalogue pack with rules that passes its check; tests break one thing in it each."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from content.__main__ import app
from tests.content.tiny_pack import BUS, DISCLOSURE, HEATING, PACK, PARAMETERS, PENSIONER, write_pack

FACTS = """
- id: birth-date
  type: date
  title: {ru: Дата рождения, en: Date of birth}
  question: {ru: Когда вы родились?, en: When were you born?}
  max: 2030-12-31
- id: stove
  type: yes_no
  title: {ru: Печное отопление, en: Stove}
  question: {ru: Топите ли вы дом печью?, en: Do you heat with a stove?}
- id: income
  type: money
  title: {ru: Доход, en: Income}
  question: {ru: Сколько рублей в месяц вы получаете?, en: How much do you get a month?}
  min: "0"
- id: children
  type: number
  title: {ru: Дети, en: Children}
  question: {ru: Сколько у вас детей?, en: How many children have you?}
  min: 0
  max: 20
- id: minors
  type: number
  title: {ru: Дети до 18 лет, en: Children under 18}
  question: {ru: Скольким из детей нет восемнадцати?, en: How many are under 18?}
  min: 0
  max: 20
- id: poor
  type: yes_no
  title: {ru: Малый доход, en: Low income}
  derived: {fact: income, less_than: {parameter: minimum-wage}}
"""

CONSTRAINTS = """
- id: minors-are-children
  title: {ru: Дети до 18 лет — тоже дети, en: Minors are children}
  always: {fact: children, at_least: {fact: minors}}
"""

HEATING_RULE = """
measure: heating
when:
  all:
    - {fact: stove}
    - any:
        - {fact: poor}
        - {fact: minors, at_least: 3}
        - {fact: children, at_least: 6}
        - {category: pensioner}
law: [{act: Закон края № 1, article: ст. 2}]
pays:
  - {amount: {percent: 50, of: "1000.00"}}
examples:
  - title: Печь и малый доход
    facts: {stove: true, income: "100.00", birth-date: 1990-01-01}
    verdict: entitled
    amount: "500.00"
  - title: Печи нет
    facts: {stove: false}
    verdict: not_entitled
  - title: Доход не назван
    facts: {stove: true, minors: 2, birth-date: 1990-01-01}
    verdict: unknown
verified: true
"""

BUS_RULE = """
measure: bus
when: {age: birth-date, at_least: 70}
law: [{act: Закон края № 7}]
examples:
  - {title: Семьдесят лет, facts: {birth-date: 1950-01-01}, verdict: entitled, "on": 2020-01-01}
  - {title: Ещё нет, facts: {birth-date: 1950-01-01}, verdict: not_entitled, "on": 2019-12-31}
window: {opens: "06-01", closes: "10-01"}
"""

PENSIONER_RULE = """
category: pensioner
when: {age: birth-date, at_least: 65}
law: [{act: "400-ФЗ", article: ст. 8}]
examples:
  - {title: Семьдесят лет, facts: {birth-date: 1950-01-01}, verdict: entitled}
"""

BEST_OF = """
- id: one-of-two
  title: {ru: Платят что-то одно, en: One of the two}
  law: [{act: Закон края № 1}]
  measures: [heating, bus]
"""

FILES = {
    "pack.yaml": PACK,
    "measures/heating.yaml": HEATING,
    "measures/bus.yaml": BUS,
    "categories/pensioner.yaml": PENSIONER,
    "parameters.yaml": PARAMETERS,
    "disclosure.yaml": DISCLOSURE,
    "facts.yaml": FACTS,
    "constraints.yaml": CONSTRAINTS,
    "best_of.yaml": BEST_OF,
    "rules/measures/heating.yaml": HEATING_RULE,
    "rules/measures/bus.yaml": BUS_RULE,
    "rules/categories/pensioner.yaml": PENSIONER_RULE,
}
DAY = "2026-11-22"


def ruled(folder: Path, changes: dict[tuple[str, str], str] | None = None) -> Path:
    """The pack in `folder`/ruled with some texts changed: (file, old) → new; each old must be there once."""
    files = dict(FILES)
    for (name, old), new in (changes or {}).items():
        assert files[name].count(old) == 1, (name, old)
        files[name] = files[name].replace(old, new)
    return write_pack(folder / "ruled", files)


def content(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])
