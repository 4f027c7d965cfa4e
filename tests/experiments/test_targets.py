"""Targets are read with care: what is observed, in its unit, and what is wrong is told at its place."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from experiments.calibration import plan, targets
from experiments.calibration.stated import Figures, Target
from scenarios import ScenarioError
from scenarios.tree import Mark, Source

FIGURES = Figures({"dpd30_share": "share", "cac": "money", "moves": "share"},
                  lambda quantity: ("revolver > late", "late > revolver") if quantity == "moves" else (), "CNY")
Read = Callable[..., tuple[Target, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read targets that are written to files, ``one.yaml``, ``two.yaml``."""
    def of(*texts: str, names: Sequence[str] = ("one.yaml", "two.yaml")) -> tuple[Target, ...]:
        for name, text in zip(names, texts, strict=False):
            (tmp_path / name).write_text(text, encoding="utf-8")
        return targets.targets([(name, Mark(Source("study"))) for name in names[: len(texts)]], tmp_path, FIGURES)

    return of


def test_figures_and_cells_are_read_in_their_units(read: Read) -> None:
    late, cost, first, second = read("""
source: a lender
targets:
  late: {quantity: dpd30_share, observed: 1.5 %, error: 0.2 %, held_out: 1.6 %, held_out_error: 0.3 %, halves: 0.1 %}
  cac: {at_most: 240 CNY, error: 20 CNY, source: press, fitted: false}
""", """
targets:
  moves:
    quantity: moves
    cells: {revolver > late: [0.12, 0.01, 0.118, 0.02, 0.015], late > revolver: {at_least: 20 %, error: 1 %}}
""")
    assert (late.value, late.error, late.side, late.source) == pytest.approx((0.015, 0.002, 0, "a lender"))
    assert (late.held_out, late.held_out_error, late.halves) == pytest.approx((0.016, 0.003, 0.001))
    assert (cost.value, cost.side, cost.unit, cost.source, cost.fitted) == (240.0, -1, "money", "press", False)
    assert (first.figure, first.value, first.error) == ("moves: revolver > late", 0.12, 0.01)
    assert (first.held_out, first.held_out_error, first.halves) == (0.118, 0.02, 0.015)
    assert (second.title, second.value, second.side) == ("moves: late > revolver", 0.2, 1)
    assert math.isnan(second.held_out)


def test_what_lies_within_two_bounds_is_as_good_as_anything_else_there(read: Read) -> None:
    above, below = sorted(read("targets: {dpd30_share: {at_least: 1 %, at_most: 2 %, error: 0.1 %}}"), key=lambda each: each.value)
    assert [each.beyond(value) for each in (above, below) for value in (0.015, 0.005, 0.03)] == pytest.approx(
        [0.0, -0.005, 0.0, 0.0, 0.0, 0.01])


def test_a_weight_is_so_many_observations(read: Read) -> None:
    known, assumed = read("targets: {dpd30_share: {observed: 2 %, error: 0.2 %, weight: 4}, cac: {observed: 100, weight: 4}}")
    assert (known.error, known.assumed) == (pytest.approx(0.001), False)
    assert (assumed.error, assumed.assumed) == (pytest.approx(5.0), True)


@pytest.mark.parametrize(("text", "told"), [
    ("targets: {late: {quantity: dpd30_shar, observed: 1 %, error: 1 %}}",
     r"one.yaml:1:28: late: there is no quantity 'dpd30_shar' - did you mean 'dpd30_share'"),
    ("targets: {dpd30_share: {observed: 1.5, error: 0.2 %}}", r"1.5 is 150 % - write 1.5 % if that is meant"),
    ("targets: {dpd30_share: {observed: 1.5 CNY, error: 0.2 %}}", r"one.yaml:1:35: dpd30_share.observed: 'CNY' is not a unit"),
    ("targets: {cac: {observed: 100 EUR, error: 5}}", "'EUR' is not a unit"),
    ("targets: {dpd30_share: {observed: 1.5 %}}", "its error is missing - error: 0.2 %; or, where it is not known, weight: 1"),
    ("targets: {dpd30_share: {observed: 0, weight: 1}}", "its error is missing"),
    ("targets: {dpd30_share: {observed: 1.5 %, error: 0}}", "a standard error is above 0"),
    ("targets: {dpd30_share: {error: 1 %}}", "what was observed is missing"),
    ("targets: {dpd30_share: {observed: 1 %, at_most: 3 %, error: 1 %}}", "observed and bounds do not go together"),
    ("targets: {dpd30_share: {at_least: 4 %, at_most: 3 %, error: 1 %}}", "at_least must be below at_most"),
    ("targets: {dpd30_share: {observd: 1 %, error: 1 %}}", "unknown setting 'observd' - did you mean 'observed'"),
    ("targets: {dpd30_share: {observed: 1 %, error: 1 %, fitted: maybe}}", "'maybe' is not a switch"),
    ("targets: {dpd30_share: {observed: 1 %, error: 1 %, weight: 0}}", "a weight is above 0"),
    ("targets: {dpd30_share: 1 %}", "settings must stand here"),
    ("targets: {moves: {observed: 1 %, error: 1 %}}", "unknown setting 'observed'"),
    ("targets: {moves: {quantity: moves}}", "cells are missing"),
    ("targets: {moves: {cells: {revolver > lte: [0.1, 0.01]}}}", "no cell 'revolver > lte' - did you mean 'revolver > late'"),
    ("targets: {moves: {cells: {revolver > late: [0.1]}}}", "two, four or five numbers must stand here"),
    ("targets: {moves: {cells: {revolver > late: 0.1}}}", "two, four or five numbers must stand here"),
    ("targets: {moves: {cells: {revolver > late: [0.1, x]}}}", "'x' is not a number"),
    ("targets: {}", "targets are missing"),
    ("title: Nothing", "targets are missing"),
    ("target: {dpd30_share: {observed: 1 %, error: 1 %}}", "unknown setting 'target' - did you mean 'targets'"),
    ("targets: {a: {quantity: cac, observed: 1, error: 1}, b: {quantity: cac, observed: 2, error: 1}}", "cac is a target already"),
])
def test_what_is_no_target_is_refused_at_its_place(read: Read, text: str, told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        read(text)


def test_all_that_is_wrong_is_told_at_once(read: Read) -> None:
    with pytest.raises(ScenarioError) as caught:
        read("targets: {dpd30_share: {observed: x}, cac: {observed: 1}}", "targets: {nothing: {observed: 1 %, error: 1 %}}")
    assert len(caught.value.faults) == 3


def test_a_file_that_is_named_twice_is_refused(read: Read) -> None:
    once = "targets: {cac: {observed: 1, error: 1}}"
    with pytest.raises(ScenarioError, match=r"cac is a target already - first in .*one\.yaml:1"):
        read(once, once, names=("one.yaml", "one.yaml"))


def test_a_file_that_is_not_there_is_told_of_with_the_shipped_ones() -> None:
    with pytest.raises(ScenarioError, match="did you mean 'referral_funnel'"):
        targets.targets([("referral_funel", Mark(Source("study")))], Path(), FIGURES)


@pytest.mark.parametrize("study", ["calibrate_baitiao", "calibrate_card_clients"])
def test_the_shipped_studies_read_their_targets(study: str) -> None:
    found = plan(study)
    assert {each.figure for each in found.targets} >= {"calibrate_baitiao": {"dpd30_share", "funnel: refer"},
                                                       "calibrate_card_clients": {"moves: late > revolver"}}[study]
    assert all(each.source and each.error > 0.0 for each in found.targets)
