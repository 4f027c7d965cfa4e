"""A validation keeps what it finds, goes on where it was cut short, and tells failure from finding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.claims.claim import Claim, Table
from experiments.facts.fact import Kind, Verdict
from experiments.interval import Interval, interval
from experiments.lab.registry import Registry
from experiments.study.folder import CHECKS, CannotResume
from experiments.validation import Validated, validate, validated
from experiments.validation.asking import Asked, Found, perform
from reports.validation import summary, tables

QUICK = ["intend", "one-level-passes", "V1", "U2"]
HOLDS = Claim("V1", "rises", interval([1.0, 1.1, 0.9]), 0.0, float("inf"), "x")


class Worker:
    """Answers at once, and is interrupted at a moment."""

    def __init__(self, interrupted_at: int = 99) -> None:
        """Note what is asked."""
        self.asked: list[str] = []
        self.interrupted_at = interrupted_at

    def __call__(self, what: Asked) -> Found:
        """Perform the facts and claim that claims hold."""
        if len(self.asked) == self.interrupted_at:
            raise KeyboardInterrupt
        self.asked.append(what.name)
        if what.name.startswith("facts"):
            return perform(what)
        return Found(what.name, {}, (HOLDS,), (Table("calibration", ("| a |",)),))


def test_what_was_found_before_an_interruption_is_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Worker(interrupted_at=2), Worker()
    monkeypatch.setattr(validated, "perform", first)
    with pytest.raises(KeyboardInterrupt):
        validate(QUICK, folder=tmp_path / "v")
    assert not (tmp_path / "v" / "record.json").exists()
    monkeypatch.setattr(validated, "perform", second)
    found = validate(QUICK, folder=tmp_path / "v", resume=True)
    assert len(first.asked) == 2
    assert sorted(first.asked + second.asked) == sorted(each.name for each in found.found)
    record = json.loads((tmp_path / "v" / "record.json").read_text())
    assert [fact["id"] for fact in record["facts"]] == ["one-level-passes", "intend"]
    monkeypatch.setattr(validated, "perform", Worker())
    assert validate(QUICK).record == found.record


def test_a_folder_of_other_facts_or_claims_is_not_gone_on_with(tmp_path: Path) -> None:
    validate(["intend"], folder=tmp_path / "v")
    with Registry(tmp_path / "v" / "registry.sqlite") as registry:
        registry.note(CHECKS, "another")
    with pytest.raises(CannotResume, match="facts, claims or scenarios have been changed"):
        validate(["intend"], folder=tmp_path / "v", resume=True)
    with pytest.raises(FileExistsError):
        validate(["intend"], folder=tmp_path / "v")


def test_what_cannot_be_asked_is_told_and_the_rest_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(what: Asked) -> Found:
        if what.name.startswith("claims"):
            raise ZeroDivisionError("nothing to divide by")
        return perform(what)

    monkeypatch.setattr(validated, "perform", broken)
    found = validate(QUICK)
    assert set(found.failed.values()) == {"ZeroDivisionError: nothing to divide by"}
    assert len(found.failed) == 2
    assert [fact.id for fact in found.rulings] == ["one-level-passes", "intend"]
    assert "Could not be asked: claims.sensitivity.signs" in " ".join(summary(found))


def test_progress_goes_to_the_end_and_a_fact_that_is_not_met_is_no_failure() -> None:
    told: list[tuple[float, float]] = []
    found = validate(["intend", "levels-fail-false-names", "one-level-passes"], on_progress=lambda *far: told.append(far))
    assert told[-1][0] == pytest.approx(told[-1][1])
    assert {fact.id: ruled.verdict for fact, (_, ruled) in found.rulings.items()} == {
        "levels-fail-false-names": Verdict.MET, "one-level-passes": Verdict.MET, "intend": Verdict.NOT_MODELLED}
    assert found.sound


def test_the_summary_counts_every_fact_once() -> None:
    sizes = {"cac": Interval(150.0, 140.0, 160.0, 8), "intend": None, "recommendation-yield": Interval(0.09, 0.08, 0.1, 8),
             "referred-value": Interval(1.1, 1.05, 1.12, 8), "peers": Interval(0.5, -1.0, 2.0, 8)}
    failing = HOLDS._replace(id="D1", low=5.0)
    found = Validated((Found("facts.book", sizes, (), ()), Found("claims.x", {}, (HOLDS, failing), ())), {})
    assert not found.sound
    assert sum(found.counts().values()) == 5 == sum(found.counts(kind).total() for kind in Kind)
    of_all, predicted, fitted, claims = summary(found)
    assert "meets 1, has the sign but not the size of 1, does not meet 2 (1 of them not decided) and does not model 1." in of_all
    assert predicted.startswith("3 predicted, as no default was set to them")
    assert fitted.endswith("meets 1 and does not meet 1 (1 of them not decided).")
    assert claims == "Of 2 claims of what the model must show, 1 FAIL (D1)."
    shown = tables(found)
    assert len(shown["facts"]) == 2 + 5 == 2 + len(shown["reasons"])
    assert "FAIL" in next(line for line in shown["directions"] if line.startswith("| D1 "))
