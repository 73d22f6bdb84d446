"""Rules with amounts, a window, a best-of group and all that results tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from content.loader import load
from content.wizard.wizard import Wizard

FACTS = """
- {id: veteran, type: yes_no, title: Ветеран, question: Вы ветеран?, document: Удостоверение ветерана,
   office: social_fund, changeable: document}
- {id: disabled, type: yes_no, title: Инвалидность, question: Есть инвалидность?, protected: true,
   document: Справка МСЭ, office: clinic}
- {id: birth-date, type: date, title: Дата рождения, question: Когда вы родились?}
- {id: bill, type: money, title: Плата, question: Сколько вы платите?, min: '0', max: '50000'}
"""
BEST_OF = """
- {id: monthly, title: Только одна выплата, law: [{act: Закон}], measures: [for-veterans, for-disabled],
   by_amount: true}
- {id: cards, title: Только одна карта, law: [{act: Закон}], measures: [card-a, card-b]}
"""
RULES = {
    "for-veterans": "{when: {fact: veteran}, pays: [{amount: '1000.00'}], verified: true}",
    "for-disabled": "{when: {fact: disabled}, pays: [{amount: '2500.00'}]}",
    "card-a": "{when: {fact: veteran}}",
    "card-b": "{when: {fact: veteran}}",
    "half-the-bill": "{when: {fact: disabled}, pays: [{amount: {percent: 50, of: {fact: bill}}}]}",
    "summer": "{when: {fact: veteran}, window: {opens: '06-01', closes: '08-31'}}",
    "at-sixty": "{when: {age: birth-date, at_least: 60}, law: [{act: Закон, article: ст. 1}]}",
    "helper": "{when: {all: [{fact: disabled}, {judged: Нужен ли уход, by: social_services}]}}",
}


def catalogue_wizard(folder: Path, today: date) -> Wizard:
    measures = folder / "rules" / "measures"
    measures.mkdir(parents=True)
    (folder / "pack.yaml").write_text("{id: results, version: '1', title: Results}")
    (folder / "facts.yaml").write_text(FACTS)
    (folder / "best_of.yaml").write_text(BEST_OF)
    for name, rule in RULES.items():
        (measures / f"{name}.yaml").write_text(rule.replace("{when:", f"{{measure: {name}, when:", 1))
    return Wizard.of(load(folder), today)
