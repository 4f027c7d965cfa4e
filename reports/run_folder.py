"""The run folder: all that a result is made of, in files. It is written whole or not at all.

``scenario.yaml`` loads to the very scenario that ran (``network.csv.gz`` is its edge list, if it has one); ``run.json`` has
seeds, versions, hashes and measures; each table is a Parquet file with a column ``seed`` in front, its units and data
dictionary in the metadata of the file.
A twin adds ``twin.json``, the tables ``twin_groups``, ``twin_horizon`` and ``twin_persons``, and, where it is another
scheme, that scheme as ``against.yaml``.
"""

from __future__ import annotations

import errno
import json
import re
import shutil
import tempfile
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments.comparison import Comparison
from experiments.exchange import as_json, finite
from experiments.guardrails import as_objects, by_scenario, checked
from experiments.provenance import provenance
from experiments.replication import Replications
from experiments.twin import Twin
from reports import edge_file, parquet
from reports.exchange import comparison_object, run_object
from reports.twin_object import twin_object
from scenarios import Resolved, resolve
from sim.result import Measure, Result, Table
from sim.scenario import Scenario

SCENARIO, RUN, COMPARISON, TWIN, AGAINST = "scenario.yaml", "run.json", "comparison.json", "twin.json", "against.yaml"
NETWORK = "network.csv.gz"


class NoRunFolder(ValueError):
    """A folder that holds no run."""


@dataclass(frozen=True)
class RunFolder:
    """A run read back: the replications, and the record of how they came about."""

    path: Path
    found: Replications
    record: dict[str, Any]
    evidence: Mapping[str, str]
    """What values of its scenario stand on, as its files state it, by the path of the setting."""


def write(path: Path, what: Resolved, found: Replications, twin: Twin | None = None, against: Resolved | None = None) -> None:
    """Write a run to a new folder, with its twin where there is one, and with the other scheme where the twin is ``against`` one.

    Raises FileExistsError where there is something already.
    """
    with whole(path) as folder:
        fill(folder, what, found, provenance(), twin, against)


def write_comparison(path: Path, whats: Sequence[Resolved], found: Comparison, twins: Mapping[str, Twin] | None = None) -> None:
    """Write a comparison to a new folder: a run folder a scenario, with its twin where there is one; differences; figures.

    Raises FileExistsError where there is something already.
    """
    with whole(path) as folder:
        fill_comparison(folder, whats, found, twins)


def fill_comparison(folder: Path, whats: Sequence[Resolved], found: Comparison, twins: Mapping[str, Twin] | None = None) -> None:
    """Write the files of a comparison."""
    from reports.figures import compared, save_all  # matplotlib takes its time

    origin = provenance()
    folders = folder_names([what.scenario.name for what in whats])
    for what in whats:
        name = what.scenario.name
        (folder / folders[name]).mkdir()
        fill(folder / folders[name], what, found.arms[name], origin, (twins or {}).get(name))
    findings = {what.scenario.name: checked(what) for what in whats}
    record = comparison_object(found) | {"folders": folders, "guardrails": by_scenario(findings)} | origin
    (folder / COMPARISON).write_text(as_json(record) + "\n", encoding="utf-8")
    for picture in compared(found):
        save_all(picture, folder)


def read(path: str | Path) -> RunFolder:
    """Return what a run folder holds.

    Raises NoRunFolder where there is no run in it.
    """
    path = Path(path)
    if (path / COMPARISON).is_file():
        first = next(iter(json.loads((path / COMPARISON).read_text(encoding="utf-8"))["folders"].values()))
        raise NoRunFolder(f"{path} holds a comparison: read one of the folders in it, such as {path / first}")
    if not (path / RUN).is_file():
        raise NoRunFolder(f"{path} is no run folder: it has no {RUN}")
    record = json.loads((path / RUN).read_text(encoding="utf-8"))
    what = resolve(path / SCENARIO)
    names = dict.fromkeys(name for one in record["runs"] for name in one["tables"])
    seeds = {name: [one["seed"] for one in record["runs"] if name in one["tables"]] for name in names}
    tables = {name: parquet.read(path / f"{name}.parquet", seeds[name]) for name in names}
    runs = (run_again(one, record, what.scenario, tables) for one in record["runs"])
    return RunFolder(path, Replications(tuple(runs)), record, what.evidence)


def run_again(one: dict[str, Any], record: dict[str, Any], scenario: Scenario,
              tables: dict[str, dict[int, Table]]) -> Result:
    """Return one replication as it was."""
    seed = one["seed"]
    measures = {name: Measure(number(one["measures"][name]), each["unit"], each["about"])
                for name, each in record["measures"].items()}
    own = {name: tables[name][seed] for name in one["tables"]}
    return Result(scenario, seed, record["driver"], one["seconds"], one["setup_seconds"], one["result_hash"],
                  measures, own)


def folder_names(scenarios: Sequence[str]) -> dict[str, str]:
    """Return a folder's name for each scenario, free of signs that mean something in a path.

    >>> folder_names(["team_plan", "../team plan", "__team plan"])
    {'team_plan': 'team_plan', '../team plan': '___team_plan', '__team plan': '__team_plan'}
    """
    found: dict[str, str] = {}
    for name in scenarios:
        plain = re.sub(r"[^\w-]", "_", name) or "unnamed"
        found[name] = f"{plain}_{len(found) + 1}" if plain in found.values() else plain
    return found


def number(value: float | None) -> float:
    """Return a number that may have been written as null."""
    return float("nan") if value is None else value


def refuse_taken(path: Path, own: Collection[str] = ()) -> None:
    """Raise FileExistsError for a path at which there is something already, another OSError where no folder can be made.

    An empty folder may be filled, and so may one with nothing but files of one's ``own``.
    """
    if path.exists() and (not path.is_dir() or any(each.name not in own for each in path.iterdir())):
        raise FileExistsError(errno.EEXIST, "there is something already: name a new folder", str(path))
    refuse_unwritable(path)


def refuse_present(path: Path, names: Collection[str]) -> None:
    """Raise FileExistsError for a folder that has files of some names, another OSError where none can be written to it."""
    for name in names:
        if (path / name).exists():
            raise FileExistsError(errno.EEXIST, "this is there already: name another folder", str(path / name))
    refuse_unwritable(path)


def refuse_unwritable(path: Path) -> None:
    """Raise OSError for a path at which no folder can be made, or nothing be written to the one there is."""
    there = next(each for each in (path.resolve(), *path.resolve().parents) if each.exists())
    try:
        tempfile.TemporaryDirectory(prefix=".", dir=there).cleanup()
    except OSError as error:
        raise OSError(error.errno, f"nothing can be written here ({error.strerror})", str(path)) from None


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Let an OSError name the path that the user knows."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno or errno.EIO, error.strerror or str(error), str(path)) from None


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a folder beside the one wanted, which takes its name once all is written, or goes away."""
    refuse_taken(path)
    with beside(path) as partial:
        yield partial
        partial.rename(path.resolve())


@contextmanager
def added(path: Path) -> Iterator[Path]:
    """Give a folder beside the one wanted, whose files and folders move there once all are written, over those of their names."""
    with beside(path) as partial:
        yield partial
        path.mkdir(exist_ok=True)
        for file in partial.iterdir():
            if file.is_dir():
                shutil.rmtree(path / file.name, ignore_errors=True)
            file.replace(path / file.name)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a new folder beside a path, with the folders above it; what is left of it in the end goes away."""
    with named(path):
        place = path.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_name(f".{place.name}.{uuid.uuid4().hex[:8]}.partial")
        partial.mkdir()
        try:
            yield partial
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def fill(folder: Path, what: Resolved, found: Replications, origin: dict[str, object], twin: Twin | None,
         against: Resolved | None = None) -> None:
    """Write the files of one run, and of its twin."""
    (folder / SCENARIO).write_text(kept(folder, what).to_yaml(), encoding="utf-8")
    record = run_object(found) | {"runs": runs(found), "guardrails": as_objects(checked(what))} | origin
    (folder / RUN).write_text(as_json(record) + "\n", encoding="utf-8")
    for name in found.runs[0].tables:
        by_seed = {run.seed: run.tables[name] for run in found.runs if name in run.tables}
        parquet.write(folder / f"{name}.parquet", by_seed, found.scenario.currency)
    if twin is not None:
        write_twin(folder, [what, against] if against else [what], twin, origin)


def write_twin(folder: Path, whats: Sequence[Resolved], twin: Twin, origin: dict[str, object]) -> None:
    """Write the files of a twin; ``whats`` are the scheme, and the other one where there is one."""
    for other in whats[1:]:
        (folder / AGAINST).write_text(kept(folder, other).to_yaml(), encoding="utf-8")
    findings = by_scenario({what.scenario.name: checked(what) for what in whats})
    (folder / TWIN).write_text(as_json(twin_object(twin) | {"guardrails": findings} | origin) + "\n", encoding="utf-8")
    for name, tables in twin.tables.items():
        parquet.write(folder / f"{name}.parquet", tables, twin.scheme.scenario.currency)


def kept(folder: Path, what: Resolved) -> Resolved:
    """Return a scenario that names the copy of its edge list in a folder, once it is written there."""
    network = what.scenario.network
    if network.edges is None:
        return what
    edge_file.write(folder / NETWORK, network.edges)
    here = network._replace(edges=replace(network.edges, file=NETWORK))
    return replace(what, scenario=what.scenario._replace(network=here))


def runs(found: Replications) -> list[dict[str, Any]]:
    """Return what each single replication came to."""
    return [
        {"seed": run.seed, "result_hash": run.result_hash, "seconds": run.seconds, "setup_seconds": run.setup_seconds,
         "tables": list(run.tables),
         "measures": {name: finite(measure.value) for name, measure in run.measures.items()}}
        for run in found.runs
    ]
