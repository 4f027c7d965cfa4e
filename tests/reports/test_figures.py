"""Figures say what they show, in few words, with labels that can be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments import Comparison
from reports import messages
from reports.curves import Curve
from reports.figures import apart, charts, drawn, panels, save


def curve(*ends: float) -> Curve:
    return Curve(np.array([[0.0, end] for end in ends]))


def test_each_figure_has_a_message_of_at_most_ten_words(comparison: Comparison) -> None:
    drawn = charts(comparison)
    assert [chart.name for chart in drawn] == ["growth", "losses", "profit"]
    assert all(0 < len(chart.title.replace(" %", "%").split()) <= 10 for chart in drawn)
    assert all(list(chart.curves) == list(comparison.arms) for chart in drawn)


def test_figures_are_written_as_png_and_svg(comparison: Comparison, tmp_path: Path) -> None:
    png, svg = save(charts(comparison)[0], tmp_path)
    assert png.read_bytes().startswith(b"\x89PNG")
    assert "<svg" in svg.read_text()


def test_the_curves_end_where_the_measures_are(comparison: Comparison) -> None:
    growth, _, profit = charts(comparison)
    arm = comparison.arms["growth_at_any_price"]
    assert growth.curves["growth_at_any_price"].mean[-1] == pytest.approx(arm.summary["activated_accounts"].mean)
    factor = {"million": 1e6, "thousand": 1e3}.get(profit.y_label.split()[0], 1.0)
    assert profit.curves["growth_at_any_price"].mean[-1] * factor == pytest.approx(arm.summary["profit"].mean)


def test_a_second_panel_shows_profit_without_the_scheme_that_is_far_off(comparison: Comparison) -> None:
    growth, _, profit = charts(comparison)
    everything, rest = panels(profit)
    assert list(everything.curves) == list(comparison.arms)
    assert list(rest.curves) == ["baitiao_consumer", "cash_for_invites"]
    assert rest.title.startswith("Without growth at any price, ")
    assert (len(drawn(profit).axes), len(drawn(growth).axes)) == (2, 1)


def test_losses_have_bands_only_where_the_title_looks(comparison: Comparison) -> None:
    chart = charts(comparison)[1]._replace(banded=("baitiao_consumer", "tiers"))
    [axes] = drawn(chart).axes
    assert (len(axes.collections), len(drawn(chart._replace(banded=())).axes[0].collections)) == (1, 3)


def test_messages_follow_the_data() -> None:
    base, more, same = curve(100, 102, 98), curve(249, 255, 246), curve(101, 101, 98)
    assert messages.growth({"a": base, "team_plan": more}) == "Team plan brings 2.5 times the baseline's customers"
    assert messages.growth({"a": base, "team_plan": same}) == "No scheme surely brings more customers"
    assert messages.losses({"a": base, "b": curve(120, 123, 117)}) == "B: 120.0 % instead of 100.0 % go bad"
    assert messages.losses({"a": curve(1.21, 1.22, 1.2), "growth_at_any_price": curve(1.24, 1.25, 1.23)}) == (
        "Growth at any price: 1.24 % instead of 1.21 % go bad")
    assert messages.profit({"a": base, "b": more}, "CNY") == "B adds CNY 150 of profit"
    assert messages.profit({"a": more, "b": base}, "CNY") == "B costs CNY 150 of profit"
    assert messages.growth({"a": curve(0, 0, 0), "b": more}) == "One scheme clearly brings most customers"


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6))
def test_labels_keep_their_distance_and_their_order(places: list[float]) -> None:
    moved = apart(places, 0.06)
    order = np.argsort(places, kind="stable")
    assert all(np.diff(np.array(moved)[order]) >= 0.06 - 1e-9)
