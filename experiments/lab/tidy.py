"""Tidy tables: a row an observation, units and meaning in the metadata; as Parquet, pandas, polars or xarray."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    import xarray as xr


class Field(NamedTuple):
    """One column: its values, their unit, and what they are."""

    values: Sequence[Any]
    unit: str
    about: str


@dataclass(frozen=True)
class Tidy:
    """A table of a study. ``index`` names the columns that tell one row from all others."""

    name: str
    about: str
    fields: Mapping[str, Field]
    index: tuple[str, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Tidy:
        """Return the table of a Parquet file that ``write`` has written."""
        from pyarrow import parquet

        table = parquet.read_table(path)
        told = decoded(table.schema.metadata)
        fields = {}
        for column in table.schema:
            words = decoded(column.metadata)
            fields[column.name] = Field(table[column.name].to_pylist(), words["unit"], words["about"])
        return cls(told["name"], told["about"], fields, tuple(told["index"].split()))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(next(iter(self.fields.values())).values)

    def to_arrow(self) -> pa.Table:
        """Return the table as Arrow's, with its data dictionary in the metadata."""
        import pyarrow as pa

        arrays = {name: pa.array(field.values) for name, field in self.fields.items()}
        arrays |= {name: array.cast(pa.float64()) for name, array in arrays.items() if array.type == pa.null()}
        schema = pa.schema([pa.field(name, array.type, metadata={"unit": self.fields[name].unit, "about": self.fields[name].about})
                            for name, array in arrays.items()],
                           metadata={"name": self.name, "about": self.about, "index": " ".join(self.index)})
        return pa.Table.from_arrays(list(arrays.values()), schema=schema)

    def to_pandas(self) -> pd.DataFrame:
        """Return the table as a pandas data frame."""
        import pandas as pd

        frame = pd.DataFrame({name: field.values for name, field in self.fields.items()})
        frame.attrs = {"about": self.about, "units": {name: field.unit for name, field in self.fields.items()}}
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return the table as a polars data frame; polars is an extra."""
        import polars as pl

        frame = pl.from_arrow(self.to_arrow())
        assert isinstance(frame, pl.DataFrame)
        return frame

    def to_xarray(self) -> xr.Dataset:
        """Return the table as an xarray data set whose dimensions are the index; xarray is an extra."""
        found: xr.Dataset = self.to_pandas().set_index(list(self.index)).to_xarray()
        for name, field in self.fields.items():
            found[name].attrs = {"unit": field.unit, "about": field.about}
        return found

    def write(self, folder: Path) -> None:
        """Write the table to a folder as ``<name>.parquet``: it is there whole or not at all."""
        from pyarrow import parquet

        path = folder / f"{self.name}.parquet"
        partial = path.with_suffix(".partial")
        parquet.write_table(self.to_arrow(), partial, compression="zstd")
        partial.replace(path)

    def _repr_html_(self) -> str:
        """Show the first rows in a notebook."""
        return str(self.to_pandas().head(20).to_html(index=False))


def decoded(metadata: Mapping[bytes, bytes]) -> dict[str, str]:
    """Return what Arrow keeps with a table or a column, as text."""
    return {name.decode(): value.decode() for name, value in metadata.items()}
