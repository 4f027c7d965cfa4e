"""A network from a file: whatever separates its fields, whoever its persons are; and what is wrong, line by line."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios import ScenarioError, load, resolve
from scenarios.edge_list import read

TRIANGLE = [[0, 0, 1], [1, 2, 2]]
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "facebook_friendships.txt"
EMPTY = "there is no tie in it - write two ids on each line"


@pytest.mark.parametrize("content", [
    "1 2\n2 3\n1 3\n", "1,2\n2,3\n1,3", "1;2\r\n2;3\r\n3;1\r\n", "1\t2\n2\t3\n1\t3\n", "\ufeff1, 2\n2, 3\n1, 3\n",
    "# ties\n% of three\n\n 1   2 \n2\t3\n \n1 3\n", "source,target\n1,2\n2,3\n1,3\n", "3 3\n1 2\n2 3\n1 3\n",
    '"1","2"\n"2","3"\n"1","3"\n',
    "%%MatrixMarket matrix coordinate pattern symmetric\n% of three\n3 3 3\n2 1\n3 2\n3 1\n", "3 3 3\n2 1\n3 2\n3 1\n",
    "1 2\n2 1\n2 3\n2 3\n3 1\n3 3\n", "用户,好友\n1,2\n2,3\n1,3\n",
])
def test_a_triangle_is_a_triangle(content: str, write: Callable[..., str]) -> None:
    edges = read(write(content, "ties.txt"))
    assert edges.pairs.tolist() == TRIANGLE
    assert edges.ids.tolist() == [1, 2, 3]


@pytest.mark.parametrize(("content", "ids"), [
    ("10 9\n9 100\n", [9, 10, 100]),
    ("007 7\n7 8\n", ["007", "7", "8"]),
    ("小明,小红\n小红,Anna\n", ["Anna", "小明", "小红"]),
    ('"Li, Na",b\nb,NA\n', ["Li, Na", "NA", "b"]),
    ("7f3e-01 7f3e-02\n7f3e-02 0a\n", ["0a", "7f3e-01", "7f3e-02"]),
    ("1 1\n2 3\n", [1, 2, 3]),
    ("a,b\nb,c\n", ["a", "b", "c"]),
    ("1 2 3\n2 3 1\n3 4 1\n4 1 1\n", [1, 2, 3, 4]),
])
def test_ids_are_of_any_kind_and_in_order(content: str, ids: list, write: Callable[..., str]) -> None:
    assert read(write(content, "ties.txt")).ids.tolist() == ids


def test_the_strength_of_a_tie_is_a_number_or_a_word(write: Callable[..., str]) -> None:
    numbers = read(write("a,b,2.5\nb,c,1\nb,a,4\n", "numbers.csv"))
    assert (numbers.strength.tolist(), numbers.named) == ([4.0, 1.0], False)
    words = read(write("from,to,tie\na,b,strong\nb,c,Weak\n", "words.csv"))
    assert (words.strength.tolist(), words.named) == ([1.0, 0.0], True)


def test_the_counts_of_a_matrix_with_values_are_no_tie(write: Callable[..., str]) -> None:
    edges = read(write("%%MatrixMarket matrix coordinate real symmetric\n3 3 2\n2 1 0.5\n3 2 7\n", "ties.mtx"))
    assert edges.strength.tolist() == [0.5, 7.0]
    assert "its first line counts what follows: 3 3 2" in edges.notes
    assert not any("herself" in note for note in edges.notes)


def test_a_first_line_that_may_be_a_heading_is_told(write: Callable[..., str]) -> None:
    """Two words above ids that have no digits, either, might be two persons who know nobody else."""
    notes = read(write("姓名,朋友\n小明,小红\n小红,李娜\n", "ties.csv")).notes
    assert notes == ("the ids of its first line, 姓名 and 朋友, come nowhere else: if it is a heading, begin it with #",)
    assert read(write("姓名,朋友\n姓名,小红\n小红,李娜\n", "others.csv")).notes == ()


def test_a_packed_file_is_unpacked(write: Callable[..., str]) -> None:
    assert read(write(gzip.compress(b"1 2\n2 3\n1 3\n"), "ties.csv.gz")).pairs.tolist() == TRIANGLE


def test_what_was_decided_is_noted(write: Callable[..., str]) -> None:
    notes = read(write("source,target\n1,2\n2,1\n2,3\n2,3\n4,4\n", "ties.csv")).notes
    assert notes == ("its first line is a heading: source, target", "1 line ties a person to herself: dropped",
                     "1 tie stands in both directions: one tie", "1 line repeats another one: dropped")


@given(st.permutations(["1 2", "2 3", "3 4", "4 1", "2 4"]), st.lists(st.booleans(), min_size=5, max_size=5))
def test_neither_the_order_of_lines_nor_of_ids_matters(tmp_path_factory, lines: list[str], turned: list[bool]) -> None:
    written = [" ".join(line.split()[::-1]) if turn else line for line, turn in zip(lines, turned, strict=True)]
    folder = tmp_path_factory.mktemp("ties")
    (folder / "a").write_text("\n".join(written))
    (folder / "b").write_text("1 2\n1 4\n2 3\n2 4\n3 4\n")
    assert read(folder / "a") == read(folder / "b")


@pytest.mark.parametrize(("content", "says"), [
    ("", f"network.edges: ties.txt: {EMPTY}"),
    ("# nothing\n", EMPTY),
    ("1 1\n", EMPTY),
    ("source,target\n", "ties.txt:1:1: there is only a heading in it - write two ids on each line"),
    ("1\n2\n", "ties.txt:1:1: a single id - keep two ids and"),
    ("1,2,3,4\n", "ties.txt:1:1: 4 columns, separated by commas - keep two ids"),
    ("1 2\n2 3\n4\n5 6 7\n", "ties.txt:3:1: 1 field instead of 2 - separated by spaces, as in line 1\n    4"),
    ("1 2\n2 3\n4\n5 6 7\n", "ties.txt:4:1: 3 fields instead of 2"),
    ("# x\n1,2\n\n3,\n", "ties.txt:4:1: an id is missing"),
    ("1,2,1\n1,3,close\n", "ties.txt:2:1: 'close' is no strength of a tie - allowed is a number, or strong or weak"),
    ("1,2,1\n2,3,1\n1,3,strong\n", "ties.txt:3:1: strength is a word here and a number elsewhere"),
    ("1,2,nan\n1,3,2\n2,3,inf\n", "ties.txt:3:1: 'inf' is no strength"),
    ("1 2\n" + "1\n" * 9, "ties.txt:7:1: and 4 more lines like these"),
    (b"1 2\n1 \xe9\n", "ties.txt: not written in UTF-8: byte 7, in line 2"),
    ("1 2\n".encode("utf-16"), "ties.txt: not written in UTF-8 but in UTF-16"),
    (b"PNG\0\1\2", "ties.txt: no text: byte 4 is zero"),
    (gzip.compress(b"1 2\n" * 99, mtime=0)[:20], "ties.txt: the packed file is damaged or cut short"),
])
def test_what_is_wrong_is_told_with_its_line(content: str | bytes, says: str, write: Callable[..., str],
                                             complaint: Callable[..., str]) -> None:
    write(content, "ties.txt")
    assert says in complaint("network: {edges: ties.txt}\n")


def test_faults_are_told_from_the_first_line_to_the_last(write: Callable[..., str]) -> None:
    write("1 2\n" + "1\n" * 6, "ties.txt")
    with pytest.raises(ScenarioError) as caught:
        load("baitiao_consumer", ["network.edges=ties.txt"])
    lines = [line for line in str(caught.value).splitlines() if not line.startswith("    ")]
    assert [line.split(": ")[0] for line in lines] == [f"ties.txt:{number}:1" for number in range(2, 8)]
    assert lines[-1] == "ties.txt:7:1: and 1 more line like these"


@pytest.mark.parametrize(("settings", "says"), [
    ("network: {edges: tie.txt}", "mine.yaml:1:18: network.edges: tie.txt: there is no such file - did you mean 'ties.txt'?"),
    ("network: {edges: gone/ties.txt}", "ties.txt: there is no such file - there is no folder"),
    ("network: {edges: .}", "this is a folder"),
    ("network: {edges: [ties.txt]}", "network.edges: the path of a file must stand here"),
    ("network: {edges: ''}", "network.edges: the path of a file must stand here"),
    ("network: {kind: edges}", "network.kind: the kind edges needs an edge list - write edges: FILE"),
    ("network: {kind: circles, edges: ties.txt}", "network.kind: a network from a file is of the kind edges"),
    ("persons: 2\nnetwork: {edges: ties.txt}", "mine.yaml:1:10: persons: 2 persons are fewer than the 3 in ties.txt"),
])
def test_what_does_not_fit_the_scenario_is_told_there(settings: str, says: str, write: Callable[..., str],
                                                      complaint: Callable[..., str]) -> None:
    write("1 2\n2 3\n1 3\n", "ties.txt")
    assert says in complaint(settings)


def test_a_file_of_ties_brings_its_persons(write: Callable[..., str]) -> None:
    write("1 2\n2 3\n1 3\n", "ties.txt")
    write("persons: 500\nnetwork: {kind: complete}", "base.yaml")
    assert load(write("base: base.yaml\nnetwork: {edges: ties.txt}")).persons == 3
    assert load("mine.yaml", ["persons=9"]).persons == 9
    assert load("mine.yaml", ["persons=9"]).network.edges == load("mine.yaml").network.edges
    assert load("base.yaml", ["persons=9", "network.edges=ties.txt"]).persons == 9
    assert resolve("mine.yaml").origins["persons"] == "mine.yaml:2"


def test_a_later_word_on_the_network_drops_the_file(write: Callable[..., str]) -> None:
    write("1 2\n2 3\n1 3\n", "ties.txt")
    write("network: {edges: ties.txt}", "base.yaml")
    circles = load(write("base: base.yaml\npersons: 400\nnetwork: {kind: circles}"))
    assert (circles.network.edges, circles.network.kind, circles.persons) == (None, 0, 400)
    assert load("base.yaml", ["network.edges=null", "persons=400"]).network == circles.network


def test_a_path_is_taken_from_the_folder_of_its_file(write: Callable[..., str]) -> None:
    write("1 2\n2 3\n1 3\n", "ties.txt")
    Path("study").mkdir()
    Path("study/mine.yaml").write_text("network: {edges: ../ties.txt}")
    assert len(load("study/mine.yaml").network.edges) == 3
    again = resolve("study/mine.yaml").to_yaml()
    assert load(write(again, "again.yaml"))._replace(name="mine") == load("study/mine.yaml")


@pytest.mark.skipif(not SHARED.exists(), reason="the file is not there")
def test_the_friendships_of_facebook() -> None:
    edges = read(SHARED)
    assert len(edges) == 4_039
    assert edges.pairs.shape == (2, 88_234)
    assert edges.notes == ("its first line is a heading: 4039, 88234",)
    assert np.array_equal(edges.ids, np.arange(4_039))


def test_a_missing_file_has_no_traceback(write: Callable[..., str]) -> None:
    with pytest.raises(ScenarioError, match="there is no such file"):
        read("nowhere.txt")
