"""The facts that the model is held against, a module a family; each module lists its own in ``FACTS``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from experiments.facts.fact import Fact

FIRST = ("referred", "rewards", "funnel", "repayment", "limits", "diffusion", "book")
"""The families in the order in which one reads them; others follow by name."""


class Family(NamedTuple):
    """Facts that are asked of the same runs, and about how many seconds of a processor they take."""

    name: str
    facts: tuple[Fact, ...]
    seconds: float


@cache
def families() -> tuple[Family, ...]:
    """Return all families of facts."""
    names = {module.name for module in iter_modules(__path__)} - {*FIRST}
    modules = {name: import_module(f"{__name__}.{name}") for name in (*FIRST, *sorted(names))}
    return tuple(Family(name, module.FACTS, module.SECONDS) for name, module in modules.items() if hasattr(module, "FACTS"))


def facts() -> tuple[Fact, ...]:
    """Return all facts."""
    return tuple(fact for family in families() for fact in family.facts)
