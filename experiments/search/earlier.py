"""An earlier search, read back from its folder: for the sampler of another one, or for Optuna's dashboard."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.lab import fingerprint
from experiments.lab.task import model
from experiments.search.exploring import RAN, Trial
from experiments.search.plan import Plan
from experiments.search.space import allowed
from experiments.study.folder import Kept, read
from scenarios.faults import ScenarioError

ALIKE = ("scenario", "persons", "days", "currency", "macro")


@dataclass(frozen=True)
class Earlier:
    """What an earlier search tells: its trials within the levers, and the seeds it has used up."""

    trials: tuple[Trial, ...] = ()
    seeds: tuple[int, ...] = ()


def earlier(plan: Plan) -> Earlier:
    """Return the earlier search that a plan begins with, nothing where it names none.

    Raises ScenarioError for a folder without a finished search, or with one of other things.
    """
    where = plan.study.says.warm_start
    if where is None:
        return Earlier()

    def refuse(message: str, hint: str = "") -> ScenarioError:
        return ScenarioError([plan.study.fault(("warm_start",), message, hint)])

    try:
        kept = read(plan.study.place(where))
    except (OSError, json.JSONDecodeError):
        raise refuse(f"no search has run to its end in {where}", "name the folder of one (its --out)") from None
    if faults := [*unlike(plan, kept)]:
        raise refuse(faults[0], "begin without warm_start, or search the same")
    trials = tuple(trial for trial in trials_of(plan, kept) if allowed(plan.levers, trial.params))
    if not trials:
        raise refuse("none of its trials lies within these levers")
    confirming = kept.record["confirmation"] or {"seeds": []}
    return Earlier(trials, (*kept.record["search_seeds"], *kept.record["seeds"], *confirming["seeds"]))


def unlike(plan: Plan, kept: Kept) -> list[str]:
    """Return what keeps an earlier search from telling anything of this one."""
    record, scenario = kept.record, plan.today.scenario
    if record["study"] != "search":
        return [f"that is the folder of a {record['study']}"]
    mine = {"scenario": scenario.name, "persons": scenario.persons, "days": scenario.days, "currency": scenario.currency,
            "macro": list(plan.study.says.macro)}
    found = [f"it had {name} {record[name]}, and here it is {mine[name]}" for name in ALIKE if record[name] != mine[name]]
    if record["world"] != fingerprint(plan.study.base().scenario):
        found.append("what it set, or its scenario, was not what it is here")
    if record["model_digest"] != model():
        found.append("it ran with another version of the model")
    found += [f"it did not move {lever.path}" for lever in plan.levers if lever.path not in record["levers"]]
    known = kept.tables["trials"].fields
    found += [f"it did not look at {each.name}" for each in plan.quantities if f"search {each.name}" not in known]
    return found


def trials_of(plan: Plan, kept: Kept) -> list[Trial]:
    """Return the trials of an earlier search that had run, with the caps of this one, numbered anew."""
    found = list[Trial]()
    for row in rows(kept):
        if row["state"] == RAN:
            values = {each.name: float(row[f"search {each.name}"]) for each in plan.quantities}
            over = {cap.text: cap.over(values[cap.quantity.name]) for cap in plan.caps}
            params = {lever.path: row[lever.path] for lever in plan.levers}
            found.append(Trial(len(found), -1, params, RAN, values, over))
    return found


def rows(kept: Kept) -> list[Mapping[str, Any]]:
    """Return the trials of a search as they stand in its table."""
    fields = kept.tables["trials"].fields
    return [dict(zip(fields, row, strict=True)) for row in zip(*(each.values for each in fields.values()), strict=True)]
