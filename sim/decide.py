"""One dispatcher a decision, ``decide.repay(facts, chosen, luck, second)``, written out from the rules folder.

A compiled kernel cannot hold a table of functions, so the choice among the rules of a folder is an ``if`` over the
rule's number. The dispatchers are written to a file of the cache, named after the sources, because code made in memory
would be compiled anew by every process.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
from enum import IntEnum
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiling import cache_folder
from sim.rules import Rule, catalogue, contracts
from sim.terms import LONGEST_LIST, WIDTH, Choice, annotated_fields, is_list, is_whole


def numbered() -> Any:
    """Return the decisions as an enumeration."""
    return IntEnum("Decision", {name.upper(): number for number, name in enumerate(contracts())})


Decision = numbered()
"""The decisions, numbered by the order of their folders."""


def chosen(decision: str, choice: Choice) -> NDArray[np.float64]:
    """Return a choice as kernels take it: the rule's number within its folder, then its terms, as doubles.

    Whole numbers are exact to 2**53. Raises KeyError where the folder of the decision has no such rule.
    """
    names = list(catalogue()[decision])
    if choice.rule not in names:
        raise KeyError(f"{decision} has no rule {choice.rule!r}; one of {', '.join(names)}")
    terms = vector(catalogue()[decision][choice.rule].terms, choice.terms)
    row = np.full(WIDTH, np.inf)
    row[: len(terms) + 1] = [names.index(choice.rule), *terms]
    return row


def vector(group: type, terms: Any) -> list[float]:
    """Return the values of a group of terms, each list padded to ``LONGEST_LIST`` with infinity."""
    row: list[float] = []
    for name, annotation in annotated_fields(group).items():
        value = getattr(terms, name)
        row += [*value, *[np.inf] * (LONGEST_LIST - len(value))] if is_list(annotation) else [value]
    return row


def unpacking(rule: Rule) -> str:
    """Return the source that turns the vector of doubles back into the rule's terms."""
    parts, at = [], 1
    for annotation in annotated_fields(rule.terms).values():
        if is_list(annotation):
            parts.append(f"chosen[{at}:{at + LONGEST_LIST}]")
            at += LONGEST_LIST
        else:
            parts.append(f"int(chosen[{at}])" if is_whole(annotation) else f"chosen[{at}]")
            at += 1
    return f"{rule.decision}_{rule.name}.Terms({', '.join(parts)})"


def source() -> str:
    """Return the source of the module of dispatchers."""
    lines = ['"""Written out by sim.decide; not for editing."""', "from sim.compiling import kernel"]
    for rules in catalogue().values():
        for rule in rules.values():
            lines.append(f"import {rule.module.__name__} as {rule.decision}_{rule.name}")
    for decision, contract in contracts().items():
        luck = ["", ", luck", ", luck, second"][contract.luck]
        lines += ["", "", "@kernel", f"def {decision}(facts, chosen{luck}):"]
        *others, last = list(enumerate(catalogue()[decision].values()))
        for number, rule in [*others, last]:
            call = f"{rule.decision}_{rule.name}.{rule.name}(facts, {unpacking(rule)}{luck})"
            guard = f"if chosen[0] == {number}:\n        " if number != last[0] else ""
            lines.append(f"    {guard}return {contract.returns.__name__}({call})")
    return "\n".join(lines) + "\n"


def written_out() -> ModuleType:
    """Write the dispatchers to the cache where they are not there yet, and import them."""
    path = cache_folder() / "dispatchers.py"
    text = source()
    if not path.exists() or path.read_text() != text:
        write_whole(path, text)
    spec = importlib.util.spec_from_file_location("fission_dispatchers", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    Path(name).replace(path)


dispatchers = written_out()


def __getattr__(name: str) -> Any:
    """Return the dispatcher of a decision."""
    return getattr(dispatchers, name)
