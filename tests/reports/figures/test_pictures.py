"""Figures of small runs: a short message, words for those who do not see it, numbers, and no text that cannot be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from experiments import Comparison, Replications
from experiments.assumptions.shipped import shipped
from experiments.study.folder import Kept
from reports import figures
from reports.document.blocks import Picture
from reports.figures.catalogue import COMPARED, PORTRAITS, SINGLE, STUDIES
from reports.figures.letters import LEAST, contrast
from reports.figures.portraits import NoPortraits
from reports.figures.saving import rendered
from reports.figures.style import COLOURS
from reports.folders import TwinFolder
from reports.messages import MOST_WORDS
from reports.run_folder import RunFolder

OF_A_RUN = [name for name in (*COMPARED, *SINGLE) if name != PORTRAITS]
TOUCHING = 1.5
"""Pixels by which the boxes of two texts may overlap: their letters do not fill them."""


def drawn(name: str, found: object) -> Picture:
    return getattr(figures, name)(found)


def words_of(title: str) -> int:
    return len(title.replace(" %", "%").split())


def shown(figure: Figure) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Each text that is seen, and where; matplotlib keeps labels of ticks that it does not draw."""
    axes = [axis for each in figure.axes for axis in (each.xaxis, each.yaxis)]
    ticks = {id(label) for axis in axes for tick in (*axis.majorTicks, *axis.minorTicks) for label in (tick.label1, tick.label2)}
    seen = {id(label) for axis in axes if axis.axes.axison for tick in axis._update_ticks() for label in (tick.label1, tick.label2)}
    for text in figure.findobj(Text):
        if text.get_text().strip() and text.get_visible() and (id(text) not in ticks or id(text) in seen):
            box = text.get_window_extent()
            yield text.get_text(), (box.x0, box.y0, box.x1, box.y1)


def assert_readable(picture: Picture) -> None:
    assert 0 < words_of(picture.title) <= MOST_WORDS, picture.title
    assert picture.alternative
    assert picture.subtitle
    assert not re.search(r"\bnan\b|\binf\b|None", f"{picture.title} {picture.subtitle} {picture.alternative} {picture.data.rows}")
    assert {len(row) for row in picture.data.rows} <= {len(picture.data.columns)} == {len(picture.data.numeric)}
    figure = picture.draw()
    wide, high = figure.canvas.get_width_height()
    letters = {to_hex(text.get_color()) for text in figure.findobj(Text) if text.get_text().strip()} - {"#ffffff"}
    assert all(contrast(colour) >= LEAST for colour in letters), letters
    texts = list(shown(figure))
    outside = [text for text, (left, low, right, top) in texts if left < -1 or low < -1 or right > wide + 1 or top > high + 1]
    assert not outside
    over = [(one, other) for (one, a), (other, b) in combinations(dict.fromkeys(texts), 2)
            if min(a[2], b[2]) - max(a[0], b[0]) > TOUCHING and min(a[3], b[3]) - max(a[1], b[1]) > TOUCHING]
    assert not over


@pytest.mark.parametrize("name", OF_A_RUN)
def test_figures_of_a_scheme(name: str, run: RunFolder) -> None:
    assert_readable(drawn(name, run))


@pytest.mark.parametrize("name", OF_A_RUN)
def test_figures_of_one_short_replication_without_a_scheme(name: str, plain: RunFolder) -> None:
    picture = drawn(name, plain)
    assert_readable(picture)
    assert "replication" in picture.source


@pytest.mark.parametrize("name", COMPARED)
def test_figures_of_a_comparison(name: str, comparison: Comparison) -> None:
    assert_readable(drawn(name, comparison))


@pytest.mark.parametrize("name", COMPARED)
def test_figures_of_six_schemes_with_long_titles(name: str, comparison: Comparison) -> None:
    arms = list(comparison.arms.values()) * 2
    assert_readable(drawn(name, Comparison({f"a_scheme_with_a_name_that_never_ends_{number}": renamed(arm, number)
                                            for number, arm in enumerate(arms)})))


def renamed(arm: Replications, number: int) -> Replications:
    title = f"Scheme number {number} of many, with a title that is much too long to be a name beside a line"
    return Replications(tuple(replace(run, scenario=run.scenario._replace(title=title)) for run in arm.runs))


@pytest.mark.parametrize("name", STUDIES["search"])
def test_figures_of_a_search(name: str, searched: Kept) -> None:
    assert_readable(drawn(name, searched))


@pytest.mark.parametrize("name", ["regret", "tornado", "break_even"])
def test_figures_of_a_stress_study(name: str, stressed: Kept) -> None:
    assert_readable(drawn(name, stressed))


@pytest.mark.parametrize("settings", [shipped()["settings"], shipped()["settings"][:1], []])
def test_the_figure_of_the_assumption_register(settings: list[dict[str, object]]) -> None:
    assert_readable(figures.assumptions(Kept({**shipped(), "settings": settings}, {})))


def test_the_region_of_a_stress_study(stressed: Kept) -> None:
    [picture] = figures.regions(stressed)
    assert picture.name == "region_cash_for_invites"
    assert picture.data.rows[0][0].startswith("c to m1")
    assert_readable(picture)
    [axes] = picture.draw().axes
    assert axes.get_ylabel().endswith(" CNY")
    hollow = sum(len(line.get_xdata()) for line in axes.lines if line.get_markerfacecolor() == "none")
    sure = stressed.record["regions"]["cash_for_invites"]
    assert hollow == 40 - sure["surely_worse"] - sure["surely_better"]


def test_a_range_is_blue_only_where_a_scheme_surely_pays(stressed: Kept) -> None:
    [even] = stressed.record["break_even"]
    open_ = even | {"verdict": "not decided", "low": None,
                    "parts": [each | {"sure": each["sure"] and not each["pays"]} for each in even["parts"]]}
    for each, verdict, blue in ((even, "breaks even", True), (open_, "not decided", False)):
        picture = figures.break_even(replace(stressed, record={**stressed.record, "break_even": [each]}))
        assert picture.data.rows[0][4] in (verdict, "better below")
        [axes] = picture.draw().axes
        assert (to_hex(COLOURS[0]) in {to_hex(bar.get_facecolor()) for bar in axes.patches}) is blue


def test_figures_of_a_twin_and_of_portraits(twinned: TwinFolder, by_portrait: RunFolder, run: RunFolder) -> None:
    assert_readable(figures.incremental(twinned))
    assert_readable(figures.portraits(by_portrait))
    with pytest.raises(NoPortraits, match="has no portraits"):
        figures.portraits(run)


@pytest.mark.parametrize("name", ["growth", "roll_rates"])
def test_a_file_is_the_same_to_the_last_byte(name: str, run: RunFolder) -> None:
    assert rendered(drawn(name, run), "svg") == rendered(drawn(name, run), "svg")


def test_a_picture_shows_itself_in_a_notebook(run: RunFolder) -> None:
    assert "<svg" in figures.channels(run)._repr_svg_()


def test_a_dollar_in_a_title_starts_no_formula(comparison: Comparison) -> None:
    priced = Comparison({f"${name}$_": arm for name, arm in comparison.arms.items()})
    assert len(rendered(figures.growth(priced), "png")) > 10_000


def test_the_numbers_of_figures_are_those_of_the_run(run: RunFolder) -> None:
    summary = run.found.summary
    assert figures.waterfall(run).series[0].y[-1] == pytest.approx(summary["profit"].mean)
    assert sum(figures.channels(run).series[1].y) == pytest.approx(summary["referred_accounts"].mean)
    assert figures.past_due(run).series[0].y[-1] == pytest.approx(100.0 * summary["dpd30_share"].mean, rel=0.5)
    assert sum(figures.rewards_by_cause(run).series[0].y) == pytest.approx(run.found.runs[0].measures["reward_cost"].value)


def test_what_a_search_has_found_is_drawn_as_it_is_written(searched: Kept) -> None:
    front = figures.front(searched)
    chosen = searched.record["recommended"]
    assert front.data.rows[front.data.emphasised][0] == ("the scheme of today" if chosen == "today" else f"candidate {chosen}")
    assert json.dumps(searched.record["today"])[1:30].split('"')[1] == figures.terms(searched).data.rows[0][0]


