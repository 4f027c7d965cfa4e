"""What a study file says, kind by kind. Each kind of study is one model; what it may say is in its fields."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def listed(value: Any) -> Any:
    """Return a single text as a list of one."""
    return [value] if isinstance(value, str) else value


def alone(value: Any) -> Any:
    """Return a single word as settings with nothing in them."""
    return {value: {}} if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(listed)]
Seed = Annotated[int, Field(ge=0, lt=2**63)]
Replications = Annotated[int, Field(ge=1, le=100_000)]


class Study(BaseModel):
    """What all studies say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    study: str = Field(description="what kind of study it is")
    title: Annotated[str, Field(max_length=500)] = Field("", description="a line for people")
    scenario: str = Field(description="the scenario that is varied: a shipped one by name, or a file by its path from here")
    settings: dict[str, Any] = Field(default_factory=dict, alias="set",
                                     description="settings of every design, by path: persons, days, ...")
    seed: Seed = Field(1, description="seed of the first replication; the others follow from it")
    measures: Names = Field((), description="the measures that are told of; all are kept")


class Sweep(Study):
    """A scenario at many points of some of its settings."""

    study: Literal["sweep"] = Field(description="what kind of study it is")
    vary: dict[str, Any] = Field(default_factory=dict,
                                 description="levers by path: a list of values, or {from, to, steps, step, log}")
    design: Literal["factorial", "latin_hypercube", "sobol", "list"] = Field(
        "factorial", description="how points are chosen; list: from the file")
    points: Annotated[int, Field(ge=1, le=100_000)] | None = Field(
        None, description="how many points, unless factorial or a list")
    file: str | None = Field(None, description="a CSV with a column a path and a row a point, for design: list")
    reference: dict[str, Any] | None = Field(
        None, description="a point that all are held against in pairs, by path; {}: the scenario as it is")
    replications: Replications = Field(4, description="runs of each point under different seeds")


class Stress(Study):
    """Schemes in many futures: what each would have forgone, where it stops paying, and in which futures it goes wrong."""

    study: Literal["stress"] = Field(description="what kind of study it is")
    scenario: str = Field(description="the scheme of today, against which the others must pay")
    schemes: Annotated[Names, Field(min_length=1)] = Field(description="the schemes that are held against it")
    measures: Annotated[Names, Field(min_length=1, max_length=1)] = Field(("profit",), description="the measure that decides")
    better: Literal["more", "less"] = Field("more", description="whether more of that measure is better, or less")
    uncertain: Names = Field(("all",), description="what is uncertain: names of the shipped list, or all that apply")
    vary: dict[str, Any] = Field(default_factory=dict,
                                 description="what else is uncertain, by path: a list of values, or {from, to, log}")
    futures: Annotated[int, Field(ge=2, le=100_000)] = Field(100, description="how many futures, beside the one as written")
    replications: Replications = Field(4, description="runs of each scheme in each future under different seeds")
    break_even: Names = Field(("all",), description="uncertain settings whose break-even values are sought: names, all, or none")
    pairs: Replications = Field(12, description="pairs of runs at each value that is tried for a break-even")


class Search(Study):
    """The best values of some settings: a search on noisy runs, then the answer from fresh seeds."""

    study: Literal["search"] = Field(description="what kind of study it is")
    vary: dict[str, Any] = Field(
        description="levers by path: a list of values, {from, to, step, log}, or nothing for a setting's own bounds")
    maximise: Names = Field(
        (), description="quantities of which more is better: measures, or cvar90(measure), the mean over the worst tenth of runs")
    minimise: Names = Field((), description="quantities of which less is better")
    subject_to: dict[str, str] = Field(default_factory=dict, description="caps by quantity, such as reward_cost: <= 2e6")
    today: dict[str, Any] = Field(default_factory=dict, description="the scheme in force, by path; the scenario unless given")
    macro: Names = Field((), description="macro presets that every design is run under, such as [calm, shock]")
    sampler: Literal["tpe", "nsga2", "random", "gp"] = Field("tpe", description="what proposes the trials")
    trials: Annotated[int, Field(ge=2, le=100_000)] = Field(200, description="designs that the search tries, one run each")
    batch: Annotated[int, Field(ge=1, le=1_000)] = Field(8, description="trials proposed at once")
    candidates: Annotated[int, Field(ge=2, le=200)] = Field(30, description="designs that are verified, that of today among them")
    replications: Annotated[int, Field(ge=10, le=10_000)] = Field(10, description="fresh seeds of each candidate at first")
    most_replications: Annotated[int, Field(ge=10, le=10_000)] = Field(40, description="fresh seeds of a candidate at most")
    prefer: Annotated[dict[str, dict[str, str]], BeforeValidator(alone)] = Field(
        default_factory=dict, description="which point: knee, weights: {quantity: worth of a unit}, budget: {quantity: cap}")
    warm_start: str | None = Field(None, description="folder of an earlier search whose trials the sampler is told of")


def share(value: Any) -> Any:
    """Return a percentage as a share, anything else as it is.

    >>> share("0.5 %"), share("5000")
    (0.005, '5000')
    """
    text = str(value).strip()
    return float(text[:-1]) / 100.0 if re.fullmatch(r"[0-9.]+ ?%", text) and text.count(".") < 2 else value


Matters = Annotated[float, Field(ge=0.0, allow_inf_nan=False), BeforeValidator(share)]


class Compare(Study):
    """Scenarios against the first of them, in rounds of replications until the chosen differences are decided."""

    study: Literal["compare"] = Field(description="what kind of study it is")
    scenario: str = Field(description="the baseline: a shipped scenario by name, or a file by its path from here")
    others: Names = Field((), description="scenarios that are compared with it")
    variants: dict[str, dict[str, Any]] = Field(
        default_factory=dict, description="the baseline with settings changed: a name, and below it settings by path")
    presets: Names = Field((), description="paths of the economy (macro.preset) under each of which all are compared")
    decide: dict[str, Matters] = Field(min_length=1, description="measures, each with the smallest difference that matters")
    replications: Annotated[int, Field(ge=2, le=100_000)] = Field(20, description="runs of each in the first round")
    most: Annotated[int, Field(ge=2, le=100_000)] = Field(60, description="the most runs of each")


class Sensitivity(Study):
    """Which levers matter for each measure: Morris screening, or Sobol indices."""

    study: Literal["sensitivity"] = Field(description="what kind of study it is")
    vary: dict[str, Any] = Field(default_factory=dict, description="levers by path: {from, to, step, log}, or a list of values")
    method: Literal["morris", "sobol"] = Field("morris", description="morris: cheap, a ranking; sobol: shares of the variance")
    trajectories: Annotated[int, Field(ge=4, le=10_000)] | None = Field(None, description="for morris: walks through the space; 10")
    points: Annotated[int, Field(ge=8, le=2**20)] | None = Field(None, description="for sobol: base points, a power of 2; 128")
    second_order: bool = Field(False, description="for sobol: what each two levers do together, too, at twice the cost")
    replications: Replications = Field(4, description="runs of each point under different seeds, the same at every point")


class Calibrate(Study):
    """Parameters of a scenario fitted to what has been observed, each with an interval, and what follows for predictions."""

    study: Literal["calibrate"] = Field(description="what kind of study it is")
    scenario: str = Field(description="the scenario that is fitted: a shipped one by name, or a file by its path from here")
    measures: Names = Field((), description="measures that are predicted beside the targets")
    targets: Annotated[Names, Field(min_length=1)] = Field(description="files of what was observed: shipped ones by name, or paths")
    vary: dict[str, Any] = Field(
        description="parameters by path, with their priors: {from, to, log} for an even one, {mean, sd, from, to} for a normal one")
    months: Annotated[int, Field(ge=0, le=240)] = Field(
        0, description="how many of the last months of a run tables of accounts are taken from; 0: all")
    trials: Annotated[int, Field(ge=2, le=100_000)] = Field(64, description="values that the search for the best fit tries")
    batch: Annotated[int, Field(ge=1, le=1_000)] = Field(8, description="trials proposed at once")
    replications: Replications = Field(2, description="runs of each trial under different seeds, the same for all")
    simulations: Annotated[int, Field(ge=32, le=100_000)] = Field(
        256, description="runs of each round from which the posterior is taken, each of other values under a seed of its own")
    rounds: Annotated[int, Field(ge=1, le=20)] = Field(3, description="rounds of them, each where the one before leaves the values")
    draws: Annotated[int, Field(ge=10, le=10_000)] = Field(
        50, description="draws of the posterior that are run for predictions, each under two fresh seeds")
    fresh: Annotated[int, Field(ge=2, le=10_000)] = Field(20, description="fresh seeds under which the fit is told")


class Assumptions(Study):
    """Every setting of a scenario: how well it is known, and how far three results move with it."""

    study: Literal["assumptions"] = Field(description="what kind of study it is")
    scenario: str = Field(description="the scenario that is screened: a shipped one by name, or a file by its path from here")
    measures: Annotated[Names, Field(max_length=0)] = Field((), description="not for this kind, whose results are always the same")
    only: Names = Field((), description="beginnings of paths: only settings whose paths begin so are screened")
    trajectories: Annotated[int, Field(ge=4, le=10_000)] = Field(12, description="walks through the ranges of all settings")
    replications: Replications = Field(2, description="runs of each point; each walk has seeds of its own")


def kinds() -> dict[str, type[Study]]:
    """Return the form of each kind of study by its name.

    >>> "sweep" in kinds()
    True
    """
    return {kind(form): form for form in Study.__subclasses__()}


def kind(form: type[Study]) -> str:
    """Return the name of the kind of study that a form is for."""
    return str(get_args(form.model_fields["study"].annotation)[0])
