"""The answer of a search: by its own record, and withheld where fresh seeds do not confirm it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from reports.content import build
from reports.content.answer import Answer, Asked, answer
from reports.content.evidence import read
from reports.content.verdict import Outcome, Standing, Why
from reports.document.blocks import Table
from reports.words import Words

Folder = Callable[[str], Path]
CAP = "reward_cost <= 500"


def candidate(name: str, best: float, effect: float = 10.0) -> dict[str, Any]:
    """A candidate that is the best with a probability, and so much better than today's under fresh seeds, give or take 2."""
    number = {"mean": effect, "low": effect - 2.0, "high": effect + 2.0, "replications": 10, "unit": "money", "about": ""}
    told = {each: {**number, "less_today": number} for each in ("profit", "reward_cost")}
    return {"candidate": name, "levers": {}, "settings": [], "fingerprint": name, "replications": 10, "allowed": True, "safe": True,
            "failed": 0, "quantities": told, "holds": {CAP: 1.0}, "on_front": 1.0, "best": best, "regret": 0.5}


def answered(folder: Folder, tmp_path: Path, candidates: list[dict[str, Any]], confirmed: float = 1.0, **record: Any) -> Answer:
    """The answer of a search that came to these candidates, the one recommended confirmed with a probability."""
    place = shutil.copytree(folder("search"), tmp_path / "search")
    kept: Mapping[str, Any] = json.loads((place / "record.json").read_text())
    numbers = candidates[-1]["quantities"]
    again = {"seeds": [1, 2], "today": numbers, "recommended": numbers, "holds": {CAP: confirmed}, "confirmed": confirmed > 0.95}
    whole = {**kept, "candidates": candidates, "recommended": candidates[-1]["candidate"], "confirmation": again, "undecided": []}
    (place / "record.json").write_text(json.dumps({**whole, **record}))
    found = answer(read([place]), Asked())
    assert found is not None
    return found


def test_what_a_search_is_sure_of_is_recommended_with_its_regret(folder: Folder, tmp_path: Path) -> None:
    found = answered(folder, tmp_path, [candidate("today", 0.02), candidate("7", 0.98)])
    assert (found.verdict.outcome, found.verdict.chosen) == (Outcome.RECOMMENDED, "7")
    assert found.verdict.of("7").regret == 0.5


def test_todays_scheme_is_kept_where_the_search_finds_nothing_better(folder: Folder, tmp_path: Path) -> None:
    found = answered(folder, tmp_path, [candidate("today", 0.98), candidate("7", 0.02)], recommended="today")
    assert found.verdict.outcome is Outcome.KEEP_TODAY


def test_candidates_that_cannot_be_told_apart_are_named(folder: Folder, tmp_path: Path) -> None:
    found = answered(folder, tmp_path, [candidate("today", 0.0), candidate("3", 0.4), candidate("7", 0.6)], undecided=["7", "3"])
    assert (found.verdict.outcome, found.verdict.between) == (Outcome.NOT_DECIDED, ("7", "3"))


def test_what_fresh_seeds_do_not_confirm_is_not_recommended(folder: Folder, tmp_path: Path) -> None:
    found = answered(folder, tmp_path, [candidate("today", 0.02), candidate("7", 0.98)], confirmed=0.6)
    assert found.verdict.outcome is Outcome.NOT_DECIDED
    assert found.verdict.of("7").standing is Standing.UNSURE


@pytest.mark.parametrize("effect", [1.0, -1.0, -10.0])
def test_a_gain_that_fresh_seeds_do_not_confirm_is_not_recommended(folder: Folder, tmp_path: Path, effect: float) -> None:
    found = answered(folder, tmp_path, [candidate("today", 0.02), candidate("7", 0.98, effect)])
    assert (found.verdict.outcome, found.verdict.between) == (Outcome.NOT_DECIDED, ("7", "today"))
    assert found.verdict.why is Why.UNCONFIRMED


def test_a_cap_that_is_not_defined_takes_a_candidate_out(folder: Folder, tmp_path: Path) -> None:
    broken = candidate("7", 0.0) | {"holds": {CAP: None}}
    found = answered(folder, tmp_path, [broken], confirmation=None, recommended=None)
    assert found.verdict.outcome is Outcome.NOTHING_ACCEPTABLE
    assert found.verdict.of("7").standing is Standing.UNDEFINED


def test_a_candidate_whose_cap_is_not_defined_has_no_probability_in_the_report(folder: Folder, tmp_path: Path) -> None:
    place = shutil.copytree(folder("search"), tmp_path / "search")
    kept: dict[str, Any] = json.loads((place / "record.json").read_text())
    kept["candidates"][0] |= {"holds": {CAP: None}, "on_front": 1.0}
    (place / "record.json").write_text(json.dumps(kept))
    found = next(each for each in build([place], Words()).sections if each.name == "search")
    [table] = [each for each in found.blocks if isinstance(each, Table) and each.caption == "What the candidates come to"]
    assert "n/a" in [row[-2] for row in table.rows]
