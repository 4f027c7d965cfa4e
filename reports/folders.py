"""What a folder holds, read back for reports: a comparison, a twin."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.comparison import Comparison
from experiments.study.folder import Found, Kept
from experiments.twin import Twin
from reports import parquet
from reports.run_folder import AGAINST, COMPARISON, SCENARIO, TWIN, NoRunFolder, read
from reports.twin_object import twin_object
from scenarios import load
from scenarios.guardrails import Verdict
from sim.result import Table
from sim.scenario import Scenario

GROUPS = "twin_groups"


@dataclass(frozen=True)
class TwinFolder:
    """A twin read back: its record (see ``twin_object``), and the sums of its groups, one table a seed."""

    record: Mapping[str, Any]
    groups: Sequence[Table]
    scheme: Scenario
    against: Scenario | None
    """The other scheme; None where it is the same people without the scheme."""

    blocked: str
    """The schemes that guardrails block, and which; empty where there is none."""

    @classmethod
    def of(cls, found: Twin, blocked: str = "") -> TwinFolder:
        """Return a twin that has just run as if it had been read back."""
        other = found.without.scenario if found.against else None
        return cls(twin_object(found), list(found.tables[GROUPS].values()), found.scheme.scenario, other, blocked)


def read_comparison(path: str | Path) -> Comparison:
    """Return the comparison in a folder, the baseline first.

    Raises NoRunFolder where there is none.
    """
    path = Path(path)
    if not (path / COMPARISON).is_file():
        raise NoRunFolder(f"{path} holds no comparison: it has no {COMPARISON}")
    folders = json.loads((path / COMPARISON).read_text(encoding="utf-8"))["folders"]
    return Comparison({name: read(path / folder).found for name, folder in folders.items()})


def read_twin(path: str | Path) -> TwinFolder:
    """Return the twin in a run folder.

    Raises NoRunFolder where there is none.
    """
    path = Path(path)
    if not (path / TWIN).is_file():
        raise NoRunFolder(f"{path} holds no twin: it has no {TWIN}")
    record = json.loads((path / TWIN).read_text(encoding="utf-8"))
    against = load(path / AGAINST) if (path / AGAINST).is_file() else None
    groups = list(parquet.read(path / f"{GROUPS}.parquet", record["seeds"]).values())
    return TwinFolder(record, groups, load(path / SCENARIO), against, blocked(record["guardrails"]))


def kept(found: Found | Kept) -> Kept:
    """Return a study that has just run as if it had been read back."""
    return found if isinstance(found, Kept) else Kept(found.record, {table.name: table for table in found.tables})


def blocked(guardrails: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Return the schemes of a record that guardrails block, each with those that block it; empty where there is none."""
    ids = {name: dict.fromkeys(each["id"] for each in found if each["verdict"] == Verdict.BLOCK)
           for name, found in guardrails.items()}
    return "; ".join(f"{name} is blocked by {', '.join(each)}" for name, each in ids.items() if each)
