"""What the printer's code page lacks is replaced by name; nothing turns into «?» or into a command."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.paper_text import encode, printable


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("12 345,67 ₽", "12 345,67 руб."),
        ("100₽", "100 руб."),
        ("Всего 500 ₽. Спасибо", "Всего 500 руб. Спасибо"),
        ("«Окно»", '"Окно"'),
        ("пн — пт", "пн - пт"),
        ("Ждите…", "Ждите..."),
        ("№ 12 ё Ё 36,6°", "№ 12 ё Ё 36,6°"),
        ("с\u00a0собой", "с собой"),
        ("о́кна", "окна"),
        ("café", "cafe"),
        ("日", "■"),
        ("слово\u00adпере\u200bнос", "словоперенос"),
    ],
)
def test_signs_outside_the_code_page_have_a_replacement(text: str, paper: str) -> None:
    assert encode(text).decode("cp866") == paper


def test_text_cannot_carry_a_command_to_the_printer() -> None:
    assert encode("до\x1b@после\x10\x14\x08\x7f") == "до @после    ".encode("cp866")


@given(st.text())
def test_a_question_mark_is_printed_only_where_one_was_written(text: str) -> None:
    written = unicodedata.normalize("NFKD", text).count("?")
    assert encode(text).count(b"?") <= written


@given(st.text())
def test_every_sign_is_in_the_code_page_and_none_is_a_command(text: str) -> None:
    assert all(byte >= 0x20 and byte != 0x7F for byte in encode(text))


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗ№0123456789 .,:;!?()\"'"))
def test_plain_russian_is_printed_exactly(text: str) -> None:
    assert printable(text) == text
    assert encode(text).decode("cp866") == text
