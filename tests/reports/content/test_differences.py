"""What has changed since an earlier report, and what has not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments import replicate
from reports import run_folder
from reports.content import build
from reports.content.answer import Case
from reports.content.differences import answered, change
from reports.content.evidence import NoReport
from reports.document.blocks import Paragraph, Section, Table
from reports.words import Words
from scenarios import resolve
from tests.reports.content.planted import case, values

Folder = Callable[[str], Path]
ENGLISH = Words()


def since(new: Path, old: Path) -> Section:
    found = build([new], ENGLISH, since=[old]).sections[1]
    assert found.name == "differences"
    return found


def tables(found: Section) -> dict[str, Table]:
    return {each.caption: each for each in found.blocks if isinstance(each, Table)}


def test_what_was_set_otherwise_is_named_with_both_values(folder: Folder) -> None:
    found = tables(since(folder("dearer"), folder("without twins")))["Inputs that have changed"]
    assert list(found.rows) == [[scheme, "economics.overhead", "0 CNY", "100 CNY"]
                                for scheme in ("Baitiao consumer", "Cash for invites")]


def test_results_are_told_sign_by_sign_in_pairs(folder: Folder) -> None:
    found = tables(since(folder("dearer"), folder("without twins")))["Results, sign by sign"]
    rows = {(row[0], row[1]): row for row in found.rows}
    assert rows["Baitiao consumer", "Profit"][5] == "worse"
    assert rows["Baitiao consumer", "Profit"][4] .startswith("CNY -300")
    assert ("Baitiao consumer", "Activated accounts") not in rows


def test_looked_at_the_other_way_round_what_was_worse_is_better(folder: Folder) -> None:
    found = tables(since(folder("without twins"), folder("dearer")))["Results, sign by sign"]
    assert {row[5] for row in found.rows if row[1] == "Profit"} == {"better"}


def test_nothing_has_changed_where_nothing_has(folder: Folder) -> None:
    found = since(folder("run"), folder("run"))
    assert found.title == "Nothing has changed"
    assert not tables(found)
    assert any("Neither the inputs nor the model" in each.text for each in found.blocks if isinstance(each, Paragraph))


def test_a_single_run_is_the_same_as_itself(tmp_path: Path) -> None:
    what = resolve("cash_for_invites", ("persons=600", "days=60"))
    run_folder.write(tmp_path / "one", what, replicate(what.scenario, replications=1))
    assert since(tmp_path / "one", tmp_path / "one").title == "Nothing has changed"


def test_an_answer_between_the_same_schemes_is_the_same_whichever_is_the_likeliest() -> None:
    def between(tiers: float, cash: float) -> Case:
        return case({"none": values(0.0, 0.0), "tiers": values(tiers), "cash": values(cash, -1.0)})

    assert answered(between(5_001.0, 5_000.0)) == answered(between(5_000.0, 5_001.0))
    assert answered(between(5_001.0, 5_000.0)) != answered(between(9_000.0, 5_000.0))


def test_another_model_is_named(folder: Folder, tmp_path: Path) -> None:
    older = shutil.copytree(folder("run"), tmp_path / "older")
    record = json.loads((older / "run.json").read_text())
    (older / "run.json").write_text(json.dumps(record | {"model_digest": "0123"}))
    found = since(folder("run"), older)
    assert found.title == "The answer stands"
    [row] = tables(found)["The model and its packages"].rows
    assert row[:2] == ["model", "0123"]


def test_another_study_is_told_by_what_it_says(folder: Folder, tmp_path: Path) -> None:
    older = shutil.copytree(folder("sweep"), tmp_path / "older")
    text = (older / "study.yaml").read_text()
    (older / "study.yaml").write_text(text.replace("replications: 2", "replications: 3"))
    [row] = tables(since(folder("sweep"), older))["Inputs that have changed"].rows
    assert row == ["sweep", "replications", "3", "2"]


def test_without_seeds_in_common_no_interval_is_claimed() -> None:
    found = change([1.0, 2.0], (1, 2), [3.0, 5.0], (3, 4))
    assert found.more[:3] == (2.5, None, None)


def test_another_currency_is_no_difference(folder: Folder, tmp_path: Path) -> None:
    older = shutil.copytree(folder("sweep"), tmp_path / "older")
    record = json.loads((older / "record.json").read_text())
    (older / "record.json").write_text(json.dumps(record | {"currency": "EUR"}))
    with pytest.raises(NoReport, match="the money of one is CNY, of the other EUR"):
        build([folder("sweep")], ENGLISH, since=[older])
