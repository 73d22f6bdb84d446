"""A small pack of rules for the tests of the wizard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from content.loader import load
from content.wizard.wizard import Wizard

TODAY = date(2026, 11, 22)

HEADER = "{id: small, version: '1', title: Small}"
FACTS = """
- {id: disabled, type: yes_no, title: Инвалидность, question: Есть ли у вас инвалидность?, group: health,
   likely: {'true': 0.1}, protected: true, document: Справка МСЭ}
- {id: group, type: choice, title: Группа, question: Какая группа?, group: health, options: [first, second],
   protected: true}
- {id: birth-date, type: date, title: Дата рождения, question: Когда вы родились?, group: about-you,
   register: {source: Социальная карта, person: birth_date}}
- {id: children, type: number, title: Дети, question: Сколько у вас детей?, group: family, min: 0, max: 20}
- {id: family-size, type: number, title: Семья, question: Сколько вас в семье?, group: family,
   min: 1, max: 30}
- {id: income, type: money, title: Доход, question: Какой доход семьи?, group: money, min: '0',
   protected: true, changeable: time}
- {id: income-per-person, type: money, title: Доход на человека,
   derived: {divide: [{fact: income}, {fact: family-size}]}}
- {id: papers, type: set, title: Удостоверения, question: Что у вас есть?, group: family,
   options: [veteran, donor]}
- {id: was-in-prison, type: yes_no, title: Заключение, question: Были ли вы в заключении?, group: hard,
   likely: {'true': 0.5}}
"""
GROUPS = """
- {id: about-you, title: О вас}
- {id: health, title: Здоровье}
- {id: family, title: Семья}
- {id: money, title: Деньги}
- {id: hard, title: Можно пропустить, last: true}
"""
CONSTRAINTS = """
- id: children-in-family
  title: Детей меньше, чем членов семьи
  always: {value: {fact: children}, less_than: {fact: family-size}}
"""
RULES = {
    "allowance": "{all: [{fact: disabled}, {fact: group, in: [first]}]}",
    "pension": "{any: [{age: birth-date, at_least: 65}, {fact: disabled}]}",
    "school-meals": "{all: [{fact: children, at_least: 1}, {fact: income-per-person, less_than: '20000'}]}",
    "large-family": "{fact: children, at_least: 3}",
    "veteran-pass": "{all: [{fact: papers, includes: veteran}, {age: birth-date, at_least: 60}]}",
    "new-start": "{all: [{fact: was-in-prison}, {age: birth-date, at_least: 18}]}",
    "care": "{all: [{age: birth-date, at_least: 80}, {judged: Нужен ли уход, by: social_services}]}",
}
CATEGORIES = {"disabled-person": "{fact: disabled}", "elderly": "{age: birth-date, at_least: 60}"}


def write_pack(folder: Path) -> Path:
    (folder / "rules" / "measures").mkdir(parents=True)
    (folder / "rules" / "categories").mkdir()
    for name, text in (
        ("pack", HEADER),
        ("facts", FACTS),
        ("question_groups", GROUPS),
        ("constraints", CONSTRAINTS),
    ):
        (folder / f"{name}.yaml").write_text(text)
    for name, when in RULES.items():
        rule = f"measure: {name}\nwhen: {when}\ntitle: {name}\n"
        (folder / "rules" / "measures" / f"{name}.yaml").write_text(rule)
    for name, when in CATEGORIES.items():
        rule = f"category: {name}\nwhen: {when}\ntitle: {name}\n"
        (folder / "rules" / "categories" / f"{name}.yaml").write_text(rule)
    return folder


def wizard(folder: Path) -> Wizard:
    return Wizard.of(load(write_pack(folder)), TODAY)
