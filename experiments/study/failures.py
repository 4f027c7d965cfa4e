"""Failed replications: what went wrong in each, and how to repeat it."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from experiments.lab import Outcome, Task
from experiments.lab.tidy import Field, Tidy
from scenarios.differing import whole
from scenarios.writing import yaml_of

FOLDER, TABLE = "failed", "failures"


def scenario_file(folder: Path, design: str) -> Path:
    """Return where the scenario of a design that failed is written."""
    return folder / FOLDER / f"{design}.yaml"


def repeat(folder: Path, outcome: Outcome) -> str:
    """Return the command that repeats a failed replication."""
    scenario = str(scenario_file(folder, outcome.design))
    return shlex.join(["fission", "run", scenario, "--seed", str(outcome.seed), "--allow-blocked"])


def reason(outcome: Outcome) -> str:
    """Return in a line what went wrong."""
    return outcome.error.strip().splitlines()[-1]


def write_scenarios(folder: Path, failed: Iterable[Task]) -> None:
    """Write the scenario of each design that failed, whole, in place of those that failed before the study went on."""
    shutil.rmtree(folder / FOLDER, ignore_errors=True)
    for design, scenario in {task.design: task.scenario for task in failed}.items():
        path = scenario_file(folder, design)
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml_of(whole(scenario)), encoding="utf-8")


def failures(folder: Path, failed: Sequence[Outcome]) -> Tidy:
    """Return the failed replications as a table."""
    fields = {
        "fingerprint": Field([each.design for each in failed], "name", "digest of all settings of the design"),
        "seed": Field([each.seed for each in failed], "number", "seed of the replication"),
        "error": Field(list(map(reason, failed)), "text", "what went wrong"),
        "traceback": Field([each.error for each in failed], "text", "where it went wrong"),
        "repeat": Field([repeat(folder, each) for each in failed], "text", "the command that repeats it"),
    }
    return Tidy(TABLE, "replications that failed; no measure counts them", fields, ("fingerprint", "seed"))
