"""The claims that are held against the model: each can be named."""

from __future__ import annotations

import ast
from itertools import combinations
from pathlib import Path

from experiments import claims
from experiments.claims.claim import Check

MODULES = [path for path in Path(claims.__path__[0]).glob("*.py") if "CLAIMS = " in path.read_text()]


def checks_of(module: str) -> list[Check]:
    """Return what finds a module's claims."""
    return [check for check in claims.checks() if check.find.__module__.endswith(f".{module}")]


def ids(module: Path) -> set[str]:
    """Return the ids of a module's claims, as they are written."""
    calls = [node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Call) and node.args]
    named = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Claim"]
    return {id_.value for id_ in named if isinstance(id_, ast.Constant)}


def test_an_id_stands_in_one_subject_alone() -> None:
    by_subject = {path.stem: found for path in Path(claims.__path__[0]).glob("*.py") if (found := ids(path))}
    assert {"D1", "R1", "F1", "U1"} <= set().union(*by_subject.values())
    assert [(one, other) for one, other in combinations(by_subject, 2) if by_subject[one] & by_subject[other]] == []


def test_what_finds_claims_names_the_ids_of_all_that_it_finds() -> None:
    declared = {module.stem: {id_ for check in checks_of(module.stem) for id_ in check.ids.split()} for module in MODULES}
    assert declared == {module.stem: ids(module) for module in MODULES}
    assert len({check.find for check in claims.checks()}) == len([*claims.checks()])
