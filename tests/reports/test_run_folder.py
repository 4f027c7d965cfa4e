"""A run folder is whole or it is not there, and it gives back what was put into it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from pyarrow import parquet as pq

from experiments import Comparison, Replications, replicate
from reports import run_folder
from reports.run_folder import NoRunFolder, read, write, write_comparison
from scenarios import Resolved, load, resolve
from sim import simulate


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, what: Resolved, found: Replications) -> Path:
    path = tmp_path_factory.mktemp("runs") / "mine"
    write(path, what, found)
    return path


def test_it_gives_back_the_run(folder: Path, found: Replications) -> None:
    again = read(folder).found
    assert again.seeds == found.seeds
    assert again.scenario == found.scenario
    for before, after in zip(found.runs, again.runs, strict=True):
        assert after.result_hash == before.result_hash
        assert list(after.tables) == list(before.tables)
        np.testing.assert_equal(after.measures["ltv"], before.measures["ltv"])
        for name, table in after.tables.items():
            for column in table.columns:
                np.testing.assert_array_equal(table[column], before.tables[name][column])
                assert table.columns[column][1:] == before.tables[name].columns[column][1:]


def test_a_table_in_which_nothing_happened_comes_back_empty(tmp_path: Path) -> None:
    what = resolve("baitiao_consumer", ("persons=100", "days=10"))
    write(tmp_path / "quiet", what, replicate(what.scenario))
    payouts = read(tmp_path / "quiet").found.runs[0].tables["payouts"]
    assert len(payouts) == 0
    assert payouts.columns["amount"].unit == "money"
    assert read(tmp_path / "quiet").evidence == what.evidence != {}


def test_its_scenario_under_its_seed_gives_the_same_hash(folder: Path) -> None:
    record = json.loads((folder / "run.json").read_text())
    assert simulate(load(folder / "scenario.yaml"), record["seed"]).result_hash == record["result_hash"]


def test_it_says_where_it_comes_from(folder: Path) -> None:
    record = read(folder).record
    assert {"python", "fission", "numpy", "numba", "mesa"} <= set(record["versions"])
    assert record["command"]
    assert len(record["model_digest"]) == 16
    assert len(record["seeds"]) == len(record["result_hashes"]) == 3


def test_its_tables_carry_units_and_a_data_dictionary(folder: Path) -> None:
    for file in folder.glob("*.parquet"):
        schema = pq.read_schema(file)
        assert schema.metadata[b"about"], file
        assert schema.metadata[b"currency"] == b"CNY"
        assert all(field.metadata[b"unit"] and field.metadata[b"about"] for field in schema), file


def test_nothing_is_left_where_writing_fails(tmp_path: Path, what: Resolved, found: Replications,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(run_folder.parquet, "write", full)
    with pytest.raises(OSError, match="no space"):
        write(tmp_path / "mine", what, found)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_already_is_left_alone(tmp_path: Path, what: Resolved, found: Replications) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("dear")
    with pytest.raises(FileExistsError, match="already"):
        write(tmp_path / "mine", what, found)
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "thesis.txt"]


def test_an_empty_folder_may_be_filled_and_parents_are_made(tmp_path: Path, what: Resolved,
                                                            found: Replications) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty", what, found)
    write(tmp_path / "a" / "b", what, found)
    assert read(tmp_path / "a" / "b").record["result_hash"] == read(tmp_path / "empty").record["result_hash"]


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRunFolder, match=r"has no run\.json"):
        read(tmp_path)


def test_a_comparison_has_a_run_folder_for_each_scenario(tmp_path: Path, comparison: Comparison) -> None:
    whats = [resolve(name, ("persons=800", "days=120")) for name in comparison.arms]
    write_comparison(tmp_path / "study", whats, comparison)
    record = json.loads((tmp_path / "study" / "comparison.json").read_text())
    assert list(record["folders"]) == list(comparison.arms)
    for name, place in record["folders"].items():
        assert read(tmp_path / "study" / place).found.seeds == comparison.arms[name].seeds
    with pytest.raises(NoRunFolder, match=r"study holds a comparison: .*baitiao_consumer$"):
        read(tmp_path / "study")
