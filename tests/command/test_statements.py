"""``fission run --statements``: what a lender would have on file, written whole or not at all."""

import csv
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from pyarrow import parquet

from experiments.panel import watched
from reports.command import main
from scenarios import load

ASKED = ("run", "cash_for_invites", "--persons", "2000", "--days", "120", "--set", "population.launch=20%", "--seed", "5")


def told(*words):
    return CliRunner().invoke(main, [*ASKED, *words])


@pytest.fixture(scope="module")
def seen():
    return watched(load("cash_for_invites", {"persons": 2_000, "days": 120, "population.launch": 0.2}), 5)[1]


def test_a_csv_has_a_row_an_account_and_month_with_the_figures_of_the_run(tmp_path, seen):
    found = told("--statements", str(tmp_path / "cards.csv"))
    assert found.exit_code == 0, found.output
    with (tmp_path / "cards.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(seen) > 300
    for name, values in (("balance", seen.balance), ("paid", seen.paid), ("missed", seen.late), ("account", seen.account)):
        assert np.array([float(row[name]) for row in rows]) == pytest.approx(values), name
    assert "theta" not in rows[0], "nature alone knows it"
    assert [path.name for path in tmp_path.iterdir()] == ["cards.csv"]


def test_a_parquet_has_the_same_with_units(tmp_path, seen):
    assert told("--statements", str(tmp_path / "cards.parquet")).exit_code == 0
    table = parquet.read_table(tmp_path / "cards.parquet")
    assert table.column("spent").to_numpy() == pytest.approx(seen.spent)
    assert table.schema.field("limit").metadata[b"unit"] == b"money"


@pytest.mark.parametrize(("name", "message"), [("cards.xlsx", ".csv or .parquet"), ("there.csv", "something already"),
                                               ("no/cards.csv", "no such folder")])
def test_a_file_that_cannot_be_written_is_refused_before_anything_runs(tmp_path, name, message):
    (tmp_path / "there.csv").write_text("mine")
    found = told("--statements", str(tmp_path / name))
    assert found.exit_code == 2
    assert message in found.output
    assert "Traceback" not in found.output
    assert Path(tmp_path / "there.csv").read_text() == "mine"
