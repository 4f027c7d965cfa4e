"""The rules: one small pure function a file, facts and terms (and luck) in, a decision out.

``sim/rules/<decision>/<name>.py`` holds one rule called ``<name>`` and its ``Terms``; the name of the file is the name
in the scenario. The package of the decision states the question, the facts and the contract. Dropping a file into a
folder is all it takes to add a rule.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from sim.rules.contract import Contract


@dataclass(frozen=True)
class Rule:
    """One rule: its decision, its name, its function and the type of its terms."""

    decision: str
    name: str
    function: Callable[..., Any]
    terms: type
    module: ModuleType

    @property
    def contract(self) -> Contract:
        """What every rule of the decision has in common."""
        return contracts()[self.decision]


@cache
def contracts() -> Mapping[str, Contract]:
    """Return the contract of each decision, by its folder's name."""
    names = sorted(entry.name for entry in pkgutil.iter_modules(__path__) if entry.ispkg)
    return {name: importlib.import_module(f"{__name__}.{name}").CONTRACT for name in names}


@cache
def catalogue() -> Mapping[str, Mapping[str, Rule]]:
    """Return every rule found in the folders, by decision and name."""
    return {decision: found(decision) for decision in contracts()}


def found(decision: str) -> dict[str, Rule]:
    """Return the rules of one folder by name."""
    package = importlib.import_module(f"{__name__}.{decision}")
    names = sorted(entry.name for entry in pkgutil.iter_modules(package.__path__))
    modules = {name: importlib.import_module(f"{package.__name__}.{name}") for name in names}
    return {name: Rule(decision, name, getattr(module, name), module.Terms, module) for name, module in modules.items()}
