"""A comparison in rounds: replications are added until the chosen differences are decided, or there have been enough.

>>> found = decide({"study": "compare", "scenario": "baitiao_consumer", "variants": {"strict": {"credit.approve.cut_off": 700}},
...                 "decide": {"activated_accounts": 1}, "set": {"persons": 500, "days": 60}, "replications": 5, "most": 10})
>>> [(each.scheme, each.measure, each.decision.value) for each in found.differences]
[('strict', 'activated_accounts', 'less')]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Unpack

from experiments.cases import Case, cases
from experiments.exchange import SCHEMA_VERSION, finite, rest, words
from experiments.guardrails import Findings, by_scenario, of_each
from experiments.interval import Interval
from experiments.lab import Lab, Outcome, Task, task
from experiments.lab.measures import SENSE, check_measures, measures
from experiments.lab.task import Key
from experiments.lab.tidy import Field, Tidy
from experiments.looking import Seen, looked, worst
from experiments.people import other_people
from experiments.rounds import Decision, Look, looks
from experiments.seeds import seeds
from experiments.study.conduct import How, OnProgress, conduct
from experiments.study.door import AS_WRITTEN, Over, Written, load
from experiments.study.folder import digest
from experiments.study.forms import Compare
from scenarios.resolved import Resolved

WORST = "worst case"


class Difference(NamedTuple):
    """A measure of a scheme less the baseline's, under a preset; what it decides and what else would, or ``why`` it cannot."""

    scheme: str
    preset: str
    measure: str
    interval: Interval
    matters: float
    decision: Decision
    still_to_run: float
    why: str = ""


@dataclass(frozen=True)
class Plan:
    """A comparison before it runs: what is run under each scheme and preset, and the looks at it."""

    study: Written[Compare]
    cases: Mapping[Case, Resolved]
    looks: tuple[Look, ...]

    @property
    def baseline(self) -> str:
        """The name of the scheme that the others are compared with."""
        return next(iter(self.cases)).scheme

    @property
    def others(self) -> list[Case]:
        """All but the baseline."""
        return [case for case in self.cases if case.scheme != self.baseline]

    @property
    def presets(self) -> tuple[str, ...]:
        """The presets; one without a name where the scenarios keep their own."""
        return tuple(dict.fromkeys(case.preset for case in self.cases))

    @property
    def schemes(self) -> list[Resolved]:
        """What is compared, the baseline first, each under the first preset."""
        return [each for case, each in self.cases.items() if case.preset == self.presets[0]]

    @cached_property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of all replications that there may be, the same for all cases."""
        return seeds(self.study.says.seed, self.looks[-1].replications)

    def with_baseline(self, others: Sequence[Case]) -> list[Case]:
        """Return cases and what they are compared with, which comes first."""
        return [*(Case(self.baseline, preset) for preset in dict.fromkeys(case.preset for case in others)), *others]

    def tasks(self, case: Case, replications: int) -> list[Task]:
        """Return the first replications of a case."""
        first = task(self.cases[case].scenario, self.seeds[0])
        return [first._replace(seed=seed) for seed in self.seeds[:replications]]


@dataclass(frozen=True)
class Decided:
    """A comparison that has run: the outcomes of each case, and the last look at each but the baseline."""

    plan: Plan
    outcomes: Mapping[Case, tuple[Outcome, ...]]
    looks: Mapping[Case, Look]

    @property
    def failed(self) -> list[Outcome]:
        """The replications that failed."""
        return [outcome for each in self.outcomes.values() for outcome in each if outcome.error]

    @cached_property
    def differences(self) -> list[Difference]:
        """The chosen differences, measure by measure, those of a scheme together and behind them the worst case."""
        return [each for measure, matters in self.plan.study.says.decide.items() for each in self.of(measure, matters)]

    def of(self, measure: str, matters: float) -> Iterator[Difference]:
        """Yield the differences in one measure."""
        for scheme in dict.fromkeys(case.scheme for case in self.plan.others):
            for preset, each in self.seen(scheme, measure).items():
                yield Difference(scheme, preset, measure, each.interval, matters, each.decision(matters),
                                 each.still_to_run(matters), each.why)

    def seen(self, scheme: str, measure: str) -> dict[str, Seen]:
        """Return the paired difference of a scheme to the baseline under each preset, and the worst of several."""
        found = {preset: self.at(Case(scheme, preset), measure) for preset in self.plan.presets}
        return found | {WORST: worst(found, SENSE[measure])} if len(found) > 1 and measure in SENSE else found

    def at(self, case: Case, measure: str) -> Seen:
        """Return the paired difference of a case to the baseline under its preset, as it has been looked at."""
        looks = [look for look in self.plan.looks if look.replications <= self.looks[case].replications]
        return looked(self.outcomes[Case(self.plan.baseline, case.preset)], self.outcomes[case], measure, looks)

    @cached_property
    def guardrails(self) -> Findings:
        """What the guardrails find on each scheme: none keeps Python from running it."""
        return of_each(self.plan.schemes)

    def runs_on(self, case: Case) -> bool:
        """Tell whether more replications might decide what is open in a case."""
        found = [(self.at(case, measure), matters) for measure, matters in self.plan.study.says.decide.items()]
        return any(each.decision(matters) is Decision.OPEN and not each.lasting for each, matters in found)

    @property
    def tables(self) -> tuple[Tidy, ...]:
        """The differences in every measure; and every measure of every replication."""
        return self.all_differences, self.replications

    @cached_property
    def all_differences(self) -> Tidy:
        """The differences in every measure."""
        chosen = self.plan.study.says.decide
        names = [name for name in measures() if any(name in each.measures for found in self.outcomes.values() for each in found)]
        rows = [(scheme, preset, name, each) for scheme in dict.fromkeys(case.scheme for case in self.plan.others)
                for name in names for preset, each in self.seen(scheme, name).items()]
        verdicts = [each.decision(chosen[name]).value if name in chosen else None for *_, name, each in rows]
        intervals = [each.interval for *_, each in rows]
        return Tidy("differences", "each measure of each scheme less the baseline's, paired by seed", {
            "scheme": Field([scheme for scheme, *_ in rows], "name", "scheme that is compared with the baseline"),
            "preset": Field([preset for _, preset, *_ in rows], "name", "path of the economy; empty: the scenarios' own"),
            "measure": Field([name for *_, name, _ in rows], "name", "what is measured: docs/measures.md"),
            "mean": Field([each.mean for each in intervals], "as the measure", "mean difference"),
            "low": Field([each.low for each in intervals], "as the measure", "lower end of its interval"),
            "high": Field([each.high for each in intervals], "as the measure", "upper end of its interval"),
            "replications": Field([each.replications for each in intervals], "number", "pairs in which the measure is defined"),
            "matters": Field([chosen.get(name) for *_, name, _ in rows], "as the measure", "smallest difference that matters"),
            "decision": Field(verdicts, "name", "what is decided; empty where nothing was to be"),
            "why": Field([each.why for *_, each in rows], "name", "why nothing can be decided, where more than luck is in the way"),
        }, ("scheme", "preset", "measure"))

    @cached_property
    def replications(self) -> Tidy:
        """Each measure of each replication."""
        rows = [(case, each, name) for case, found in self.outcomes.items() for each in found for name in each.measures]
        return Tidy("replications", "each measure of each replication", {
            "scheme": Field([case.scheme for case, _, _ in rows], "name", "scheme"),
            "preset": Field([case.preset for case, _, _ in rows], "name", "path of the economy; empty: the scenarios' own"),
            "seed": Field([each.seed for _, each, _ in rows], "number", "seed of the replication"),
            "measure": Field([name for _, _, name in rows], "name", "what is measured: docs/measures.md"),
            "value": Field([each.measures[name] for _, each, name in rows], "as the measure", "money in currency units"),
        }, ("scheme", "preset", "seed", "measure"))

    @property
    def record(self) -> dict[str, Any]:
        """The comparison as a plain object for JSON."""
        says, schemes = self.plan.study.says, [each.scenario for each in self.plan.schemes]
        first = schemes[0]
        return {"schema_version": SCHEMA_VERSION, "study": "compare", "name": self.plan.study.name, "title": says.title,
                "baseline": self.plan.baseline, "persons": first.persons, "days": first.days, "currency": first.currency,
                "seed": says.seed, "other_people": other_people(schemes),
                "looks": [look.replications for look in self.plan.looks],
                "replications": {f"{case.scheme} {case.preset}".strip(): len(each) for case, each in self.outcomes.items()},
                "differences": [as_object(each) for each in self.differences], "guardrails": by_scenario(self.guardrails)}


def as_object(each: Difference) -> dict[str, Any]:
    """Return a difference as a plain object."""
    return {"scheme": each.scheme, "preset": each.preset, "measure": each.measure, "mean": finite(each.interval.mean),
            **rest(each.interval), **words(measures()[each.measure]), "matters": each.matters, "decision": each.decision.value,
            "why": each.why, "still_to_run": finite(each.still_to_run)}


def plan(written: str | Path | Mapping[str, Any], over: Over = AS_WRITTEN) -> Plan:
    """Return the plan of a comparison: a shipped study by its name, a file, or a study written in Python.

    What is laid ``over`` it counts as if it stood there.

    Raises ScenarioError with all that is wrong.
    """
    study = load(written, Compare, over)
    check_measures(study)
    check_measures(study, "decide")
    found = cases(study)
    differences = (len(found) - len({case.preset for case in found})) * len(study.says.decide)
    return Plan(study, found, looks(study.says.replications, study.says.most, differences))


def decide(study: str | Path | Mapping[str, Any] | Plan, **how: Unpack[How]) -> Decided:
    """Compare in rounds: a shipped study by its name, a file, a study written in Python, or its plan. See ``How`` for the rest.

    Raises ScenarioError with all that is wrong with the study, and what ``conduct`` raises.
    """
    what = study if isinstance(study, Plan) else plan(study)
    asked = [task for case in what.cases for task in what.tasks(case, what.looks[-1].replications)]
    ahead = Ahead({each.key for each in asked}, how.get("on_progress"))
    return conduct(what.study, digest(asked, what.study.says.decide, what.looks), len(ahead.keys),
                   lambda lab: in_rounds(what, lab, ahead), {**how, "on_progress": ahead.told})


@dataclass
class Ahead:
    """The replications that there may be: ever fewer, as differences are decided; whoever waits is told of so many."""

    keys: set[Key]
    on_progress: OnProgress | None

    def told(self, done: int, _: int = 0) -> None:
        """Tell how many are done of how many there may be."""
        if self.on_progress:
            self.on_progress(done, max(done, len(self.keys)))


def in_rounds(plan: Plan, lab: Lab, ahead: Ahead) -> Decided:
    """Run a comparison, look by look; a case runs on while anything in it is open, the baseline while any case does."""
    outcomes: dict[Case, tuple[Outcome, ...]] = {}
    last: dict[Case, Look] = {}
    running = plan.others
    for look in plan.looks:
        here = {case: plan.tasks(case, look.replications) for case in plan.with_baseline(running)}
        done = iter(lab.run([each for tasks in here.values() for each in tasks]))
        outcomes |= {case: tuple(next(done) for _ in tasks) for case, tasks in here.items()}
        last |= dict.fromkeys(running, look)
        found = Decided(plan, outcomes, last)
        running = [case for case in running if found.runs_on(case)]
        ahead.keys = {each.key for ran in outcomes.values() for each in ran} | {
            each.key for case in plan.with_baseline(running) for each in plan.tasks(case, plan.looks[-1].replications)}
        ahead.told(len(lab.known))
        if not running:
            break
    return Decided(plan, {case: outcomes[case] for case in plan.cases}, last)
