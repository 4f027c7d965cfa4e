"""The traps of YAML, and files that are no scenarios."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios import ScenarioError, load
from scenarios.load import SHIPPED
from scenarios.reading import LARGEST_FILE


@pytest.mark.parametrize(("content", "said"), [
    ("", "mine.yaml: the file is empty"),
    ("# only a comment\n", "mine.yaml: the file is empty"),
    ("- a\n- b\n", "mine.yaml:1:1: a scenario is a list of settings, 'name: value', one a line"),
    ("days\n", "mine.yaml:1:1: a scenario is a list of settings"),
    ("days: 1\n---\ndays: 2\n", "mine.yaml:2:1: a second document begins here - a file holds one scenario"),
    ("days: 1\ndays: 2\n", "mine.yaml:2:1: 'days' is set twice - first in line 1"),
    ("network: {tail: 2, tail: 3}\n", "mine.yaml:1:20: 'tail' is set twice"),
    ("network:\n\ttail: 2\n", "mine.yaml:2:1: a tab stands here - indent with spaces"),
    ("title: &a x\npurpose: *a\n", "mine.yaml:1:8: anchors (&name) are not used in scenarios"),
    ("title: *a\n", "mine.yaml:1:8: references (*name) are not used in scenarios"),
    ("title: !!python/object/apply:os.system [ls]\n",
     "mine.yaml:1:8: tags (tag:yaml.org,2002:python/object/apply:os.system) are not used in scenarios"),
    ("title: !secret x\n", "mine.yaml:1:8: tags (!secret) are not used in scenarios"),
    ("? [a]\n: b\n", "mine.yaml:1:3: the name of a setting is a plain word"),
    ("title: Cash: more\n", "mine.yaml:1:12: a second ': ' stands on this line, or its indentation is off"),
    ("days: 1\npersons 5\n", "a setting without its ': ' - write name: value"),
    ("title: 'open\n", "found unexpected end of stream"),
    ("title: a\x07b\n", "mine.yaml:1:9: the control character #x0007 stands here - remove it"),
    (b"title: caf\xe9\n", "mine.yaml:1:11: not written in UTF-8 - save the file as UTF-8"),
    ("title: a\n".encode("utf-16"), "not written in UTF-8"),
    ("a: " + "[" * 40 + "]" * 40, "nested more than 16 deep"),
    ("x" * (LARGEST_FILE + 1), "mine.yaml: the file is too large; a scenario has at most 256 KiB"),
])
def test_what_is_refused_on_reading(content: str | bytes, said: str, complaint) -> None:
    assert said in complaint(content)


def test_a_bomb_of_references_does_not_go_off(complaint) -> None:
    pairs = pairwise("abcdefghi")
    bomb = "a: &a [x, x]\n" + "".join(f"{now}: &{now} [*{old}, *{old}, *{old}]\n" for old, now in pairs)
    assert "anchors (&name) are not used" in complaint(bomb)


def test_a_very_deep_file_is_refused_quickly(complaint) -> None:
    assert "nested more than 16 deep" in complaint("[" * (LARGEST_FILE - 1))


@pytest.mark.parametrize("word", ["0b11", "0o17", "1_000", "12:30", "0x1F", "2024-01-01", "~", "Null"])
def test_numbers_of_other_worlds_are_not_numbers(word: str, complaint) -> None:
    assert "mine.yaml:1:7: days: " in complaint(f"days: {word}")


SHIPPED_BYTES = [path.read_bytes() for path in sorted(SHIPPED.glob("*.yaml"))]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("scratch") / "any.yaml"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_bring_it_down(scratch, content: bytes) -> None:
    loads_or_complains(scratch, content)


@given(st.sampled_from(SHIPPED_BYTES), st.data())
def test_no_slip_of_the_pen_brings_it_down(scratch, content: bytes, data) -> None:
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 5))
    slip = data.draw(st.text("{}[]:,-#&*!|>'\"%@` \n\tab01.~=", max_size=4))
    loads_or_complains(scratch, content[:start] + slip.encode() + content[start + length:])


def loads_or_complains(path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        load(path)
    except ScenarioError as error:
        complaints = str(error)
        assert complaints
