"""Numbers as people write them, column by column: 1,234.50 and 1.234,50, ¥ 300, 85 %, (120) and the words for nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

MISSING = ("", "NA", "N/A", "n/a", "na", "NaN", "nan", "NULL", "null", "Null", "None", "none", "-", "--", ".", "?", "#N/A", "\\N",
           "缺失", "无")
MONEY = r"(?i)^([+-]?) ?(?:\p{Sc}|[a-z]{2,3}\$?|元) ?([+-]?[.,0-9])"
BEHIND = r"(?i)([0-9.,]) ?(?:\p{Sc}|[a-z]{3}|元|円)$"
GROUPED = r"[0-9]{1,3}(?:%s[0-9]{2,3})*%s[0-9]{3}"
SAMPLE = 100_000


class Sign(NamedTuple):
    """Which sign begins the decimals, and which one may group thousands."""

    decimal: str
    thousands: str

    @property
    def pattern(self) -> str:
        """What a number looks like."""
        decimal, thousands = (each.replace(".", "[.]") for each in self)
        return rf"^[+-]?(?:{GROUPED % (thousands, thousands)}|[0-9]*)(?:{decimal}[0-9]*)?(?:[eE][+-]?[0-9]+)?$"


POINT, COMMA = Sign(".", ","), Sign(",", ".")


def present(column: Any, missing: Collection[str] = ()) -> Any:
    """Return a column as text without the spaces around it, null where a word for nothing stands; one of numbers as it is."""
    import pyarrow as pa
    from pyarrow import compute

    if holds_numbers(column):
        return column
    trimmed = compute.utf8_trim_whitespace(column.cast(pa.string(), safe=False))
    nothing = compute.is_in(trimmed, value_set=pa.array([*MISSING, *missing], trimmed.type))
    return compute.if_else(nothing, pa.scalar(None, trimmed.type), trimmed)


def holds_numbers(column: Any) -> bool:
    """Tell whether a column holds numbers, not texts of them."""
    import pyarrow as pa

    kind = column.type
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind) or pa.types.is_boolean(kind))


def sign_of(columns: Iterable[Any]) -> Sign | None:
    """Return how decimals are written in columns of text, None where most may be either, as 1.234 may be.

    Where nothing else is known, 1,234 is a thousand: three decimals behind a comma are rare.

    >>> import pyarrow as pa
    >>> sign_of([pa.array(["1.234", "2,5"])])
    Sign(decimal=',', thousands='.')
    >>> [sign_of([pa.array([one, other])]) for one, other in (("1.234", "5.678"), ("1,234", "5,678"))]
    [None, Sign(decimal='.', thousands=',')]
    """
    point, comma, point_three, comma_three = np.sum([np.zeros(4), *map(evidence, columns)], axis=0)
    if comma > point:
        return COMMA if comma >= comma_three else None
    return POINT if point >= point_three else None


def evidence(column: Any) -> NDArray[np.int64]:
    """Return how many values of a column of text speak for a decimal point, how many for a decimal comma, how many for either.

    Those have three digits behind their only point, or behind their only comma.
    """
    from pyarrow import compute

    if holds_numbers(column):
        return np.zeros(4, dtype=np.int64)
    marked = plain(column.filter(compute.match_substring_regex(column, "[.,]"))[:SAMPLE])
    point = r"^[+-]?(?:[0-9,]*[.](?:[0-9]{0,2}|[0-9]{4,})|0?[.][0-9]+|[0-9,]*,[0-9]{3}[.][0-9]*|[0-9]+,[0-9]{3}(?:,[0-9]{3})+)$"
    comma = r"^[+-]?(?:[0-9.]*,(?:[0-9]{0,2}|[0-9]{4,})|0?,[0-9]+|[0-9.]*[.][0-9]{3},[0-9]*|[0-9]+[.][0-9]{3}(?:[.][0-9]{3})+)$"
    either = (r"^[+-]?[1-9][0-9]{0,2}[.][0-9]{3}$", r"^[+-]?[1-9][0-9]{0,2},[0-9]{3}$")
    return np.array([compute.sum(compute.match_substring_regex(marked, each)).as_py() or 0 for each in (point, comma, *either)])


def plain(column: Any) -> Any:
    """Return a column of text without currencies, percent signs, odd minus signs, brackets and spaces between digits."""
    from pyarrow import compute

    column = compute.utf8_normalize(column, form="NFKC")
    for pattern, to in ((r"[−‒–]", "-"), (r"[\s\p{Z}'’_]+", " "), (MONEY, r"\1\2"), (BEHIND, r"\1"), (r" ?%$", ""),
                        (r"^\((.*)\)$", r"-\1"), (MONEY, r"\1\2"), (r"^([^-]*[0-9])-$", r"-\1"), (r"([0-9]) ([0-9]{3})", r"\1\2"),
                        (r"^([+-]) ", r"\1")):
        column = compute.replace_substring_regex(column, pattern, to)
    return column


def values(column: Any, sign: Sign) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return a column without its missing words as numbers, NaN where nothing stands, and the rows where something else does."""
    import pyarrow as pa
    from pyarrow import compute

    if holds_numbers(column):
        return numpy_of(column.cast(pa.float64(), safe=False)), np.zeros(0, dtype=np.int64)
    if sign is POINT:
        try:
            return finite(numpy_of(compute.cast(column, pa.float64())))
        except pa.ArrowInvalid:
            pass
    return written(column, sign)


def written(column: Any, sign: Sign) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return what ``values`` does, of texts that are no plain numbers; each text is looked at once."""
    import pyarrow as pa
    from pyarrow import compute

    encoded = column.combine_chunks().dictionary_encode() if isinstance(column, pa.ChunkedArray) else column.dictionary_encode()
    texts = plain(encoded.dictionary)
    good = compute.and_(compute.match_substring_regex(texts, sign.pattern), compute.match_substring_regex(texts, "[0-9]"))
    bare = compute.replace_substring(compute.replace_substring(texts, sign.thousands, ""), sign.decimal, ".")
    number = numpy_of(compute.cast(compute.if_else(good, bare, pa.scalar(None, bare.type)), pa.float64()))
    number[numpy_of(compute.match_substring_regex(encoded.dictionary, "[%％]$")) > 0] /= 100.0
    known = encoded.indices.is_valid().to_numpy(zero_copy_only=False)
    index = np.where(known, encoded.indices.fill_null(0).to_numpy(zero_copy_only=False), len(number))
    found = np.append(number, np.nan)[index]
    return found, np.flatnonzero(known & ~np.isfinite(found))


def finite(found: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return numbers, and the rows in which one without bound stands."""
    return found, np.flatnonzero(np.isinf(found))


def numpy_of(column: Any) -> NDArray[np.float64]:
    """Return a column of numbers or truths as floats, NaN where it is null."""
    import pyarrow as pa

    floats = column.cast(pa.float64())
    return np.array(floats.to_numpy(zero_copy_only=False) if isinstance(floats, pa.Array) else floats.to_numpy())
