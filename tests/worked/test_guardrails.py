"""Scenarios with a name: what each guardrail finds in them, and where, as the YAML files next to this one say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scenarios import resolve
from scenarios.guardrails import Finding, Reach, check, guardrails

FILES = sorted((Path(__file__).parent / "guardrails").glob("*.yaml"))
EXAMPLES = [example for path in FILES for example in yaml.safe_load(path.read_text(encoding="utf-8"))]


def told(finding: Finding) -> str:
    """A finding as the examples write it."""
    return f"{finding.id} {finding.verdict} {finding.origin} {finding.path}"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_worked_example(example: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(example["scenario"], encoding="utf-8")
    reach = Reach(**example["reach"]) if "reach" in example else None
    asked = {line.split()[0] for line in example["finds"]}
    found = [told(each) for each in check(resolve("mine.yaml"), reach) if each.id in asked]
    assert sorted(found) == sorted(example["finds"])


def test_every_guardrail_has_a_worked_example() -> None:
    assert {line.split()[0] for example in EXAMPLES for line in example["finds"]} == set(guardrails())
