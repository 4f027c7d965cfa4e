"""What a guardrail is given and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from scenarios.tree import Path
from sim.scenario import Scenario


class Verdict(StrEnum):
    """What a guardrail comes to, the mildest first."""

    NOT_APPLICABLE = "n/a"
    OK = "ok"
    WARN = "warn"
    BLOCK = "block"


class Law(NamedTuple):
    """What a guardrail is about, the law it rests on, and the switch of ``compliance`` that says where that law holds."""

    title: str
    basis: str
    region: str


class Reach(NamedTuple):
    """How many persons a scheme gathers, at most, in ``runs`` simulated runs of so many ``persons`` and ``days``.

    ``participants`` stand in referral trees of three levels or more; ``below_one`` is the most that one person has within
    the paid levels, herself counted.
    """

    participants: int
    below_one: int
    runs: int
    persons: int
    days: int


class Case(NamedTuple):
    """What a guardrail judges: a scenario as some people live under it, and all such scenarios.

    ``reach`` says how far the pay reaches, where that has been simulated.
    """

    scenario: Scenario
    lived: Sequence[Scenario]
    reach: Reach | None = None


class Answer(NamedTuple):
    """What a guardrail says of one setting: the verdict, the value found, where it is set, and what would cure it."""

    verdict: Verdict
    value: str
    path: Path
    cure: str = ""


NOT_TO_CONSUMERS = Answer(Verdict.NOT_APPLICABLE, "loans to enterprises are no consumer credit", ("product", "kind"))


class Finding(NamedTuple):
    """An answer in full. ``origin`` is ``file:line``, ``--set`` or ``default``, and empty where there is no file.

    ``line`` and ``column`` count from 1 and are 0 where the setting is not written in a file.
    """

    id: str
    title: str
    verdict: Verdict
    value: str
    path: str
    origin: str
    line: int
    column: int
    basis: str
    cure: str
