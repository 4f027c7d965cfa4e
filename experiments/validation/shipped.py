"""What the validation that comes with Fission has found; ``make validate`` makes it anew.

``python -m experiments.validation.shipped FOLDER`` takes over what was found in a folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from experiments.exchange import as_json
from experiments.study.folder import RECORD
from experiments.validation.validated import fingerprints

FILE = Path(__file__).parent / "shipped.json"
KEPT = ("counts", "scenarios", "model_digest")


@cache
def shipped() -> Mapping[str, Any]:
    """Return how many facts came to each verdict, all and by kind, of which scenarios and with which model."""
    record: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return record


def outdated() -> list[str]:
    """Return the scenarios whose values are others by now than when facts were asked of them."""
    then = shipped()["scenarios"]
    return [name for name, now in fingerprints().items() if then.get(name) != now]


def take_over(folder: Path) -> None:
    """Make what was found in a folder the shipped validation."""
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    FILE.write_text(as_json({name: record[name] for name in KEPT}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    take_over(Path(sys.argv[1]))
