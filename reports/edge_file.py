"""An edge list as a file that reads back as the very same list."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from sim.ties import EdgeList


def write(path: Path, edges: EdgeList) -> None:
    """Write a list, packed with gzip: a heading, then one tie a line; who has no tie stands in a tie to herself."""
    alone = np.flatnonzero(edges.degrees == 0)
    ids = pa.array(edges.ids.tolist())
    columns = {"person": ids.take(pa.array(np.concatenate((edges.pairs[0], alone)))),
               "friend": ids.take(pa.array(np.concatenate((edges.pairs[1], alone))))}
    if edges.strength is not None:
        strength = np.concatenate((edges.strength, np.zeros(len(alone))))
        columns["strength"] = pa.array(np.where(strength > 0, "strong", "weak") if edges.named else strength)
    with pa.CompressedOutputStream(str(path), "gzip") as stream:
        csv.write_csv(pa.table(columns), stream)
