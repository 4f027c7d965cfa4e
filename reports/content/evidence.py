"""What a report rests on: all that some folders hold of one question, as one object. Nothing is run again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from experiments.comparison import Comparison
from experiments.replication import Replications
from experiments.study.copying import STUDY
from experiments.study.folder import RECORD, Kept
from experiments.study.folder import read as read_study
from reports.folders import TwinFolder, read_twin
from reports.run_folder import COMPARISON, RUN, TWIN
from reports.run_folder import read as read_run
from scenarios import describe, names
from scenarios.guardrails import Finding, Verdict


class NoReport(ValueError):
    """Folders of which no report can be made."""


class Kind(StrEnum):
    """What a folder holds, in the order in which an answer is read from it."""

    COMPARISON = "comparison"
    COMPARE = "compare"
    SEARCH = "search"
    STRESS = "stress"
    RUN = "run"
    SENSITIVITY = "sensitivity"
    SWEEP = "sweep"
    CALIBRATE = "calibrate"
    ASSUMPTIONS = "assumptions"


@dataclass(frozen=True)
class Source:
    """A folder, and its own record of how it came about."""

    path: Path
    kind: Kind
    record: Mapping[str, Any]


@dataclass(frozen=True)
class Evidence:
    """All that is known: the runs of each scheme, that of today first; their twins; what guardrails find; finished studies."""

    sources: tuple[Source, ...]
    arms: Mapping[str, Replications] = field(default_factory=dict)
    twins: Mapping[str, TwinFolder] = field(default_factory=dict)
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    studies: Mapping[Kind, Kept] = field(default_factory=dict)
    stated: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What values of each scheme stand on, as its files state it, by the path of the setting."""

    @property
    def main(self) -> Source:
        """The folder that the answer is read from: what holds schemes against each other comes before what is about one."""
        return min(self.sources, key=lambda source: list(Kind).index(source.kind))

    @cached_property
    def comparison(self) -> Comparison | None:
        """The schemes with the one of today; None where there are not several."""
        return Comparison(self.arms) if len(self.arms) > 1 else None

    @property
    def currency(self) -> str:
        """The currency of all of it."""
        return str(self.main.record["currency"])

    @property
    def schemes(self) -> tuple[str, ...]:
        """The schemes that are held against each other, that of today first."""
        return schemes(self.main)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of schemes; of those that a study has run, where they are shipped ones."""
        own = {name: arm.scenario.title for name, arm in self.arms.items()}
        return {name: describe(name)[0] for name in self.schemes if name in names()} | own

    def record(self, kind: Kind) -> Mapping[str, Any] | None:
        """Return the record of a study, None where there is none of its kind."""
        return self.studies[kind].record if kind in self.studies else None


def read(folders: Sequence[Path]) -> Evidence:
    """Return what some folders hold of one question.

    Raises NoReport for a folder that holds no finished run or study, and for folders that are not about the same.
    """
    if not folders:
        raise NoReport("name the folder of a run, a comparison or a study")
    sources = tuple(source(Path(each)) for each in folders)
    if all(each.kind is Kind.CALIBRATE for each in sources):
        raise NoReport(f"{sources[0].path}: a calibration decides between no schemes: name a run, a comparison or a study, too")
    refuse_mixed(sources)
    runs = {name: folder for each in sources for name, folder in run_folders(each).items()}
    arms = {name: read_run(folder) for name, folder in runs.items()}
    return Evidence(
        sources, {name: each.found for name, each in arms.items()},
        {name: read_twin(folder) for name, folder in runs.items() if (folder / TWIN).is_file()},
        {name: found for each in sources for name, found in findings(each).items()},
        {each.kind: read_study(each.path) for each in sources if (each.path / RECORD).is_file()},
        {name: each.evidence for name, each in arms.items()})


def source(path: Path) -> Source:
    """Return what a folder is, by the record in it. Raises NoReport where there is none."""
    if (path / COMPARISON).is_file():
        return Source(path, Kind.COMPARISON, loaded(path / COMPARISON))
    if (path / RUN).is_file():
        return Source(path, Kind.RUN, loaded(path / RUN))
    if (path / RECORD).is_file():
        record = loaded(path / RECORD)
        return Source(path, Kind(record["study"]), record)
    raise NoReport(f"{path}: {missing(path)}")


def missing(path: Path) -> str:
    """Return why there is nothing to report on in a folder, and what to do about it."""
    if not path.exists():
        return "there is no such folder"
    if not path.is_dir():
        return "this is a file: name the folder that it is in"
    if (path / STUDY).is_file():
        return "this study has not run to its end: go on with the command that began it, and --resume"
    inside = sorted(each.parent for name in (COMPARISON, RUN, RECORD) for each in path.glob(f"*/{name}"))
    nearest = f"; there is one in {inside[0]}" if inside else ": make one with fission compare ... --out DIR"
    return f"there is no run, comparison or study here{nearest}"


def loaded(path: Path) -> dict[str, Any]:
    """Return a record. Raises NoReport for a file that is not one."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise NoReport(f"{path}: this file is damaged: it is no JSON") from None
    return found


def schemes(source: Source) -> tuple[str, ...]:
    """Return the schemes that a folder is about, that of today first."""
    record = source.record
    if source.kind is Kind.COMPARISON:
        return tuple(record["scenarios"])
    if source.kind is Kind.COMPARE:
        return tuple(dict.fromkeys([record["baseline"], *(each["scheme"] for each in record["differences"])]))
    return tuple(record["schemes"]) if source.kind is Kind.STRESS else (record["scenario"],)


def refuse_mixed(sources: Sequence[Source]) -> None:
    """Raise NoReport for two folders of a kind, and for folders that differ in schemes, currency, size or model."""
    first = min(sources, key=lambda source: list(Kind).index(source.kind))
    for other in sources:
        if other is not first and (why := differs(first, other)):
            raise NoReport(f"{first.path} and {other.path} make no report together: {why}")
    doubled = [each for each in sources if sum(other.kind is each.kind for other in sources) > 1]
    if doubled:
        raise NoReport(f"{' and '.join(str(each.path) for each in doubled)}: of each kind ({doubled[0].kind}) there can be one; "
                       "make a report of each")


def differs(first: Source, other: Source) -> str:
    """Return in what two folders are not about the same question; empty where they are.

    A calibration is of the model, not of a scheme: it may be of another scenario and of another size.
    """
    if first.record["currency"] != other.record["currency"]:
        return f"the money of one is {first.record['currency']}, of the other {other.record['currency']}"
    if other.kind is Kind.CALIBRATE:
        return ""
    known, more = schemes(first), schemes(other)
    if len(known) > 1 and len(more) > 1 and known[0] != more[0]:
        return f"the scheme of today is {known[0]} in one, and {more[0]} in the other"
    if len(more) == 1 and more[0] not in known or len(known) == 1 and known[0] not in more:
        return f"one is about {', '.join(known)}, the other about {', '.join(more)}"
    for size in ("persons", "days"):
        if first.record[size] != other.record[size]:
            return f"one is of {first.record[size]:,} {size}, the other of {other.record[size]:,}: run both with the same --{size}"
    if first.record["model_digest"] != other.record["model_digest"]:
        return "they were run by different versions of the model: run the older one again"
    return ""


def run_folders(source: Source) -> Mapping[str, Path]:
    """Return the folder of each scheme's runs; none for a study."""
    if source.kind is Kind.COMPARISON:
        return {name: source.path / source.record["folders"][name] for name in source.record["scenarios"]}
    return {source.record["scenario"]: source.path} if source.kind is Kind.RUN else {}


def findings(source: Source) -> Mapping[str, tuple[Finding, ...]]:
    """Return what the guardrails found on each scheme when it was run; of a twin, on the scheme it is held against, too."""
    kept = source.record.get("guardrails", {})
    if source.kind is Kind.RUN:
        twin = loaded(source.path / TWIN)["guardrails"] if (source.path / TWIN).is_file() else {}
        kept = {**twin, source.record["scenario"]: kept}
    return {name: tuple(restored(found)) for name, found in kept.items()}


def restored(found: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Yield findings as they were."""
    for each in found:
        yield Finding(**{**each, "verdict": Verdict(each["verdict"])})
