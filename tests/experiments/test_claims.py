"""The claims that are held against the model: each can be named."""

from __future__ import annotations

import ast
from itertools import combinations
from pathlib import Path

from experiments import claims


def ids(module: Path) -> set[str]:
    """Return the ids of a module's claims, as they are written."""
    calls = [node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Call) and node.args]
    named = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Claim"]
    return {id_.value for id_ in named if isinstance(id_, ast.Constant)}


def test_an_id_stands_in_one_subject_alone() -> None:
    by_subject = {path.stem: found for path in Path(claims.__path__[0]).glob("*.py") if (found := ids(path))}
    assert {"D1", "R1", "F1", "U1"} <= set().union(*by_subject.values())
    assert [(one, other) for one, other in combinations(by_subject, 2) if by_subject[one] & by_subject[other]] == []
