"""A sample paper, to see whether the printer works; nobody's data."""

from __future__ import annotations

from devices.ports import Align, CheckItem, Line, Pair, QrCode, Rule, Sheet, Space

SAMPLE = Sheet(
    "Пробный лист",
    (
        Line("Окно · учебный стенд", align=Align.CENTRE),
        Space(),
        Line("Пробный лист", bold=True, large=True, align=Align.CENTRE),
        Rule(),
        Pair("Кириллица", "съешь ещё этих булок"),
        Pair("Знаки", "№ 12, «кавычки», 36,6°"),
        Pair("Сумма", "12 345,67 ₽", bold=True),
        Rule(),
        Line("Что взять с собой", bold=True),
        CheckItem("Паспорт"),
        CheckItem("Справку о составе семьи, если она у вас есть"),
        QrCode("https://okno.example/", "Код должен читаться телефоном"),
    ),
)
