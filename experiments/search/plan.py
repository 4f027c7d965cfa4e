"""A search before it runs: what may be moved, what is wanted, what must hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from experiments.lab import Task, task
from experiments.lab.measures import check_measures
from experiments.search.preference import Preference, preference
from experiments.search.quantities import Cap, Quantity, cap, quantity
from experiments.seeds import seeds
from experiments.study.door import AS_WRITTEN, Over, Written, load, with_setting
from experiments.study.forms import Search
from experiments.study.levers import Lever, levers
from experiments.study.paths import at_path, leaf_at
from scenarios.faults import Fault, ScenarioError
from scenarios.load import resolve
from scenarios.resolved import Resolved
from scenarios.tree import Node, Scalar, Settings
from sim.scenario import Scenario
from sim.terms import Choice

PRESET = "macro.preset"


@dataclass(frozen=True)
class Plan:
    """A search before it runs. ``presets`` are the macro presets that every design is run under, none for its own."""

    study: Written[Search]
    levers: tuple[Lever, ...]
    objectives: tuple[Quantity, ...]
    caps: tuple[Cap, ...]
    preference: Preference
    settings_today: tuple[tuple[str, Node], ...]
    presets: tuple[Choice, ...]

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return all that is looked at: objectives, and what has caps or budgets."""
        capped = (each.quantity for each in self.limits)
        return tuple({each.name: each for each in (*capped, *self.objectives)}.values())

    @property
    def limits(self) -> tuple[Cap, ...]:
        """Return all that must hold of the point that is recommended: caps and budgets."""
        return (*self.caps, *self.preference.limits)

    @cached_property
    def today(self) -> Resolved:
        """The scheme in force: the scenario with what the study says of today."""
        return self.study.base(None, *self.over_today)

    @property
    def over_today(self) -> list[Settings]:
        """What the study says of today, as settings."""
        return [at_path(path, node, node.mark) for path, node in self.settings_today]

    @cached_property
    def base(self) -> str:
        """The name or path of the scenario."""
        return self.study.located(self.study.says.scenario)

    @cached_property
    def set_for_all(self) -> tuple[Settings, ...]:
        """The study's own settings; looked up once, for there are many designs."""
        return tuple(self.study.common(self.base))

    @cached_property
    def common(self) -> tuple[tuple[str, Node], ...]:
        """What the study sets of every design, path by path."""
        return settings_at(self.study, "set")

    @property
    def seed(self) -> int:
        """The seed of the search."""
        return self.study.says.seed

    def fresh(self, taken: Collection[int] = ()) -> tuple[int, ...]:
        """Return the seeds of the verification and, as many again, of the confirmation: none that is taken, nor the search's."""
        most = 2 * self.study.says.most_replications
        return tuple(seed for seed in seeds(self.seed, 1 + most + len(taken))[1:] if seed not in taken)[:most]

    @property
    def replications(self) -> int:
        """Return how many replications there will be unless more are needed to decide."""
        says = self.study.says
        known = says.candidates * says.replications + 2 * says.most_replications
        return (says.trials + known) * max(len(self.presets), 1)

    def design(self, values: Sequence[Node]) -> Resolved:
        """Return the scenario with the levers set.

        Raises ScenarioError where the values do not go together.
        """
        levers = (lever.settings(node) for lever, node in zip(self.levers, values, strict=True))
        return resolve(self.base, over=[*self.set_for_all, *levers])

    def tasks(self, scenario: Scenario, of: Sequence[int]) -> list[Task]:
        """Return the replications of a design under some seeds, presets fastest."""
        worlds = [scenario._replace(macro=scenario.macro._replace(preset=preset)) for preset in self.presets] or [scenario]
        return [task(world, seed) for seed in of for world in worlds]


def plan(what: str | Path | Mapping[str, Any], over: Over = AS_WRITTEN, sampler: str | None = None) -> Plan:
    """Return the plan of a search: a shipped study by its name, a file, or one written in Python; by another sampler if named.

    What is laid ``over`` the study counts as if it stood there. Raises ScenarioError with all that is wrong.
    """
    study = load(what, Search, over)
    if sampler is not None:
        tree = with_setting(study.tree, "sampler", Scalar(sampler))
        study = replace(study, says=study.says.model_copy(update={"sampler": sampler}), tree=tree, as_written=False)
    check_measures(study)
    base = study.base()
    found = levers(study, base)
    check_levers(study, found)
    says, runs = study.says, study.says.replications * max(len(study.says.macro), 1)
    objectives, faults = sorted_out([*wanted(study, runs)])
    caps, wrong = sorted_out([*capped(study, runs, base.scenario.currency)])
    if faults or wrong:
        raise ScenarioError([*faults, *wrong])
    if not objectives:
        raise ScenarioError([study.tree.mark.fault("nothing is wanted", "maximise: contribution_margin", "maximise")])
    if says.most_replications < says.replications:
        raise ScenarioError([study.fault(("most_replications",), "must be at least replications")])
    preferred = preference(study, objectives, runs, base.scenario.currency)
    made = Plan(study, found, objectives, caps, preferred, settings_at(study, "today"), tuple(presets(study)))
    assert made.today.scenario is not None
    return made


def check_levers(study: Written[Search], found: Sequence[Lever]) -> None:
    """Raise ScenarioError for a study that moves nothing, and for values of a lever that may not stand there."""
    if not found:
        raise ScenarioError([study.tree.mark.fault("nothing is varied", "name levers under vary:", "vary")])
    faults = list[Fault]()
    for lever in found:
        for node in lever.levels or (lever.at(0.0), lever.at(1.0)):
            try:
                study.base(None, lever.settings(node))
            except ScenarioError as error:
                faults += error.faults
    if faults:
        raise ScenarioError(faults)


def wanted(study: Written[Search], runs: int) -> Iterator[Quantity | Fault]:
    """Yield each objective, or what is wrong with it."""
    seen = set[str]()
    for word, names, sign in (("maximise", study.says.maximise, 1), ("minimise", study.says.minimise, -1)):
        for number, name in enumerate(names):
            def refuse(message: str, hint: str, path: tuple[str | int, ...] = (word, number)) -> Fault:
                return study.fault(path, message, hint)

            yield quantity(name, sign, runs, refuse) if name not in seen else refuse(f"'{name}' is wanted twice", "")
            seen.add(name)


def capped(study: Written[Search], runs: int, currency: str) -> Iterator[Cap | Fault]:
    """Yield each cap, or what is wrong with it."""
    for name, text in study.says.subject_to.items():
        def refuse(message: str, hint: str, path: tuple[str | int, ...] = ("subject_to", name)) -> Fault:
            return study.fault(path, message, hint)

        yield cap(name, text, runs, currency, refuse)


def sorted_out(found: Sequence[Any]) -> tuple[tuple[Any, ...], list[Fault]]:
    """Return what is well, and what is wrong."""
    return tuple(each for each in found if not isinstance(each, Fault)), [each for each in found if isinstance(each, Fault)]


def settings_at(study: Written[Search], where: str) -> tuple[tuple[str, Node], ...]:
    """Return what is set at a place of the study, path by path.

    Raises ScenarioError for paths that lead nowhere.
    """
    of = study.at(where)
    if not isinstance(of, Settings) or of is study.tree:
        return ()
    for path in of.of:
        leaf_at(path, study.base(), of.marks[path])
    return tuple(of.of.items())


def presets(study: Written[Search]) -> Iterator[Choice]:
    """Yield the macro presets of a study.

    Raises ScenarioError for one that is not there.
    """
    for number, name in enumerate(study.says.macro):
        mark = study.at("macro", number).mark
        yield study.base(None, at_path(PRESET, Scalar(name, mark), mark)).scenario.macro.preset
