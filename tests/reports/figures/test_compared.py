"""Figures say what they show, in few words, with labels that can be read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes

from experiments import Comparison, Replications
from reports.curves import Curve
from reports.figures import compared, growth, losses, profit, save_all
from reports.figures.growth import title as of_growth
from reports.figures.labels import apart
from reports.figures.losses import title as of_losses
from reports.figures.profit import title as of_profit
from reports.figures.runs import ENGLISH, short_title


def curve(*ends: float) -> Curve:
    return Curve(np.array([[0.0, end] for end in ends]))


def test_each_figure_has_a_message_of_at_most_ten_words(comparison: Comparison) -> None:
    drawn = compared(comparison)
    assert [picture.name for picture in drawn] == ["growth", "losses", "profit"]
    assert all(0 < len(picture.title.replace(" %", "%").split()) <= 10 for picture in drawn)
    assert all(len(picture.series) == len(comparison.arms) == len(picture.data.columns) - 1 for picture in drawn)


def test_figures_are_written_as_png_and_svg(comparison: Comparison, tmp_path: Path) -> None:
    png, svg = save_all(growth(comparison), tmp_path)
    assert png.read_bytes().startswith(b"\x89PNG")
    assert "<svg" in svg.read_text()
    assert save_all(growth(comparison), tmp_path)[1].read_text() == svg.read_text()


def test_the_curves_end_where_the_measures_are(comparison: Comparison) -> None:
    grown, earned = growth(comparison), profit(comparison)
    arm = comparison.arms["growth_at_any_price"]
    assert grown.series[-1].y[-1] == pytest.approx(arm.summary["activated_accounts"].mean)
    factor = {"million": 1e6, "thousand": 1e3}.get(earned.y_label.split()[0], 1.0)
    assert earned.series[-1].y[-1] * factor == pytest.approx(arm.summary["profit"].mean)


def test_a_second_panel_shows_profit_without_the_scheme_that_is_far_off(comparison: Comparison) -> None:
    everything, rest = profit(comparison).draw().axes
    assert rest.get_title(loc="left").startswith("Without Growth at any price, ")
    assert named(everything) == {"Baseline", "Cash for invites", "Growth at any price"}
    assert named(rest) == {"Baseline", "Cash for invites"}
    assert len(growth(comparison).draw().axes) == 1


def named(axes: Axes) -> set[str]:
    """The names at the ends of lines, without their values."""
    return {text.get_text().rpartition(" ")[0] for text in axes.texts}


def test_a_run_of_one_replication_has_no_bands(comparison: Comparison) -> None:
    once = Replications(comparison.arms["baitiao_consumer"].runs[:1])
    assert [len(draw(once).draw().axes[0].collections) for draw in (growth, losses, profit)] == [0, 0, 0]
    assert "one replication, so no intervals" in growth(once).source


def test_messages_follow_the_data() -> None:
    base, more, same = curve(100, 102, 98), curve(249, 255, 246), curve(101, 101, 98)
    assert of_growth(ENGLISH, {"a": base, "Team plan": more}) == "Team plan brings 2.5 times the baseline's customers"
    assert of_growth(ENGLISH, {"a": base, "Team plan": same}) == "No sure difference in customers"
    assert of_growth(ENGLISH, {"a": more, "Team plan": base}) == "Team plan brings 60 % fewer customers"
    long = "A plan with many, many words in its name"
    assert of_growth(ENGLISH, {"a": more, long: base}) == "One scheme clearly brings fewer customers"
    assert of_growth(ENGLISH, {"a": curve(0, 0, 0), "b": more}) == "One scheme clearly brings more customers"
    assert of_profit(ENGLISH, {"a": base, "B": more}, "CNY") == "B adds CNY 150 of profit"
    assert of_profit(ENGLISH, {"a": more, "B": base}, "CNY") == "B costs CNY 150 of profit"
    assert of_profit(ENGLISH, {"a": base, "B": same}, "CNY") == "No scheme is surely more profitable, or less"


def test_a_scheme_that_ends_far_lower_is_named_sure_or_not() -> None:
    base, up, down = curve(100, 102, 98), curve(200, 202, 198), curve(90, 92, 88)
    sure, open_ = curve(-1900, -1902, -1898), curve(-7000, 2500, -1200)
    assert of_profit(ENGLISH, {"a": base, "B": down, "C": open_}, "CNY") == "C may cost CNY 2,000, not decided"
    assert of_profit(ENGLISH, {"a": base, "B": up, "C": sure}, "CNY") == "B adds CNY 100, C costs CNY 2,000"
    assert of_profit(ENGLISH, {"a": base, "B": up, "C": open_}, "CNY") == "B adds CNY 100, C may cost CNY 2,000"
    assert of_profit(ENGLISH, {"a": base, "B": up, "C": down}, "CNY") == "B adds CNY 100 of profit"


def test_of_one_scheme_alone_its_own_result_is_told() -> None:
    assert of_profit(ENGLISH, {"a": curve(100, 102, 98)}, "CNY") == "It earns CNY 100"
    assert of_profit(ENGLISH, {"a": curve(-100, -102, -98)}, "CNY") == "It loses CNY 100"
    assert of_profit(ENGLISH, {"a": curve(100, -102, 8)}, "CNY") == "Whether it earns or loses is not decided"


def test_losses_tell_both_shares_where_they_are_surely_and_clearly_apart() -> None:
    usual = curve(0.0121, 0.0122, 0.0120)
    assert of_losses(ENGLISH, {"a": usual, "B": curve(0.05, 0.051, 0.052)}) == "B: 5.1 % instead of 1.2 % go bad"
    close = {"a": usual, "Growth at any price": curve(0.0124, 0.0125, 0.0123)}
    assert of_losses(ENGLISH, close) == "Hardly any difference in accounts that go bad"
    assert of_losses(ENGLISH, {"a": usual, "B": curve(0.05, 0.09, 0.01)}) == "No sure difference in accounts that go bad"
    assert of_losses(ENGLISH, {"a": usual, "B": usual}) == "No sure difference in accounts that go bad"
    assert of_losses(ENGLISH, {"a": curve(0.05, 0.051, 0.052), "B": usual}) == "B: 1.2 % instead of 5.1 % go bad"
    assert of_losses(ENGLISH, {"a": curve(0, 0), "B": curve(0, 0)}) == "Within 1 month no account watched was 90 days late"
    assert of_losses(ENGLISH, {"a": Curve(np.full((2, 7), 0.05))}) == "5.00 % of accounts go bad within 6 months"


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6))
def test_labels_keep_their_distance_and_their_order(places: list[float]) -> None:
    moved = apart(places, 0.06)
    order = np.argsort(places, kind="stable")
    assert all(np.diff(np.array(moved)[order]) >= 0.06 - 1e-9)


def test_a_long_title_is_shortened_and_a_shipped_scheme_goes_by_its_name() -> None:
    assert short_title(ENGLISH, "h2", "A plan of mine") == "A plan of mine"
    assert short_title(ENGLISH, "h2", "Invite three friends before the harvest feast\n") == "Invite three friends …"
    assert short_title(ENGLISH, "h2", "春节邀请好友" * 5) == f"{3 * '春节邀请好友'}春节邀请好…"
    assert short_title(ENGLISH, "cash_for_invites", "Cash for every friend who comes to buy") == ""
