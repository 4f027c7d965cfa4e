"""What a study file says, kind by kind. Each kind of study is one model; what it may say is in its fields."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def listed(value: Any) -> Any:
    """Return a single text as a list of one."""
    return [value] if isinstance(value, str) else value


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
