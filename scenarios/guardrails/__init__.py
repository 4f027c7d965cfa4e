"""Guardrails: what of a scenario the law forbids or watches. A linter with sources; it is no legal advice.

``g<number>_<name>.py`` holds one guardrail: its ``LAW`` and a pure function named as the file, a ``Case`` in, ``Answer``s
out. Dropping a file into this folder is all it takes to add one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from scenarios.guardrails.finding import Answer, Case, Finding, Law, Reach, Verdict
from scenarios.guardrails.levels import PYRAMID, needs_reach, paid_levels
from scenarios.guardrails.variants import variants
from scenarios.resolved import Resolved
from scenarios.tree import DEFAULT, Mark, Path, dotted, mark_at
from sim.scenario import Scenario

__all__ = [
    "DISCLAIMER", "PYRAMID", "Finding", "Guardrail", "Reach", "Verdict", "blocks", "check", "guardrails", "needs_reach",
    "paid_levels", "worst",
]

DISCLAIMER = ("This is no legal advice: simple checks of a few settings against rules as read in November 2026. "
              "What passes may still be unlawful; ask counsel before you launch.")
Origin = tuple[str, int, int]


class Guardrail(NamedTuple):
    """One guardrail: its short name (G1), why it judges as it does, what it rests on, and what judges a case."""

    id: str
    why: str
    law: Law
    judge: Callable[[Case], Iterator[Answer]]


@cache
def guardrails() -> Mapping[str, Guardrail]:
    """Return every guardrail found in the folder, by its short name, in their order."""
    files = (entry.name for entry in pkgutil.iter_modules(__path__) if entry.name[0] == "g" and entry.name[1].isdecimal())
    found = [guardrail(name) for name in files]
    return {each.id: each for each in sorted(found, key=lambda each: int(each.id[1:]))}


def guardrail(name: str) -> Guardrail:
    """Return the guardrail of a file."""
    module = importlib.import_module(f"{__name__}.{name}")
    return Guardrail(name.partition("_")[0].upper(), str(module.__doc__).strip(), module.LAW, getattr(module, name))


def check(what: Resolved | Scenario, reach: Reach | None = None) -> tuple[Finding, ...]:
    """Return the findings of every guardrail, one or more each, with their places in the file where there is one.

    ``reach`` is what ``experiments.guardrails`` simulates where ``needs_reach`` says so.
    """
    scenario = what.scenario if isinstance(what, Resolved) else what
    return tuple(located(each, answer, what) for each in guardrails().values() for answer in answers(each, scenario, reach))


def answers(guardrail: Guardrail, scenario: Scenario, reach: Reach | None) -> Iterator[Answer]:
    """Yield a guardrail's answers on the scenario, then what it has against the terms that differ for some customers."""
    known: set[tuple[Verdict, Path]] = set()
    for variant in variants(scenario):
        found = [each._replace(path=variant.home(each.path)) for each in judged(guardrail, Case(variant.scenario, reach))]
        new = [each for each in found if (each.verdict, each.path) not in known]
        yield from (each for each in new if not variant.changed or each.verdict in (Verdict.WARN, Verdict.BLOCK))
        known.update((each.verdict, each.path) for each in new)


def judged(guardrail: Guardrail, case: Case) -> Iterator[Answer]:
    """Yield a guardrail's answers, or that it does not apply where the product is offered."""
    region = guardrail.law.region
    if getattr(case.scenario.compliance, region):
        yield from guardrail.judge(case)
    else:
        yield Answer(Verdict.NOT_APPLICABLE, f"not offered there (compliance.{region}: false)", ("compliance", region))


def located(guardrail: Guardrail, answer: Answer, what: Resolved | Scenario) -> Finding:
    """Return an answer with its law and its place."""
    origin = place(mark_at(what.tree, answer.path)) if isinstance(what, Resolved) else ("", 0, 0)
    return Finding(guardrail.id, guardrail.law.title, answer.verdict, answer.value, dotted(answer.path), *origin,
                   guardrail.law.basis, answer.cure)


def place(mark: Mark) -> Origin:
    """Return a place as it is shown, its line and its column."""
    return (str(mark), mark.line, mark.column) if mark is not DEFAULT and mark.source.numbered else (str(mark), 0, 0)


def blocks(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that block."""
    return tuple(each for each in findings if each.verdict is Verdict.BLOCK)


def worst(findings: Sequence[Finding]) -> Verdict:
    """Return the gravest verdict there is."""
    order = list(Verdict)
    return max((each.verdict for each in findings), key=order.index)
