"""The register that comes with Fission, as ``fission assumptions`` has made it; ``make assumptions`` makes it anew.

``python -m experiments.assumptions.shipped FOLDER`` takes over that of a folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from experiments.exchange import as_json
from experiments.lab import fingerprint
from experiments.study.folder import RECORD
from scenarios import load

FILE = Path(__file__).parent / "shipped.json"
LEFT = ("command", "versions", "platform", "git_revision", "tables", "failed", "guardrails")
"""What is true of the folder alone."""


@cache
def shipped() -> Mapping[str, Any]:
    """Return the record of the shipped register."""
    record: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return record


def is_outdated() -> bool:
    """Tell whether the scenario of the shipped register has other values by now."""
    record = shipped()
    now = load(record["scenario"], {size: record[size] for size in ("persons", "days")})
    return bool(fingerprint(now) != record["fingerprint"])


def take_over(folder: Path) -> None:
    """Make the register in a folder the shipped one."""
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    FILE.write_text(as_json({name: each for name, each in record.items() if name not in LEFT}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    take_over(Path(sys.argv[1]))
