"""The folder of a study: what was asked, every replication as it finished, and at the end the tables.

``study.yaml`` is the study as asked for, with ``scenarios/`` where it names files, and runs from there;
``registry.sqlite`` has every replication that is finished, and survives a kill;
the tables (Parquet) and ``record.json`` are there once all has run, and
``failed/`` with the scenarios of which a replication failed. A study that was cut short goes on from its registry.
"""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from experiments.exchange import as_json
from experiments.lab import Outcome, Registry, Task
from experiments.lab.tidy import Tidy
from experiments.provenance import provenance
from experiments.study.copying import NAMING, STUDY, write_copy
from experiments.study.door import Written
from experiments.study.failures import TABLE, failures, reason, repeat, write_scenarios
from sim.compiling import source_digest

REGISTRY, LOCK, RECORD = "registry.sqlite", "registry.lock", "record.json"
ASKED, MODEL, CHECKS = "asked", "model", "checks"
CHANGED = {ASKED: "the study has been changed", MODEL: "the model has been changed",
           CHECKS: "facts, claims or scenarios have been changed"}
"""What may be said of what is noted in a folder."""

HINTS = {ASKED: f"; {STUDY} in it has what was asked then"}


class CannotResume(ValueError):
    """A folder in which a study cannot go on."""


class Found(Protocol):
    """What a study has found, whatever its kind."""

    @property
    def tables(self) -> Sequence[Tidy]:
        """Its tables."""

    @property
    def record(self) -> Mapping[str, Any]:
        """Itself as a plain object for JSON."""

    @property
    def failed(self) -> Sequence[Outcome]:
        """The replications that failed."""


@dataclass(frozen=True)
class Kept:
    """A study read back from its folder: its record, and its tables by name."""

    record: Mapping[str, Any]
    tables: Mapping[str, Tidy]


def opened(path: Path, study: Written[Any], asked: str, resume: bool) -> Registry:
    """Return the registry of a study's folder, a new one or that of the same study where it is to go on.

    ``asked`` is a digest of all that is asked. Raises what ``begun`` does.
    """
    with ExitStack() as closing:
        registry = closing.enter_context(begun(path, {ASKED: asked, MODEL: source_digest()}, resume))
        write_copy(study, path)
        closing.pop_all()
    return registry


def begun(path: Path, notes: Mapping[str, str], resume: bool) -> Registry:
    """Return the registry of a folder, a new one or the one that is to go on, if all that was noted there is the same.

    Raises FileExistsError for a folder in which there is something already, unless it is to go on; CannotResume where something
    else was asked there, or of another version of the model; Unusable where another process is at work there.
    """
    file = path / REGISTRY
    there = {each.name for each in path.iterdir()} - {LOCK} if path.exists() else set()
    if file.exists() and not resume:
        raise FileExistsError(errno.EEXIST, "there is a study already: go on with --resume, or name a new folder", str(path))
    if there and not file.exists():
        raise FileExistsError(errno.EEXIST, "there is something already: name a new folder", str(path))
    path.mkdir(parents=True, exist_ok=True)
    with ExitStack() as closing:
        registry = closing.enter_context(Registry(file))
        for name, now in notes.items():
            if registry.noted(name) not in (None, now):
                raise CannotResume(f"{path}: {CHANGED[name]} since this folder was begun: name a new folder{HINTS.get(name, '')}")
            registry.note(name, now)
        closing.pop_all()
    return registry


def digest(tasks: Sequence[Task], *more: object) -> str:
    """Return a digest of replications that are asked for, and of what else is."""
    told = repr([[each.key for each in tasks], *more])
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def said(study: Written[Any]) -> str:
    """Return what a study says besides its scenarios, targets and an earlier search, which may be the same under other names."""
    return str(study.says.model_dump_json(exclude={"title", "settings", "warm_start", "targets", *NAMING}))


def finish(path: Path, found: Found, failed: Iterable[Task]) -> None:
    """Write the tables of a study that has run, and how to repeat what failed; then the record that says so."""
    write_scenarios(path, failed)
    (path / f"{TABLE}.parquet").unlink(missing_ok=True)
    tables = [*found.tables, *([failures(path, found.failed)] if found.failed else [])]
    for table in tables:
        table.write(path)
    lost = [{"design": each.design, "seed": each.seed, "error": reason(each), "repeat": repeat(path, each)}
            for each in found.failed]
    whole = {**found.record, "tables": [table.name for table in tables], "failed": lost, **provenance()}
    partial = path / f"{RECORD}.partial"
    partial.write_text(as_json(whole) + "\n", encoding="utf-8")
    partial.replace(path / RECORD)


def read(path: Path | str) -> Kept:
    """Return a study that has run, from its folder.

    Raises FileNotFoundError for a folder in which no study has run to its end.
    """
    record = json.loads((Path(path) / RECORD).read_text(encoding="utf-8"))
    return Kept(record, {name: Tidy.read(Path(path) / f"{name}.parquet") for name in record["tables"]})
