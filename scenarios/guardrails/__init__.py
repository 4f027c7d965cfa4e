"""Guardrails: what of a scenario the law forbids or watches. A linter with sources; it is no legal advice.

``g<number>_<name>.py`` holds one guardrail: its ``LAW`` and a pure function named as the file, a ``Case`` in, ``Answer``s
out. Dropping a file into this folder is all it takes to add one.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from scenarios.guardrails.finding import Answer, Case, Finding, Law, Reach, Verdict
from scenarios.guardrails.levels import PYRAMID, needs_reach, paid_levels
from scenarios.guardrails.variants import Variant, plain, variants
from scenarios.resolved import Resolved
from scenarios.tree import DEFAULT, Mark, Path, dotted, mark_at
from sim.scenario import Scenario

__all__ = [
    "DISCLAIMER", "PYRAMID", "Finding", "Guardrail", "Reach", "Verdict", "blocks", "check", "guardrails", "needs_reach",
    "paid_levels", "worst",
]

DISCLAIMER = ("This is no legal advice: simple checks of a few settings against rules as read in November 2026. "
              "What passes may still be unlawful; ask counsel before you launch.")
WRONG = (Verdict.WARN, Verdict.BLOCK)
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
    """Yield what is wrong with any of the settings that somebody lives under, each once; or that nothing is."""
    lived = [*variants(scenario)]
    everywhere = [each.scenario for each in lived]
    said = [[*judged(guardrail, Case(each, everywhere, reach))] for each in (plain(scenario), *everywhere)]
    written = {(each.verdict, each.path) for each in said[0]}
    wrong: dict[tuple[Verdict, Path], Answer] = {}
    for variant, found in zip(lived, said[1:], strict=True):
        for each in (placed(variant, each, written) for each in found if each.verdict in WRONG):
            wrong.setdefault((each.verdict, each.path), each)
    yield from wrong.values() or said[1]


def placed(variant: Variant, answer: Answer, written: Collection[tuple[Verdict, Path]]) -> Answer:
    """Return what is wrong with a variant with the place of its setting.

    Where that is not a layer of the variant, and the scenario as written would do, the layers are named that bring it about.
    """
    home = variant.home(answer.path)
    if home != answer.path or (answer.verdict, answer.path) in written:
        return answer._replace(path=home)
    return answer._replace(value=f"{answer.value} (with {', '.join(map(dotted, variant.layers))})")


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
