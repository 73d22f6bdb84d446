"""The catalogues that are shipped: complete in every language, used, and short enough to read."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from content.catalogues import LOCALE_FOLDER, catalogue, words
from content.i18n import LANGUAGES, PLURAL_FORMS
from content.labels import KEY_PREFIX, label
from content.po import BadCatalogueError, parse_po
from content.sentences import long_sentences

ROOT = Path(__file__).parents[2]
ROOMS_WITH_WORDS = ("kiosk", "content", "devices", "backend")
ASKING_FOR_WORDS = {"words", "plural"}
DOMAINS = sorted(path.name for path in (LOCALE_FOLDER / "ru").glob("*.po"))


def placeholders(wording: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name}


@pytest.mark.parametrize("domain", DOMAINS)
def test_all_languages_have_the_same_keys_and_placeholders(domain: str) -> None:
    russian, english = (
        parse_po((LOCALE_FOLDER / language / domain).read_text("utf-8")) for language in LANGUAGES
    )
    assert set(russian) == set(english)
    for key, forms in russian.items():
        everywhere = {frozenset(placeholders(form) - {"n"}) for form in (*forms, *english[key])}
        assert len(everywhere) == 1, f"{key}: {everywhere}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_wording_is_empty_and_plural_forms_are_complete(language: str) -> None:
    for key, forms in catalogue(language).items():
        assert all(form.strip() for form in forms), key
        assert len(forms) in (1, len(PLURAL_FORMS[language])), key


def test_russian_sentences_are_short() -> None:
    too_long = {
        key: found
        for key, forms in catalogue("ru").items()
        for form in forms
        if (found := long_sentences(form))
    }
    assert too_long == {}


def test_every_code_of_the_model_has_a_word() -> None:
    for language in LANGUAGES:
        spoken = words(language)
        for codes in KEY_PREFIX:
            assert all(label(spoken, code) for code in codes)


def literals() -> tuple[set[str], set[str], set[str]]:
    """Keys asked for by `words("…")`, all string constants, and the beginnings of f-strings."""
    asked: set[str] = set()
    constants: set[str] = set()
    beginnings: set[str] = set()
    for room in ROOMS_WITH_WORDS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    constants.add(node.value)
                elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                    beginnings.add(str(node.values[0].value))
                elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                    called = node.func
                    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                    if name in ASKING_FOR_WORDS and isinstance(node.args[0].value, str):
                        asked.add(node.args[0].value)
    return asked, constants, {beginning for beginning in beginnings if "." in beginning}


def test_every_wording_asked_for_is_there_and_every_wording_is_asked_for() -> None:
    asked, constants, beginnings = literals()
    known = set(catalogue("ru"))
    prefixes = (*beginnings, *(f"{prefix}." for prefix in KEY_PREFIX.values()))

    def is_used(key: str) -> bool:
        family = key.rpartition(".")[0]  # a helper may add the last part, the reader's profile for one
        return key in constants or key.startswith(prefixes) or ("." in family and family in constants)

    assert asked - known - set(LANGUAGES) == set()
    assert {key for key in known if not is_used(key)} == set()


def one_or_many(text: object) -> object:
    forms = (text,) if isinstance(text, str) else tuple(text) if isinstance(text, tuple | list) else ()
    return forms[0] if len(forms) == 1 else forms


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_reader_agrees_with_babel(language: str) -> None:
    for path in (LOCALE_FOLDER / language).glob("*.po"):
        with path.open("rb") as file:
            theirs = {
                message.id if isinstance(message.id, str) else message.id[0]: message.string
                for message in read_po(file)
                if message.id
            }
        ours = parse_po(path.read_text("utf-8"))
        assert {key: one_or_many(forms) for key, forms in ours.items()} == {
            key: one_or_many(text) for key, text in theirs.items()
        }


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ('msgid "a"\nmsgstr "x"\nmsgid "a"\nmsgstr "y"\n', "a is written twice"),
        ('"stray"\n', "line 1: text without"),
        ('msgid "a"\nmsgctxt "b"\n', "line 2: 'msgctxt'"),
        ('msgid "a\nmsgstr "b"\n', "line 1: expected a text"),
        ("msgid\n", "line 1: expected a text"),
    ],
)
def test_a_bad_catalogue_is_named_with_its_line(source: str, what: str) -> None:
    with pytest.raises(BadCatalogueError, match=re.escape(what)):
        parse_po(source)


def test_a_key_in_two_domains_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "ru"
    folder.mkdir()
    for name in ("a.po", "b.po"):
        (folder / name).write_text('msgid "k"\nmsgstr "x"\n', "utf-8")
    with pytest.raises(BadCatalogueError, match="another catalogue"):
        catalogue("ru", tmp_path)
