"""From the numbers of accounts to places in tables: a keyed hash draws each account's lot, and lots set the order."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.customers.numbers import numpy_of

KEY = "fission.accounts"
"""The key of the hash: 16 characters. Another key would hold out other accounts."""
PIECE = 500_000
WHOLE = 2.0**64


def lots(ids: Any) -> NDArray[np.uint64]:
    """Return the lots of an array of texts without nulls: SipHash under a key, the same in every run.

    >>> import pyarrow as pa
    >>> bool(lots(pa.array(["7"]))[0] == lots(pa.array(["8", "7"]))[1])
    True
    """
    import pandas as pd

    pieces = [pd.util.hash_array(np.array(ids[start : start + PIECE].to_pylist(), dtype=object), hash_key=KEY, categorize=False)
              for start in range(0, len(ids), PIECE)]
    return np.concatenate([np.zeros(0, dtype=np.uint64), *pieces])


def share(lots: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return lots as numbers from 0 to 1."""
    return lots / WHOLE


def numbered(column: Any) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return the account of each row, numbered in the order of their lots, -1 where none is named; and these lots, rising."""
    import pyarrow as pa

    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = whole(column).cast(pa.string()).dictionary_encode()
    drawn = lots(encoded.dictionary)
    order = np.argsort(drawn, kind="stable")
    number = np.empty(len(order) + 1, dtype=np.int64)
    number[order], number[-1] = np.arange(len(order)), -1
    index = np.nan_to_num(numpy_of(encoded.indices), nan=-1.0).astype(np.int64)
    return number[index], drawn[order]


def whole(column: Any) -> Any:
    """Return numbers of accounts that a file holds as decimals as whole numbers."""
    import pyarrow as pa

    return column.cast(pa.int64(), safe=False) if pa.types.is_floating(column.type) or pa.types.is_decimal(column.type) else column
