"""The figures of a sweep show what its tables say."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import sweep
from experiments.lab import Outcome, Task
from experiments.sweeps import Swept
from reports.figures import response, responses

PAY, CUT_OFF, LGD = "rewards.referrer.amount.pay", "credit.approve.cut_off", "credit.lgd"


@pytest.fixture(autouse=True)
def by_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let profit be the reward and a hundred times the loss given default, less a third of the cut-off, and the seed's luck."""
    def perform(task: Task) -> Outcome:
        what = task.scenario
        profit = what.rewards["referrer"].amount.terms.pay / 100 + 100.0 * what.credit.lgd - what.credit.approve.terms.cut_off / 3.0
        return Outcome(task.design, task.seed, {"profit": profit + task.seed % 50, "dpd30_share": 0.5}, "", 0.0)

    monkeypatch.setattr("experiments.lab.perform", perform)


def swept(vary: dict[str, object], **says: object) -> Swept:
    return sweep({"study": "sweep", "scenario": "cash_for_invites", "vary": vary, "measures": ["profit", "dpd30_share"], **says})


def test_over_one_lever_there_is_a_line_with_its_band_and_the_reference() -> None:
    found = swept({PAY: [0, 40, 80]}, reference={})
    [axes] = response(found, "profit").draw().axes
    means = [found.summary(design, "profit").mean for design in found.plan.designs]
    drawn = next(line for line in axes.lines if line.get_marker() == "o")
    assert np.allclose(drawn.get_xydata(), np.column_stack([[0, 40, 80], means]))
    low, high = found.summary(found.plan.designs[0], "profit")[1:3]
    [band] = axes.collections
    assert {float(low or 0), float(high or 0)} <= set(band.get_paths()[0].vertices[:, 1])
    assert axes.lines[-1].get_ydata()[0] == pytest.approx(means[0] + 50)
    assert (axes.get_xlabel(), axes.get_ylabel()) == (f"{PAY}, CNY", "Profit, CNY")


def test_over_two_levers_there_is_a_map_of_means_and_one_of_widths() -> None:
    found = swept({PAY: [0, 80], CUT_OFF: [560, 590, 620]})
    mean, half = response(found, "profit").draw().axes[:2]
    cells = mean.collections[0].get_array()
    assert cells.shape == (3, 2)
    assert cells[2, 1] == pytest.approx(found.summary(found.plan.designs[5], "profit").mean)
    assert np.ptp(half.collections[0].get_array()) == pytest.approx(0.0)


def test_sampled_points_stand_where_they_are() -> None:
    found = swept({PAY: {"from": 0, "to": 80}, CUT_OFF: {"from": 560, "to": 620}}, design="latin_hypercube", points=12)
    dots = next(line for line in response(found, "profit").draw().axes[0].lines if line.get_marker() == ".")
    assert np.allclose(dots.get_xydata(), [[float(value) for value in design.values] for design in found.plan.designs])


def test_main_effects_are_free_of_other_levers_and_of_luck() -> None:
    found = swept({PAY: [0, 80], CUT_OFF: [560, 620], "macro.preset": ["calm", "shock"]})
    pay, cut_off, macro = response(found, "profit").draw().axes
    effects = [next(line for line in axes.lines if line.get_marker() == "o").get_ydata() for axes in (pay, cut_off)]
    assert np.allclose(effects, [[-40.0, 40.0], [10.0, -10.0]])
    assert set(pay.collections[0].get_paths()[0].vertices[:, 1].round(9)) == {-40.0, 40.0}
    assert [tick.get_text() for tick in macro.get_xticklabels()] == ["calm", "shock"]


def test_one_replication_and_what_no_run_has_are_drawn_as_they_are() -> None:
    found = swept({PAY: [0, 80], LGD: [0.4, 0.6]}, replications=1, measures=["profit", "rings_entered"])
    assert [picture.name for picture in responses(found)] == ["response_profit"]
    assert [text.get_text() for text in response(found, "profit").draw().axes[1].texts] == ["one replication: no intervals"]


def test_shares_are_drawn_in_percent() -> None:
    [axes] = response(swept({PAY: [0, 80]}), "dpd30_share").draw().axes
    assert next(line for line in axes.lines if line.get_marker() == "o").get_ydata().tolist() == [50.0, 50.0]
    assert axes.get_ylabel() == "30+ dpd share, %"
