"""A pack of a few rules for matching, so that these tests need no content."""

from __future__ import annotations

from msgspec.structs import replace

from content.model import BenefitCategory, MeasureKind, Sureness, Text
from content.pack import Pack
from content.rules.model import BestOf, Fact, FactType, MeasureRule, Option, Register
from tests.backend.demo.small_pack import SMALL_PACK, measure

FACTS = (
    Fact(
        "income-per-person",
        FactType.MONEY,
        Text("Доход"),
        register=Register(Text("ФНС"), registry="income-per-person"),
    ),
    Fact(
        "papers",
        FactType.SET,
        Text("Удостоверения"),
        options=(Option("veteran", Text("Ветеран")), Option("donor", Text("Донор"))),
        register=Register(
            Text("Регистр"),
            categories={"combat-veteran": ["veteran"], "honorary-donor": ["donor"]},
            otherwise=[],
        ),
    ),
    Fact(
        "birth-date",
        FactType.DATE,
        Text("Дата рождения"),
        register=Register(Text("Регистр"), person="birth_date"),
    ),
    Fact("alone", FactType.YES_NO, Text("Живёт один"), question=Text("Вы живёте один?")),
)
RULES = {
    "poor-help": {"fact": "income-per-person", "less_than": "20000"},
    "age-help": {"age": "birth-date", "at_least": 70},
    "lonely-help": {"all": [{"age": "birth-date", "at_least": 70}, {"fact": "alone"}]},
    "veteran-payment": {"fact": "papers", "includes": "veteran"},
    "donor-payment": {"fact": "papers", "includes": "donor"},
    "closed-help": {"always": True},
    "left-to-others": {"always": True},
}


def rules_pack(pack_hash: str = "cd" * 32) -> Pack:
    measures = tuple(
        replace(measure(name, MeasureKind.PAYMENT, ()), closed=name == "closed-help")
        for name in RULES
        if name != "left-to-others"  # a rule whose measure the catalogue does not offer
    )
    return replace(
        SMALL_PACK,
        hash=pack_hash,
        measures=measures,
        categories=tuple(
            BenefitCategory(name, Text(name), Text(""), "", (), (), "", Sureness.C)
            for name in ("combat-veteran", "honorary-donor")
        ),
        facts=FACTS,
        best_of=(BestOf("one", Text("Одна из выплат"), (), ("veteran-payment", "donor-payment")),),
        rules=tuple(MeasureRule(name, when) for name, when in RULES.items()),
    )
