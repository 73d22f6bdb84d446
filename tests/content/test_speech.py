"""What is read aloud: figures, dates, money, phones and abbreviations as a person says them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.speech import SpokenForm
from content.spoken_forms import spoken_form

RUSSIAN = spoken_form("ru")
ENGLISH = spoken_form("en")
SAYABLE = re.compile(r"[\w\s.,!?:;'-]*")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("12 345,67 ₽", "двенадцать тысяч триста сорок пять рублей шестьдесят семь копеек"),
        ("12\u00a0345\u00a0₽", "двенадцать тысяч триста сорок пять рублей"),
        ("до 350 000 ₽", "до трёхсот пятидесяти тысяч рублей"),
        ("18,4 тыс. ₽", "восемнадцать целых четыре десятых тысячи рублей"),
        ("50 % платы", "пятьдесят процентов платы"),
        ("с 01.02.2026", "с первого февраля две тысячи двадцать шестого года"),
        ("3 февраля 2026", "третьего февраля две тысячи двадцать шестого года"),
        ("в 2026 году", "в две тысячи двадцать шестом году"),
        ("пн–пт 09:00–18:00", "с понедельника по пятницу с девяти часов до восемнадцати часов"),
        ("до 1 года", "до одного года"),
        ("за 1 неделю", "за одну неделю"),
        ("в течение 10 дней", "в течение десяти дней"),
        ("2 недели, 2 дня, 21 заявление", "две недели, два дня, двадцать одно заявление"),
        ("от 1,5 до 3 лет", "от одной целых пяти десятых до трёх лет"),
        ("5–10 дней", "от пяти до десяти дней"),
        ("инвалид II группы", "инвалид второй группы"),
        ("80-летний", "восьмидесятилетний"),
        ("1-й этаж", "первый этаж"),
        ("таблетки 850 мг", "таблетки восемьсот пятьдесят миллиграммов"),
        ("раствор 100 ЕД/мл", "раствор сто единиц на миллилитр"),
        ("8 800 555-01-42", "восемь, восемьсот, пятьсот пятьдесят пять, ноль один, сорок два"),
        ("+78152550142", "плюс семь, восемьсот пятнадцать, двести пятьдесят пять, ноль один, сорок два"),
        ("№ 181-ФЗ, ст. 28.1", "номер сто восемьдесят один эф зэ, статья двадцать восемь точка один"),
        (
            "№ 4301-1, ст. 13–15",
            "номер четыре тысячи триста один дефис один, статья тринадцать по пятнадцать",
        ),
        ("ст. 12.5–12.7", "статья двенадцать точка пять по двенадцать точка семь"),
        ("ул. Ленина, д. 5", "улица Ленина, дом пять"),
        ("СФР или МФЦ", "Социальный фонд или эм эф цэ"),
        ("ЖКХ и ГКБ", "жэ ка ха и гэ ка бэ"),
        ("350 м", "триста пятьдесят метров"),
        ("«Мои документы» — рядом", "Мои документы, рядом"),
    ],
)
def test_russian(written: str, said: str) -> None:
    assert RUSSIAN(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("12,345.67 ₽", "twelve thousand three hundred and forty-five roubles sixty-seven kopecks"),
        ("since 3 February 2026", "since the third of February twenty twenty-six"),
        ("09:30–18:00", "nine thirty to eighteen o'clock"),
        ("50 %", "fifty per cent"),
        ("1 m, 1.5 km", "one metre, one point five kilometres"),
    ],
)
def test_english(written: str, said: str) -> None:
    assert ENGLISH(written) == said


@pytest.mark.parametrize("speak", [RUSSIAN, ENGLISH])
@given(st.text(alphabet=st.sampled_from("0123456789 ,.:-–—/₽%№«»()+абвМФЦгI\n\u00a0")))
def test_nothing_that_a_voice_stumbles_over_is_left(speak: SpokenForm, text: str) -> None:
    assert SAYABLE.fullmatch(speak(text))
    assert not re.search(r"\d", speak(text))


@given(st.text())
def test_any_text_at_all_is_spoken(text: str) -> None:
    assert not re.search(r"[\d₽№%«»]", RUSSIAN(text))


@given(st.text(alphabet="абвгдеёжзий .,!?", max_size=40))
def test_plain_words_stay_as_they_are(text: str) -> None:
    plain = re.findall(r"[^\W_]{3,}", text)
    assert [word for word in plain if word not in RUSSIAN(text)] == []


@given(st.integers(1, 10**9))
def test_every_whole_amount_is_said_in_roubles(roubles: int) -> None:
    said = RUSSIAN(f"{roubles:,} ₽".replace(",", "\u00a0"))
    assert re.search(r"рубл(ь|я|ей)$", said)


@pytest.mark.parametrize("speak", [RUSSIAN, ENGLISH])
@pytest.mark.parametrize("length", [12, 13, 20, 6_000])
def test_a_number_of_any_length_is_spoken(speak: SpokenForm, length: int) -> None:
    for text in ("9" * length, f"{'9' * length},{'9' * length} ₽", f"1.{'9' * length} %"):
        assert not re.search(r"\d", speak(text))
    assert len(speak("9" * length).split()) > 5
