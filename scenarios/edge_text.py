"""The text of an edge list, unpacked and in UTF-8 without its traps."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path

from scenarios.faults import ScenarioError, beside
from scenarios.tree import Mark, Source

MARKET = b"%%MatrixMarket"
FIRST = re.compile(rb"^(?![ \t]*(?:[#%]|\n)).*", re.MULTILINE)
"""The first line that is no remark."""
COUNTS = re.compile(rb" *([0-9]+)[ \t]+([0-9]+)[ \t]+([0-9]+)[ \t]*")
PACKED, UTF_16, BOM = b"\x1f\x8b", (b"\xff\xfe", b"\xfe\xff"), b"\xef\xbb\xbf"


def text_of(path: Path) -> bytes:
    """Return the text of a file, each line ended by a line feed.

    Raises ScenarioError for a file that is not there or holds no text in UTF-8.
    """
    raw = unpacked(path)
    refuse = Mark(Source(path.name)).fault
    if raw[:2] in UTF_16:
        raise ScenarioError([refuse("not written in UTF-8 but in UTF-16", "save the file as UTF-8")])
    if b"\0" in raw:
        raise ScenarioError([refuse(f"no text: byte {raw.index(0) + 1:,} is zero", "an edge list is a text, two ids a line")])
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"not written in UTF-8: byte {error.start + 1:,}, in line {line:,}"
        raise ScenarioError([refuse(message, "save the file as UTF-8")]) from None
    text = raw.removeprefix(BOM)
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return text if text.endswith(b"\n") else text + b"\n"


def without_counts(text: bytes) -> tuple[bytes, str]:
    r"""Return a text whose line of counts, as matrices have it, is made a remark, and that line; empty where there is none.

    >>> without_counts(b"3 3 2\n1 2\n2 3\n")
    (b'# 3 3 2\n1 2\n2 3\n', '3 3 2')
    """
    first = FIRST.search(text)
    counts = COUNTS.fullmatch(first[0]) if first else None
    if first is None or counts is None:
        return text, ""
    persons, others, ties = map(int, counts.groups())
    if not text.startswith(MARKET) and (persons, ties) != (others, text.count(b"\n", first.end() + 1)):
        return text, ""
    return text[: first.start()] + b"# " + text[first.start() :], " ".join(first[0].decode().split())


def unpacked(path: Path) -> bytes:
    """Return what is in a file, or in the file packed in it."""
    refuse = Mark(Source(path.name)).fault
    try:
        raw = path.read_bytes()
        return gzip.decompress(raw) if raw[:2] == PACKED else raw
    except FileNotFoundError:
        raise ScenarioError([refuse("there is no such file", beside(path))]) from None
    except IsADirectoryError:
        raise ScenarioError([refuse("this is a folder", beside(path / "_"))]) from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise ScenarioError([refuse("the packed file is damaged or cut short", "pack it with gzip again")]) from None
    except (OSError, ValueError) as error:
        raise ScenarioError([refuse(f"cannot be read ({getattr(error, 'strerror', None) or error})")]) from None
