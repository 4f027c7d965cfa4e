"""What folders hold, read back as one thing; and folders of which no report can be made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from experiments.interval import interval
from reports.content.agreeing import refuse_disagreeing
from reports.content.evidence import Kind, NoReport, read
from reports.content.paired import paired
from scenarios.guardrails import blocks

Folder = Callable[[str], Path]
TODAY, CASH = "baitiao_consumer", "cash_for_invites"


def test_a_comparison_has_the_runs_of_each_scheme_and_their_twins(folder: Folder) -> None:
    found = read([folder("comparison")])
    assert found.schemes == (TODAY, CASH, "pay_for_repayment")
    assert found.comparison is not None
    assert found.comparison.baseline == TODAY
    assert set(found.twins) == {CASH, "pay_for_repayment"}
    assert not any(blocks(each) for each in found.findings.values())


def test_what_schemes_came_to_is_what_the_comparison_says_in_pairs(folder: Folder) -> None:
    record = json.loads((folder("comparison") / "comparison.json").read_text())
    pairs = paired(read([folder("comparison")]))
    assert pairs is not None
    assert pairs.today == TODAY
    difference = interval(pairs.by_scheme[CASH]["profit"] - pairs.by_scheme[TODAY]["profit"])
    assert difference.mean == pytest.approx(record["differences"][CASH]["profit"]["mean"])


def test_a_twin_tells_what_would_be_without_the_scheme(folder: Folder) -> None:
    found = read([folder("twin")])
    pairs = paired(found)
    assert pairs is not None
    assert len(pairs.by_scheme) == 2
    more = pairs.by_scheme[CASH]["profit"] - pairs.by_scheme[pairs.today]["profit"]
    told = found.twins[CASH].record["measures"]["incremental_profit"]
    assert interval(more)[:3] == pytest.approx((told["value"], told["low"], told["high"]))
    assert np.allclose(pairs.by_scheme[pairs.today]["reward_cost"], 0.0)


def test_a_comparison_in_rounds_keeps_its_pairs_and_findings(folder: Folder) -> None:
    found = read([folder("compare")])
    pairs = paired(found)
    assert pairs is not None
    assert list(pairs.by_scheme) == [TODAY, CASH]
    told = next(each for each in found.main.record["differences"] if each["measure"] == "profit")
    assert (pairs.by_scheme[CASH]["profit"] - pairs.by_scheme[TODAY]["profit"]).mean() == pytest.approx(told["mean"])
    assert set(found.findings) == {TODAY, CASH}


def test_a_stress_study_tells_of_schemes_as_written(folder: Folder) -> None:
    found = read([folder("stress")])
    pairs = paired(found)
    assert pairs is not None
    assert len(pairs.seeds) == 2
    regret = found.studies[Kind.STRESS].tables["regret"].to_pandas()
    as_written = regret[(regret["scheme"] == CASH) & (regret["future"] == 0)]
    assert pairs.by_scheme[CASH]["profit"].mean() == pytest.approx(float(as_written["mean"].iloc[0]))


def test_folders_of_one_question_make_one_report_and_runs_come_first(folder: Folder) -> None:
    found = read([folder("stress"), folder("search"), folder("comparison"), folder("sensitivity")])
    assert found.main.kind is Kind.COMPARISON
    assert set(found.studies) == {Kind.STRESS, Kind.SEARCH, Kind.SENSITIVITY}


def test_a_blocked_scheme_is_still_blocked_when_it_is_read_back(folder: Folder) -> None:
    assert blocks(read([folder("blocked")]).findings["growth_at_any_price"])


def test_a_folder_without_a_run_is_refused_and_the_nearest_named(folder: Folder, tmp_path: Path) -> None:
    with pytest.raises(NoReport, match="there is no such folder"):
        read([tmp_path / "nothing"])
    with pytest.raises(NoReport, match=r"no run, comparison or study here: make one with fission compare"):
        read([tmp_path])
    with pytest.raises(NoReport, match=r"there is one in "):
        read([folder("comparison").parent])
    with pytest.raises(NoReport, match="name the folder"):
        read([folder("run") / "run.json"])


def test_a_study_that_was_cut_short_is_refused(folder: Folder, tmp_path: Path) -> None:
    cut = shutil.copytree(folder("sweep"), tmp_path / "cut")
    (cut / "record.json").unlink()
    with pytest.raises(NoReport, match=r"has not run to its end: go on with .* --resume"):
        read([cut])


def test_a_damaged_record_is_named(folder: Folder, tmp_path: Path) -> None:
    cut = shutil.copytree(folder("sweep"), tmp_path / "damaged")
    (cut / "record.json").write_text("{")
    with pytest.raises(NoReport, match=r"record\.json: this file is damaged"):
        read([cut])


def test_folders_that_are_about_something_else_make_no_report_together(folder: Folder, tmp_path: Path) -> None:
    def changed(name: str, **record: object) -> Path:
        other = shutil.copytree(folder("stress"), tmp_path / name)
        told = json.loads((other / "record.json").read_text())
        (other / "record.json").write_text(json.dumps(told | record))
        return other

    with pytest.raises(NoReport, match="the money of one is CNY, of the other EUR"):
        read([folder("comparison"), changed("euros", currency="EUR")])
    with pytest.raises(NoReport, match="the scheme of today is baitiao_consumer in one, and tiers in the other"):
        read([folder("comparison"), changed("other", schemes=["tiers", CASH])])
    with pytest.raises(NoReport, match="one is of 400 persons, the other of 1,500: run both with the same --persons"):
        read([folder("comparison"), changed("larger", persons=1_500)])
    with pytest.raises(NoReport, match="one is of 90 days, the other of 180"):
        read([folder("comparison"), changed("longer", days=180)])
    with pytest.raises(NoReport, match="they were run by different versions of the model"):
        read([folder("comparison"), changed("older", model_digest="0")])
    with pytest.raises(NoReport, match=r"of each kind \(stress\) there can be one"):
        read([folder("stress"), changed("again")])
    with pytest.raises(NoReport, match="one is about baitiao_consumer, growth_at_any_price, the other about cash_for_invites"):
        read([folder("blocked"), folder("sweep")])


def test_a_scheme_whose_settings_differ_between_folders_makes_no_report(folder: Folder) -> None:
    refuse_disagreeing(read([folder("without twins"), folder("stress")]))
    with pytest.raises(NoReport, match="baitiao_consumer has not come to the same in all of them under the same seed"):
        refuse_disagreeing(read([folder("dearer"), folder("stress")]))
