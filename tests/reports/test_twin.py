"""Words and figure of a twin say no more than its intervals carry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.twin import Figure, Group, Twin, twin
from experiments.twin.persons import WITH
from reports.figures import incremental, save_all
from reports.twin import twin_text
from reports.twin_headline import headline, length
from tests.model.settings import crowd


@pytest.fixture(scope="module")
def found() -> Twin:
    return twin(crowd(days=90, population__launch=0.1), 1, 4)


def with_customers(found: Twin, *added: int) -> Twin:
    """The same twin in which each replication has so many customers more with the scheme than without."""
    pairs = []
    for pair, more in zip(found.pairs, added, strict=True):
        sums = np.zeros_like(pair.sums)
        sums[:, Group.ANYWAY, Figure.CUSTOMERS] = 100
        sums[WITH, Group.ONLY_BECAUSE, Figure.CUSTOMERS] = max(more, 0)
        sums[1 - WITH, Group.KEPT_AWAY, Figure.CUSTOMERS] = max(-more, 0)
        pairs.append(replace(pair, sums=sums))
    return replace(found, pairs=tuple(pairs))


def test_what_is_not_decided_is_called_so(found: Twin) -> None:
    told = "\n".join(headline(with_customers(found, -3, 4, 5, -1)))
    assert "Whether it adds customers is not decided: +1 (-5 to +7)." in told
    assert incremental(with_customers(found, -3, 4, 5, -1)).title == "Not surely more or fewer customers than without it"


def test_what_is_decided_is_said(found: Twin) -> None:
    surely = with_customers(found, 24, 26, 25, 25)
    told = "\n".join(headline(surely))
    assert "Of 125 customers, 25 (20.0 %) came only because of the scheme" in told
    assert "It adds 25.0 (23.7 to 26.3) customers" in told
    assert incremental(surely).title == "20 % of customers came only because of the scheme"
    surely_fewer = with_customers(found, -24, -26, -25, -25)
    assert "It changes the number of customers by -25.0 (-26.3 to -23.7)." in "\n".join(headline(surely_fewer))
    assert "25 who come without it have been kept away." in "\n".join(headline(surely_fewer))
    assert incremental(surely_fewer).title == "25 fewer customers than without it"


def test_who_would_have_come_after_the_end_is_a_warning(found: Twin) -> None:
    def with_overtaken(many: int) -> Twin:
        days = found.scheme.scenario.days
        counts = {days // 2: np.array([20, 0, 60, 0, 0, 9]), days: np.array([40, 0, 60, 0, 0, 9])}
        return replace(found, pairs=tuple(replace(pair, horizon=counts, overtaken=many) for pair in found.pairs))

    assert "Over half of the run 25.0 % of customers came only because of it" in length(with_overtaken(0))
    assert "later" not in length(with_overtaken(0))
    assert "; 10.0 % of the former have come without it by the end" in length(with_overtaken(2))


def test_the_shares_of_a_row_make_it_up(found: Twin, tmp_path: Path) -> None:
    picture = incremental(found)
    rows = list(zip(*(each.y for each in picture.series), strict=True))
    assert picture.series[0].x[0] == "Customers"
    assert [sum(row) for row in rows] == pytest.approx([100.0] * len(picture.data.rows))
    assert all("(" in cell or cell == "0 %" for row in picture.data.rows for cell in row[1:])
    png, svg = save_all(picture, tmp_path)
    assert png.read_bytes().startswith(b"\x89PNG")
    assert "<svg" in svg.read_text()


@pytest.fixture(scope="module")
def turned(found: Twin) -> Twin:
    """No rewards held against some: all turns round, so that many come later, and some not at all."""
    return twin(found.without.scenario._replace(name="none"), 1, 4, against=found.scheme.scenario)


class TestAgainstAnotherScheme:
    def test_every_customer_is_told_of_once(self, turned: Twin) -> None:
        told = " ".join(headline(turned))
        counts = [f"{turned.change(Figure.CUSTOMERS, group).held.mean:,.0f} (" for group in (Group.ANYWAY, Group.LATER)]
        assert all(count in told for count in counts)
        assert f"came later than with {turned.against}" in told
        shares = [turned.measures[f"{name}_share"].mean for name in ("only_because", "earlier", "anyway", "later")]
        assert sum(shares) == pytest.approx(1.0)

    def test_nothing_is_said_to_be_because_of_the_scheme(self, turned: Twin) -> None:
        assert turned.against == "crowd"
        told = twin_text(turned)
        assert "because of the scheme" not in told.partition("Incremental")[0]
        assert "who come with crowd have not come with it" in " ".join(headline(turned))
        assert "Below, without the scheme means with crowd." in told

    def test_its_tables_and_its_figure_have_who_came_later(self, turned: Twin, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "200")
        [by_channel] = [line for line in twin_text(turned).splitlines() if line.startswith("By channel")]
        assert "Later" in by_channel
        assert "Only with other" in by_channel
        figure = incremental(turned)
        assert "Came later" in figure.data.columns
        assert "fewer customers than with Crowd" in figure.title
        assert "who come otherwise have been kept away" in figure.source


def test_to_be_referred_is_not_to_be_won(found: Twin) -> None:
    """A referred customer comes on another day than she would have, so that hardly one came "anyway, on the same day"."""
    told, shown = " ".join(headline(found)), twin_text(found)
    referred, either_way = (found.measures[name].mean for name in ("referred_customers", "referred_either_way_share"))
    assert 0.0 < either_way < 1.0
    assert f"Of {referred:,.0f} customers whom somebody referred, " in told
    assert "would have come without the scheme, too, sooner or later." in told
    assert "Referred either way share" in shown


def test_one_replication_has_no_intervals(found: Twin) -> None:
    told = twin_text(twin(found.scheme.scenario, 1, 1))
    assert " to " not in told
    assert "±" not in told


def test_a_notebook_shows_every_figure(found: Twin) -> None:
    shown = found._repr_html_()
    assert all(name in shown for name in found.to_pandas()["measure"])
