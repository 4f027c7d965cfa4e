"""A search from beginning to end, and what it has found: as an answer, as tables, as a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Unpack

from optuna.distributions import distribution_to_json

from experiments.exchange import SCHEMA_VERSION, estimated, finite
from experiments.lab import Lab, Outcome, fingerprint, task
from experiments.lab.measures import measures
from experiments.lab.tidy import Field, Tidy
from experiments.search.earlier import Earlier, earlier
from experiments.search.exploring import Explored, explore
from experiments.search.freezing import frozen
from experiments.search.plan import Plan, plan
from experiments.search.quantities import Quantity
from experiments.search.sampling import check_sampler
from experiments.search.space import distribution, written_today
from experiments.search.standing import Standing, Verified
from experiments.search.verifying import verify
from experiments.study.conduct import How, conduct
from experiments.study.designs import in_kind
from experiments.study.folder import digest, said
from experiments.study.levers import Lever
from scenarios.tree import plain

NEVER_REPORTED = "of one run, by which the search went; not an estimate: the answer is in the table verified"


@dataclass(frozen=True)
class Searched:
    """A search that has run: what was explored, and what fresh seeds say of its candidates."""

    plan: Plan
    explored: Explored
    verified: Verified

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The replications that failed."""
        stood = (*self.verified.standings, *self.confirmed)
        return (*self.explored.failed, *(each for standing in stood for each in standing.failed))

    @property
    def confirmed(self) -> tuple[Standing, ...]:
        """The scheme in force and the one recommended, under the seeds of the confirmation; one if they are the same."""
        found = self.verified.confirmation
        if found is None:
            return ()
        return (found.today,) if found.chosen.candidate == found.today.candidate else (found.today, found.chosen)

    @property
    def replications(self) -> int:
        """How many replications the answer rests on: those of the search and those under fresh seeds."""
        runs = len(self.explored.ran) + sum(each.seeds for each in (*self.verified.standings, *self.confirmed))
        return runs * max(len(self.plan.presets), 1)

    @property
    def tables(self) -> tuple[Tidy, ...]:
        """The candidates, what each comes to, what the recommended one comes to for sure, and the trials of the search."""
        return self.candidates, self.estimates, self.confirmation, self.trials

    @cached_property
    def candidates(self) -> Tidy:
        """The designs that were verified: where they stand."""
        found = self.verified.standings
        fields = {"candidate": Field([each.candidate.name for each in found], "name", "number of the trial, or today")}
        for column, lever in enumerate(self.plan.levers):
            fields[lever.path] = Field(in_kind([each.candidate.levers[column] for each in found]), lever.unit, lever.about)
        chosen = self.verified.recommended
        fields |= {
            "fingerprint": Field([fingerprint(each.candidate.what.scenario) for each in found], "name", "digest of its settings"),
            "replications": Field([each.seeds for each in found], "count", "fresh seeds it was run under"),
            "recommended": Field([each is chosen for each in found], "switch", "whether it is the one that is recommended"),
            "safe": Field([each.safe for each in found], "switch", "whether every cap holds up to the upper bound"),
            "on_front": Field([each.on_front for each in found], "share", "probability that none is better in all objectives"),
            "best": Field([each.best for each in found], "share", f"probability that it is the best: {self.plan.preference.text}"),
            "regret": Field([each.regret for each in found], "as preferred", "by how much it is expected to miss the best"),
        }
        return Tidy("candidates", "the designs that were verified", fields, ("candidate",))

    @cached_property
    def estimates(self) -> Tidy:
        """What each candidate comes to, read from fresh seeds."""
        return estimates("verified", "what each candidate comes to", self.verified.standings)

    @cached_property
    def confirmation(self) -> Tidy:
        """What the scheme in force and the recommended one come to, read from seeds by which nothing was chosen."""
        return estimates("confirmed", "what the recommended candidate comes to", self.confirmed)

    @cached_property
    def trials(self) -> Tidy:
        """The trials of the search, in the order in which the sampler was told."""
        found = self.explored.trials
        fields = {"trial": Field([each.number for each in found], "number", "number of the trial"),
                  "batch": Field([each.batch for each in found], "number", "batch in which it was proposed; -1: an earlier search"),
                  "state": Field([each.state for each in found], "name", "what came of it")}
        for lever in self.plan.levers:
            fields[lever.path] = Field([each.params[lever.path] for each in found], lever.unit, lever.about)
        for one in self.plan.quantities:
            values = [each.values.get(one.name, float("nan")) for each in found]
            fields[f"search {one.name}"] = Field(values, one.unit, NEVER_REPORTED)
        for cap in self.plan.caps:
            over = [each.over.get(cap.text, float("nan")) for each in found]
            fields[f"over {cap.text}"] = Field(over, "share", "by which part of the limit it is broken, below 0 where it holds")
        fields["error"] = Field([each.error for each in found], "text", "what was wrong, where something was")
        return Tidy("trials", "what the search tried", fields, ("trial",))

    @property
    def record(self) -> Mapping[str, Any]:
        """The answer as a plain object."""
        return {"schema_version": SCHEMA_VERSION, "study": "search", **self.asked, **self.answer,
                "candidates": [self.told(each) for each in self.verified.standings]}

    @property
    def asked(self) -> Mapping[str, Any]:
        """What was asked."""
        study, scenario = self.plan.study, self.plan.today.scenario
        name = self.plan.base
        return {
            "name": study.name, "title": study.says.title, "scenario": scenario.name, "world": fingerprint(study.base().scenario),
            "base": str(Path(name).resolve()) if Path(name).is_file() else name, "seed": study.says.seed,
            "persons": scenario.persons, "days": scenario.days, "currency": scenario.currency, "macro": list(study.says.macro),
            "sampler": study.says.sampler,
            "levers": {lever.path: {"unit": lever.unit, "about": lever.about, "distribution": of}
                       for lever, of in zip(self.plan.levers, distributions(self.plan.levers), strict=True)},
            "today": dict(zip((lever.path for lever in self.plan.levers), written_today(self.plan), strict=True)),
            "objectives": [{"name": one.name, "unit": one.unit, "sign": one.sign} for one in self.plan.objectives],
            "caps": [{"text": cap.text, "name": cap.quantity.name, "limit": cap.limit, "unit": cap.quantity.unit,
                      "sign": cap.quantity.sign} for cap in self.plan.limits],
            "prefer": self.plan.preference.text,
        }

    @property
    def answer(self) -> Mapping[str, Any]:
        """What was found."""
        states = [each.state for each in self.explored.trials]
        chosen = self.verified.recommended
        return {
            "trials": {state: states.count(state) for state in dict.fromkeys(states)},
            "search_seeds": [self.plan.seed], "seeds": list(self.verified.seeds),
            "recommended": chosen.candidate.name if chosen else None, "decided": self.verified.decided,
            "undecided": [] if self.verified.surely else [each.candidate.name for each in self.verified.undecided],
            "confirmation": {"seeds": list(found.seeds), "today": self.quantities(found.today),
                             "recommended": self.quantities(found.chosen), "holds": chances(found.chosen),
                             "confirmed": found.chosen.safe} if (found := self.verified.confirmation) else None,
        }

    def told(self, each: Standing) -> dict[str, Any]:
        """Return a candidate and what fresh seeds say of it."""
        paths = (lever.path for lever in self.plan.levers)
        return {
            "candidate": each.candidate.name, "levers": dict(zip(paths, each.candidate.levers, strict=True)),
            "settings": self.settings(each), "fingerprint": fingerprint(each.candidate.what.scenario), "replications": each.seeds,
            "allowed": each.candidate.allowed, "safe": each.safe, "failed": len(each.failed),
            "quantities": self.quantities(each), "holds": chances(each),
            "on_front": each.on_front, "best": each.best, "regret": finite(each.regret),
        }

    def quantities(self, each: Standing) -> dict[str, Any]:
        """Return what a candidate comes to, and what it changes, by quantity."""
        def told(one: Quantity) -> dict[str, Any]:
            measure = measures()[one.measure]
            return {**estimated(each.estimates[one.name], measure), "less_today": estimated(each.less_today[one.name], measure)}

        return {one.name: told(one) for one in self.plan.quantities}

    def settings(self, each: Standing) -> list[dict[str, Any]]:
        """Return what a candidate sets over its base, in order: path and value as written."""
        return [{"path": path, "value": plain(node)} for path, node in (*self.plan.common, *each.candidate.settings)]


def chances(standing: Standing) -> dict[str, float | None]:
    """Return the probabilities that the caps of a candidate hold, None where what is capped is not defined under every seed."""
    return {cap: finite(each) for cap, each in standing.holds.items()}


def distributions(levers: Sequence[Lever]) -> list[str]:
    """Return what each lever may be, as Optuna writes it."""
    return [distribution_to_json(distribution(lever)) for lever in levers]


def estimates(name: str, about: str, found: Sequence[Standing]) -> Tidy:
    """Return what candidates come to, a row a candidate and quantity."""
    rows = [(each, quantity) for each in found for quantity in each.estimates]
    fields = {"candidate": Field([each.candidate.name for each, _ in rows], "name", "number of the trial, or today"),
              "quantity": Field([quantity for _, quantity in rows], "name", "a measure, or its mean over the worst runs")}
    for prefix, what in (("", "mean over fresh seeds"), ("less_today_", "difference to the scheme in force, paired by seed")):
        kept = [each.less_today[quantity] if prefix else each.estimates[quantity] for each, quantity in rows]
        fields[f"{prefix}mean"] = Field([each.mean for each in kept], "as the measure", what)
        for end in ("low", "high"):
            ends = [getattr(each, end) for each in kept]
            fields[f"{prefix}{end}"] = Field(ends, "as the measure", f"{what}: {end}er end of the 95 % interval")
    fields["replications"] = Field([each.estimates[quantity].replications for each, quantity in rows], "count", "fresh seeds")
    return Tidy(name, about, fields, ("candidate", "quantity"))


def search(study: str | Path | Mapping[str, Any] | Plan, **how: Unpack[How]) -> Searched:
    """Run a search: a shipped study by its name, a file, a study written in Python, or its plan. See ``How`` for the rest.

    Raises ScenarioError with all that is wrong with the study, NoSampler for one that is not installed, and what ``conduct``
    raises.
    """
    what = study if isinstance(study, Plan) else plan(study)
    check_sampler(what.study.says.sampler)
    before = earlier(what)
    told = digest([task(each.scenario, 0) for each in (what.study.base(), what.today)], said(what.study), before.trials)
    return conduct(what.study, told, what.replications, lambda lab: searched(what, lab, before), how)


def searched(what: Plan, lab: Lab, before: Earlier = Earlier()) -> Searched:  # noqa: B008 - it is immutable
    """Search in a laboratory, freeze the candidates, verify them."""
    explored = explore(what, lab, before.trials)
    fresh = what.fresh(before.seeds)
    return Searched(what, explored, verify(what, lab, frozen(what, explored), fresh))
