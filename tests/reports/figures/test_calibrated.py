"""Figures of a calibration say what is met, what is known, and what goes together; in English and in Chinese."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.calibration import calibrate
from experiments.study.folder import Kept
from reports import figures
from reports.figures.calibrations import interval_of
from reports.folders import kept
from reports.words import Words
from tests.experiments.calibrations import GIVING, SEEN, STUDY, law, told
from tests.experiments.stub import Stub
from tests.reports.figures.test_pictures import assert_readable

MORE = """  dpd30_share: {observed: 10 %, error: 0.2 %, held_out: 9 %, held_out_error: 0.3 %}
  gmv: {at_least: 10, error: 1, fitted: false}"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A calibration of three parameters, of which one does nothing, with a target that cannot be met and one never defined."""
    vary = {**STUDY["vary"], SEEN: {"mean": 0.05, "sd": 0.01, "from": 0.0, "to": 0.2}}
    return kept(calibrate(told(tmp_path_factory.mktemp("figures"), more=MORE) | {"vary": vary}, workers=Stub(law)))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["fit", "learned", "together", "held_out"])
def test_figures_are_readable(name: str, language: str, found: Kept) -> None:
    picture = getattr(figures, name)(found, words=Words(language))
    assert_readable(picture)
    assert picture.name == name


def test_the_title_of_the_fit_says_what_is_out_of_reach(found: Kept) -> None:
    assert figures.fit(found).title == "2 of 3 targets are met; out of reach: dpd30_share"
    assert figures.fit(changed(found, "fit", verdict="met")).title == "All 3 targets are met"
    assert figures.fit(changed(found, "fit", verdict="missed")).title == "0 of 3 targets are met"


def test_the_title_of_what_was_learned_names_what_is_not_known(found: Kept) -> None:
    assert figures.learned(found).title == f"The data say nothing of {SEEN}"
    parameters = {path: {**each, "verdict": "known"} for path, each in found.record["parameters"].items()}
    assert figures.learned(with_record(found, parameters=parameters)).title == "The data say something of all 3 parameters"


def test_pairs_are_named_only_where_the_data_do_not_tell_them_apart(found: Kept) -> None:
    assert figures.together(found).title == "The data tell all parameters apart"
    pair = {"names": [GIVING, SEEN], "powers": [1.0, 1.0], "correlation": -0.9, "text": ""}
    assert figures.together(with_record(found, combinations=[pair])).title == f"The data do not tell apart: {GIVING}, {SEEN}"


def test_errors_in_data_left_out_are_told_beside_those_of_the_data(found: Kept) -> None:
    assert figures.held_out(found).title == "Data left out: above twice the data's error in dpd30_share"


@pytest.mark.parametrize(("model", "told"), [(0.01, "within twice"), (0.019, "within twice"), (0.021, "above twice")])
def test_a_model_is_not_called_as_good_as_the_data_where_it_errs_nearly_twice_as_much(found: Kept, model: float, told: str) -> None:
    left_out = {"dpd30_share": {"cells": 1, "model": model, "data": 0.01, "sampling": None, "halves": None}}
    assert told in figures.held_out(with_record(found, held_out=left_out)).title


def test_what_is_never_defined_has_no_place(found: Kept) -> None:
    [row] = [row for row in figures.fit(found).data.rows if row[0] == "gmv"]
    assert row[2:] == ["n/a", "n/a", "not defined (not fitted)"]
    assert interval_of({"mean": None, "low": None, "high": None}).low is None


def with_record(found: Kept, **more: Any) -> Kept:
    return Kept({**found.record, **more}, found.tables)


def changed(found: Kept, where: str, **more: Any) -> Kept:
    return with_record(found, **{where: [{**each, **more} for each in found.record[where]]})
