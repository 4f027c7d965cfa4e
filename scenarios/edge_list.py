"""Reading an edge list: one tie a line, two ids of any kind, and the strength of the tie where it is known.

The fields are separated by tabs, semicolons, commas or spaces, as in the first line; lines that begin with # or % are
remarks; a file may be packed with gzip. What cannot be read is told line by line by ``scenarios.edge_faults``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenarios import edge_faults
from scenarios.edge_faults import Layout
from scenarios.edge_text import text_of, without_counts
from scenarios.faults import ScenarioError
from sim.ties import EdgeList

HALF = 31
HEADS = frozenset(("source", "target", "from", "to", "src", "dst", "a", "b", "u", "v", "i", "j", "person", "friend", "user",
                   "user_id", "friend_id", "person_id", "fromnodeid", "tonodeid", "referrer", "invitee"))
WORDS = {"strong": 1.0, "weak": 0.0}
REMARK = re.compile(rb"^[ \t]*(?:[#%].*)?\n", re.MULTILINE)
WHOLE = r"^(?:0|-?[1-9][0-9]{0,17})$"


class Rows(NamedTuple):
    """The lines of a file as columns of text: two ids and, where there is a third, the strength."""

    one: Any
    other: Any
    strength: Any | None

    @property
    def first(self) -> list[str]:
        """Return the fields of the first row."""
        return [column[0].as_py() for column in self if column is not None]

    def after_first(self) -> Rows:
        """Return all rows but the first."""
        return Rows(*(None if column is None else column.slice(1) for column in self))


def read(path: str | Path) -> EdgeList:
    """Return the edge list in a file.

    Raises ScenarioError with the line of each fault.
    """
    path = Path(path).absolute()
    try:
        state = path.stat()
        key = state.st_mtime_ns, state.st_size
    except (OSError, ValueError):
        key = 0, 0  # let the reading tell
    return read_once(path, *key)


@lru_cache(maxsize=4)
def read_once(path: Path, _changed: int, _size: int) -> EdgeList:
    """Return the edge list in a file that has not changed since it was read."""
    text, counts = without_counts(text_of(path))
    layout = edge_faults.layout(text, path)
    rows = columns(text, layout)
    heading, rows = without_heading(rows, layout)
    notes = [f"its first line counts what follows: {counts}"] if counts else []
    notes += [f"its first line is a heading: {heading}"] if heading else maybe_heading(rows)
    ids, numbers = numbered(rows)
    return assembled(str(path), ids, numbers, rows, layout, notes)


def columns(text: bytes, layout: Layout) -> Rows:
    """Return the columns of a file.

    Raises ScenarioError where a line has another number of fields than the first, or an empty one.
    """
    import pyarrow as pa
    from pyarrow import compute, csv

    names = ["one", "other", "strength"][: layout.fields]
    options = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
    try:
        found = csv.read_csv(BytesIO(spaced(text, layout)), csv.ReadOptions(column_names=names),
                             csv.ParseOptions(delimiter=layout.separator), options)
    except pa.ArrowInvalid as error:
        raise edge_faults.all_of(text, layout, str(error)) from None
    trimmed = [compute.utf8_trim_whitespace(found[name]) for name in names]
    if any(compute.any(compute.equal(column, "")).as_py() for column in trimmed):
        raise edge_faults.all_of(text, layout, "an empty field")
    return Rows(*trimmed, *([None] * (3 - layout.fields)))


def spaced(text: bytes, layout: Layout) -> bytes:
    """Return the text without remarks and, where spaces separate, with one between two fields."""
    if any(sign in text for sign in (b"#", b"%", b" \n", b"\t\n")):
        text = REMARK.sub(b"", text)
    if layout.separator != " ":
        return text
    text = text.replace(b"\t", b" ")
    while b"  " in text:
        text = text.replace(b"  ", b" ")
    return text.replace(b" \n", b"\n").replace(b"\n ", b"\n").lstrip(b" ")


def without_heading(rows: Rows, layout: Layout) -> tuple[str, Rows]:
    """Return the first line, if it names the columns or counts persons and ties, and the rows of ties.

    Raises ScenarioError where nothing follows the names of columns.
    """
    first, rest = rows.first, rows.after_first()
    if not len(rest.one):
        if are_heads(first):
            raise ScenarioError([edge_faults.only_a_heading(layout)])
        return "", rows
    return (", ".join(filter(None, first)), rest) if is_heading(first, rest) else ("", rows)


def is_heading(first: list[str], rest: Rows) -> bool:
    """Tell whether a first line is a heading.

    It is where it holds words that name columns and come nowhere else, or is the only one whose ids have no digit, or whose
    strength is neither a number nor a word for strength; or where it counts the persons and ties that follow.
    """
    from pyarrow import compute

    one, other = first[:2]
    if are_heads(first):
        return not recurs(first, rest)
    if rest.strength is not None and strengths(rest.strength) is not None and not is_strength(first[2]):
        return True
    if not re.search(r"\d", one + other):
        return all(compute.all(compute.match_substring_regex(column, "[0-9]")).as_py() for column in rest[:2])
    return rest.strength is None and other == str(len(rest.one)) and one == str(len(numbered(rest)[0]))


def are_heads(first: list[str]) -> bool:
    """Tell whether the two ids of a line are words that name columns."""
    return {each.casefold() for each in first[:2]} <= HEADS


def recurs(first: list[str], rest: Rows) -> bool:
    """Tell whether an id of the first line is in another one, too."""
    from pyarrow import compute

    return any(compute.any(compute.equal(column, each)).as_py() for each in first[:2] for column in rest[:2])


def maybe_heading(rows: Rows) -> list[str]:
    """Return what there is to tell of a first line that was read as a tie and might be a heading in words of its own."""
    first, rest = rows.first, rows.after_first()
    one, other = first[:2]
    if not len(rest.one) or one == other or re.search(r"\d", one + other) or recurs(first, rest):
        return []
    return [f"the ids of its first line, {one} and {other}, come nowhere else: if it is a heading, begin it with #"]


def numbered(rows: Rows) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the ids in order, whole numbers by size and others as text, and the persons of each row, shape (2, rows)."""
    import pyarrow as pa
    from pyarrow import compute

    both = pa.chunked_array([*rows.one.chunks, *rows.other.chunks], pa.string()).combine_chunks().dictionary_encode()
    words, whole = both.dictionary, compute.all(compute.match_substring_regex(both.dictionary, WHOLE)).as_py()
    values = compute.cast(words, pa.int64()) if whole else words
    order = compute.sort_indices(values)
    number = np.empty(len(order), dtype=np.int64)
    number[order.to_numpy()] = np.arange(len(order))
    ids = compute.take(values, order).to_numpy(zero_copy_only=False)
    kept = ids if whole else ids.astype(np.dtypes.StringDType())
    return kept, number[both.indices.to_numpy()].reshape(2, -1)


def strengths(column: Any) -> tuple[NDArray[np.float64], bool] | None:
    """Return the strength of each row, and whether words were written; None where something else stands there."""
    texts = column.combine_chunks().dictionary_encode()
    words = [word.casefold() for word in texts.dictionary.to_pylist()]
    if not all(is_strength(word) for word in words) or len({word in WORDS for word in words}) > 1:
        return None
    values = np.array([WORDS[word] if word in WORDS else float(word) for word in words])
    return values[texts.indices.to_numpy()], words[0] in WORDS


def is_strength(word: str) -> bool:
    """Tell whether a text is a strength: a finite number, or the word strong or weak."""
    return word.casefold() in WORDS or edge_faults.is_number(word)


def assembled(file: str, ids: NDArray[Any], ends: NDArray[np.int64], rows: Rows, layout: Layout, notes: list[str]) -> EdgeList:
    """Return the edge list: each tie once, in order; what was left out is noted."""
    found = None if rows.strength is None else strengths(rows.strength)
    if rows.strength is not None and found is None:
        raise edge_faults.all_of(text_of(Path(file)), layout, "no strength")
    strength, named = found or (None, False)
    tie = ends[0] != ends[1]
    if not tie.any():
        raise ScenarioError([edge_faults.without_ties(layout.file)])
    keys = ends.min(axis=0)[tie] << HALF | ends.max(axis=0)[tie]
    lines = np.sort(keys << 1 | (ends[0][tie] > ends[1][tie]))
    directed = int(np.count_nonzero(first_of_equals(lines)))
    kept = (lines >> 1)[first_of_equals(lines >> 1)]
    notes += told(int((~tie).sum()), directed - len(kept), len(lines) - directed, strength is not None, named)
    if strength is not None:
        order = np.argsort(keys)
        strength = np.maximum.reduceat(strength[tie][order], np.flatnonzero(first_of_equals(keys[order])))
    pairs = np.array([kept >> HALF, kept & (1 << HALF) - 1], dtype=np.int32)
    return EdgeList(file, ids, pairs, strength, named, tuple(notes))


def first_of_equals(rising: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell of each number of a rising row whether it is another one than the number before."""
    return np.concatenate(([True], rising[1:] != rising[:-1]))


def told(loops: int, mutual: int, repeated: int, graded: bool, named: bool) -> list[str]:
    """Return what there is to tell of how the lines were read."""
    notes = []
    if graded:
        notes.append("its third column " + ("says which ties are strong" if named else "is read as the strength of a tie"))
    if loops:
        notes.append(f"{many(loops, 'line')} {'tie' if loops > 1 else 'ties'} a person to herself: dropped")
    if mutual:
        each = " each" * (mutual > 1)
        notes.append(f"{many(mutual, 'tie')} {'stand' if mutual > 1 else 'stands'} in both directions: one tie{each}")
    if repeated:
        notes.append(f"{many(repeated, 'line')} {'repeat' if repeated > 1 else 'repeats'} another one: dropped")
    return notes


def many(number: int, noun: str) -> str:
    """Return a number of things.

    >>> many(1, "line"), many(2_000, "line")
    ('1 line', '2,000 lines')
    """
    return f"{number:,} {noun}{'s' * (number != 1)}"
