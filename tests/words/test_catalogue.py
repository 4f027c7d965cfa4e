"""The catalogues are whole: every message there is, each translated, with its values, and written as Chinese is."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from reports.document.fonts import lacking
from reports.findings import PATTERNS, VALUES, expression
from reports.words import LANGUAGES
from scenarios import guardrails
from tests.words.catalogue import TEMPLATE, as_text, compiled, extracted, messages, read, source

HAN = r"[\u4e00-\u9fff]"
HALF_WIDTH = re.compile(rf"{HAN}[,;:!?()]|[,;!?()]{HAN}|{HAN}\.(?!\w)")
CROWDED = re.compile(rf"(?!第){HAN}[A-Za-z0-9{{+−-]|(?<!〕)(?<!〕\d)(?<!第)[A-Za-z0-9%}}]{HAN}")
"""But for the numbers of laws."""
LOOSE = re.compile(r" [，。；：！？（）、《》“”]|[，。；：！？（）、《》“”] |" + rf"{HAN} {HAN}")


ANY = ("{first}, {others}", "{name} {number} %", *VALUES)
"""Patterns that fit nearly anything."""


@pytest.fixture(scope="session")
def template() -> Catalog:
    """All messages there are now."""
    return extracted()


@pytest.fixture(scope="session", params=LANGUAGES[1:])
def translations(request) -> tuple[str, Catalog]:
    """A language and its catalogue."""
    return request.param, read(source(request.param), request.param)


def strings(message: Message) -> tuple[str, ...]:
    """What a message is in the other language, in each of its plural forms."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def values(text: str) -> set[str]:
    """The values a text asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_template_is_current(template):
    assert as_text(template) == TEMPLATE.read_bytes(), "make words"


def test_every_message_is_in_every_language(template, translations):
    _, there = translations
    assert {(each.id, each.context) for each in messages(template)} == {(each.id, each.context) for each in messages(there)}


def test_no_message_is_without_its_translation_or_in_doubt(translations):
    _, there = translations
    assert [each.id for each in messages(there) if each.fuzzy or not all(strings(each))] == []


def test_a_translation_holds_the_values_of_its_message(translations):
    _, there = translations
    formatted = [each for each in messages(there) if "python-brace-format" in each.flags]
    ids = {each.id: each.id[-1] if isinstance(each.id, tuple) else each.id for each in formatted}
    assert len(formatted) > 40
    assert [each.id for each in formatted if any(values(text) != values(ids[each.id]) for text in strings(each))] == []


def test_what_programs_read_is_what_translators_write(translations):
    language, there = translations
    assert source(language).with_suffix(".mo").read_bytes() == compiled(there), "make words"


@pytest.mark.parametrize(("fault", "pattern", "wrong", "right"), [
    ("punctuation of half width", HALF_WIDTH, "增长, 风险", "增长，风险"),
    ("no space between Chinese and other signs", CROWDED, "共12 笔", "共 12 笔"),
    ("a space too many", LOOSE, "增长 ，风险", "增长，风险"),
], ids=lambda value: value if isinstance(value, str) and " " in value else "")
def test_chinese_is_written_by_one_convention(fault, pattern, wrong, right):
    """Full-width punctuation; a space between Chinese and a value, Latin letters or digits, none beside punctuation."""
    there = read(source("zh"), "zh")
    assert pattern.search(wrong)
    assert not pattern.search(right)
    assert [text for each in messages(there) for text in strings(each) if pattern.search(text)] == [], fault


def test_the_shipped_fonts_have_every_character(translations):
    _, there = translations
    assert lacking("".join(text for each in messages(there) for text in strings(each))) == set()


def test_everything_a_guardrail_says_with_values_has_a_pattern():
    said = [skeleton(node) for file in Path(str(guardrails.__file__)).parent.glob("*.py")
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.JoinedStr)]
    worded = [text for text in said if re.search(r"[a-z] ?[a-z]{2}", text)]
    assert len(worded) > 20
    patterns = [expression(pattern) for pattern in PATTERNS if pattern not in ANY]
    assert [text for text in worded if not any(pattern.fullmatch(text) for pattern in patterns)] == []


def skeleton(node: ast.JoinedStr) -> str:
    """An f-string with a digit for each value."""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.values)
