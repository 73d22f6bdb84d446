"""Statements as a bank would send them."""

from __future__ import annotations

from dataclasses import dataclass

from tests.backend.events.theatre import PAYEE


@dataclass(frozen=True)
class Paid:
    """One payment order."""

    document: str
    day: str
    roubles: str
    purpose: str
    payer: str = "40817810900000000001"
    to: str = PAYEE.account


def statement(*paid: Paid, encoding: str = "Windows") -> str:
    """The whole file, lines ended by CRLF."""
    head = f"""1CClientBankExchange
ВерсияФормата=1.03
Кодировка={encoding}
Отправитель=Банк
ДатаНачала=05.12.2026
ДатаКонца=05.12.2026
РасчСчет={PAYEE.account}
"""
    documents = "".join(
        f"""СекцияДокумент=Платежное поручение
Номер={each.document}
Дата={each.day}
Сумма={each.roubles}
ПлательщикСчет={each.payer}
Плательщик=Иванов Иван
ПолучательСчет={each.to}
НазначениеПлатежа={each.purpose}
КонецДокумента
"""
        for each in paid
    )
    return f"{head}{documents}КонецФайла\n".replace("\n", "\r\n")
