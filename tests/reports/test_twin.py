"""Words and figure of a twin say no more than its intervals carry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.twin import Figure, Group, Twin, twin
from experiments.twin.persons import WITH
from reports import twin_figure
from reports.twin import headline, length, twin_text
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
    assert twin_figure.title(with_customers(found, -3, 4, 5, -1)) == "The scheme does not surely bring more customers"


def test_what_is_decided_is_said(found: Twin) -> None:
    surely = with_customers(found, 24, 26, 25, 25)
    told = "\n".join(headline(surely))
    assert "Of 125 customers, 25 (20.0 %) came only because of the scheme" in told
    assert "It adds 25.0 (23.7 to 26.3) customers" in told
    assert twin_figure.title(surely) == "20 % of customers came only because of the scheme"
    surely_fewer = with_customers(found, -24, -26, -25, -25)
    assert "It changes the number of customers by -25.0 (-26.3 to -23.7)." in "\n".join(headline(surely_fewer))


def test_who_would_have_come_after_the_end_is_a_warning(found: Twin) -> None:
    def with_overtaken(many: int) -> Twin:
        days = found.scheme.scenario.days
        counts = {days // 2: np.array([20, 0, 60, 0, 0, 9]), days: np.array([40, 0, 60, 0, 0, 9])}
        return replace(found, pairs=tuple(replace(pair, horizon=counts, overtaken=many) for pair in found.pairs))

    assert "Over half of the run 25.0 % of customers came only because of it" in length(with_overtaken(0))
    assert "later" not in length(with_overtaken(0))
    assert "; 10.0 % of the former have come without it by the end" in length(with_overtaken(2))


def test_the_parts_of_a_bar_make_it_up(found: Twin, tmp_path: Path) -> None:
    drawn = twin_figure.bars(found)
    assert drawn[0].title == "Customers"
    assert all(bar.shares.sum() == pytest.approx(1.0) for bar in drawn)
    png, svg = twin_figure.save(found, tmp_path)
    assert png.read_bytes().startswith(b"\x89PNG")
    assert "<svg" in svg.read_text()


def test_one_replication_has_no_intervals(found: Twin) -> None:
    told = twin_text(twin(found.scheme.scenario, 1, 1))
    assert " to " not in told
    assert "±" not in told


def test_a_notebook_shows_every_figure(found: Twin) -> None:
    shown = found._repr_html_()
    assert all(name in shown for name in found.to_pandas()["measure"])
