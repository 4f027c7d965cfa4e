"""Tables as Parquet files; units and data dictionary stand in the metadata of the file and of each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet as pq

from sim.result import Column, Table

SEED = "seed"


def write(path: Path, by_seed: Mapping[int, Table], currency: str) -> None:
    """Write one table of several replications to a file, with the seed as its first column."""
    first = next(iter(by_seed.values()))
    fields = [pa.field(SEED, pa.int64(), metadata={"unit": "number", "about": "seed of the replication"})]
    columns = [np.repeat(np.array(list(by_seed), dtype=np.int64), [len(table) for table in by_seed.values()])]
    for name, column in first.columns.items():
        values = np.concatenate([table[name] for table in by_seed.values()])
        fields.append(pa.field(name, arrow_type(values), metadata={"unit": column.unit, "about": column.about}))
        columns.append(values)
    schema = pa.schema(fields, metadata={"name": first.name, "about": first.about, "currency": currency})
    arrays = [pa.array(values, field.type) for values, field in zip(columns, fields, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path, compression="zstd")


def arrow_type(values: np.ndarray[Any, Any]) -> Any:
    """Return the Arrow type of some values; texts come as names from short lists."""
    return pa.string() if values.dtype.kind == "U" else pa.from_numpy_dtype(values.dtype)


def read(path: Path, seeds: Sequence[int]) -> dict[int, Table]:
    """Return the table of each of some seeds; it has no rows where nothing happened."""
    stored = pq.read_table(path)
    about = text(stored.schema.metadata)
    owners = stored.column(SEED).to_numpy()
    columns = {field.name: (values_of(stored.column(field.name)), text(field.metadata))
               for field in stored.schema if field.name != SEED}
    return {
        seed: Table(about["name"], about["about"], {
            name: Column(values[owners == seed], words["unit"], words["about"])
            for name, (values, words) in columns.items()
        })
        for seed in seeds
    }


def values_of(column: Any) -> np.ndarray[Any, Any]:
    """Return a column as numpy knows it."""
    return np.array(column.to_pylist(), dtype=np.str_) if pa.types.is_string(column.type) else column.to_numpy()


def text(metadata: Mapping[bytes, bytes]) -> dict[str, str]:
    """Return metadata as text."""
    return {key.decode(): value.decode() for key, value in metadata.items()}
