"""A bank's statement in the exchange format of 1C («1CClientBankExchange», version 1.02 and later). Pure.

The file is text in Windows-1251 (or DOS-866, as its own line says; some banks send UTF-8): lines of
`name=value`, documents between `СекцияДокумент=…` and `КонецДокумента`. Only what came to one of our
accounts is read; who paid is not kept, but for a hash that tells apart two payers' equal numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from backend.bad_line import BadLine

HEADER: Final = "1CClientBankExchange"
DOCUMENT_BEGINS, DOCUMENT_ENDS = "СекцияДокумент", "КонецДокумента"
ACCOUNT_BEGINS, ACCOUNT_ENDS = "СекцияРасчСчет", "КонецРасчСчет"
FILE_ENDS: Final = "КонецФайла"
ENCODINGS: Final[Mapping[str, str]] = {"windows": "cp1251", "dos": "cp866"}
MOST_KOPECKS: Final = 10_000_000_00
_NUMBER: Final = re.compile(r"[0-9A-Za-zА-Яа-я._/-]{1,32}")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One payment that came in."""

    line: int  # of the file, where its section begins
    document: str
    paid_on: date
    kopecks: int
    account: str  # ours
    payer_account: str = field(repr=False)
    purpose: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole file; `others` documents were about money that went out, or about other accounts."""

    lines: tuple[StatementLine, ...]
    others: int


def read_statement(content: bytes, accounts: Collection[str]) -> Statement | list[BadLine]:
    """The payments to `accounts`, or every line that cannot be read."""
    text = _text(content)
    if text is None:
        return [BadLine(1, f"the file does not begin with {HEADER}, or its encoding is none it may have")]
    numbered = list(enumerate(text.splitlines(), 1))
    bad: list[BadLine] = []
    read: list[StatementLine] = []
    others = 0
    for begins, section in _documents(numbered, bad):
        if section.get("ПолучательСчет", section.get("ПолучательРасчСчет", "")) not in accounts:
            others += 1
            continue
        found = _line(begins, section)
        if isinstance(found, StatementLine):
            read.append(found)
        else:
            bad += [BadLine(begins, why) for why in found]
    bad += _twice(read)
    if not any(text == FILE_ENDS for _, text in numbered):
        bad.append(BadLine(len(numbered), f"{FILE_ENDS} is missing: the file was cut off"))
    return sorted(bad, key=lambda each: each.number) or Statement(tuple(read), others)


def _text(content: bytes) -> str | None:
    """As UTF-8 where it is that, mark or not: Russian in the older encodings never happens to be."""
    said = re.search(rb"(?im)^.{9}=(windows|dos)\s*$", content[:4096])
    older = ENCODINGS[said[1].decode().lower()] if said else "cp1251"
    text = _decoded(content, "utf-8-sig") or _decoded(content, older)
    if text is None:
        return None
    return text if text.lstrip().startswith(HEADER) else None


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _documents(
    numbered: Sequence[tuple[int, str]], bad: list[BadLine]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each document's fields, and the line it begins on."""
    section: dict[str, str] | None = None
    begins = 0
    for line, text in numbered:
        name, equals, value = text.strip().partition("=")
        if name == DOCUMENT_BEGINS:
            if section is not None:
                bad.append(BadLine(line, f"a document begins before {DOCUMENT_ENDS} of line {begins}"))
            section, begins = {}, line
        elif name == DOCUMENT_ENDS:
            if section is None:
                bad.append(BadLine(line, "no document ends here: none has begun"))
                continue
            yield begins, section
            section = None
        elif section is not None and name:
            if not equals:
                bad.append(BadLine(line, "write name=value"))
            elif name in section:
                bad.append(BadLine(line, f"{name} is there twice"))
            else:
                section[name] = value.strip()
    if section is not None:
        bad.append(BadLine(begins, f"{DOCUMENT_ENDS} is missing"))


def _line(begins: int, section: Mapping[str, str]) -> StatementLine | list[str]:
    why: list[str] = []
    document = section.get("Номер", "")
    if _NUMBER.fullmatch(document) is None:
        why.append("Номер: give the document's number")
    paid_on = _day(section.get("ДатаПоступило") or section.get("Дата", ""))
    if paid_on is None:
        why.append("ДатаПоступило or Дата: write dd.mm.yyyy")
    kopecks = _kopecks(section.get("Сумма", ""))
    if kopecks is None:
        why.append("Сумма: write roubles and kopecks as 1234.56")
    if why or paid_on is None or kopecks is None:
        return why
    purposes = [
        section.get("НазначениеПлатежа", ""),
        *(section.get(f"НазначениеПлатежа{n}", "") for n in range(1, 7)),
    ]
    return StatementLine(
        line=begins,
        document=document,
        paid_on=paid_on,
        kopecks=kopecks,
        account=section.get("ПолучательСчет") or section["ПолучательРасчСчет"],
        payer_account=section.get("ПлательщикСчет") or section.get("ПлательщикРасчСчет", ""),
        purpose=" ".join(purposes),
    )


def _twice(read: Sequence[StatementLine]) -> Iterator[BadLine]:
    seen: dict[tuple[str, ...], int] = {}
    for each in read:
        key = (each.document, each.paid_on.isoformat(), each.account, each.payer_account)
        if key in seen:
            yield BadLine(each.line, f"the same document stands on line {seen[key]}")
        seen.setdefault(key, each.line)


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 (a bank's day has no hour)
    except ValueError:
        return None


def _kopecks(text: str) -> int | None:
    try:
        kopecks = Decimal(text.replace(",", ".")) * 100
    except InvalidOperation:
        return None
    whole = kopecks.is_finite() and kopecks == kopecks.to_integral_value()
    return int(kopecks) if whole and 0 < kopecks <= MOST_KOPECKS else None
