"""fission plot: what a folder can give, and what it takes for the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Fission = Callable[..., Result]
SMALL = ("--persons", "300", "--days", "60", "-r", "2")


@pytest.fixture
def stored(fission: Fission) -> str:
    """The folder of a run."""
    assert fission("run", "cash_for_invites", *SMALL, "--out", "mine").exit_code == 0
    return "mine"


def test_without_a_figure_those_there_are_are_listed_a_line_each(fission: Fission, stored: str) -> None:
    lines = fission("plot", stored).stdout.splitlines()
    assert len(lines) == len({line.split()[0] for line in lines}) == 15
    assert "vintages" in lines[7]


def test_a_figure_is_written_with_its_message(fission: Fission, stored: str) -> None:
    told = fission("plot", stored, "waterfall")
    assert told.exit_code == 0
    assert told.stdout.startswith("waterfall.svg: ")
    assert told.stdout.partition(": ")[2].strip() in Path("waterfall.svg").read_text()
    assert fission("plot", stored, "waterfall", "--out", "here.png").stdout.startswith("here.png: ")
    assert Path("here.png").read_bytes().startswith(b"\x89PNG")
    assert fission("plot", stored, "growth", "--format", "png", "--out", "there", "--lang", "zh").stdout.startswith("there.png: ")


def test_a_figure_that_there_is_not_is_guessed_at(fission: Fission, stored: str) -> None:
    told = fission("plot", stored, "vintage")
    assert (told.exit_code, told.stderr) == (2, "there is no figure 'vintage': did you mean 'vintages'?\n")
    assert fission("plot", stored, "zzz").stderr.startswith("there is no figure 'zzz': there are growth, losses, ")


@pytest.mark.parametrize(("figure", "takes"), [
    ("incremental", "fission twin NAME --out DIR"), ("front", "fission search STUDY --out DIR"),
    ("portraits", "a run with portraits"), ("response", "fission sweep STUDY --out DIR"),
])
def test_a_figure_that_a_folder_cannot_give_says_what_it_takes(fission: Fission, stored: str, figure: str, takes: str) -> None:
    told = fission("plot", stored, figure)
    assert told.exit_code == 2
    assert takes in told.stderr
    assert not list(Path().glob("*.svg"))


def test_a_comparison_gives_the_figure_of_each_twin(fission: Fission) -> None:
    assert fission("compare", "baitiao_consumer", "cash_for_invites", *SMALL, "--twin", "--out", "both").exit_code == 0
    assert "fission plot both/cash_for_invites" in fission("plot", "both").stdout
    assert fission("plot", "both", "incremental_cash_for_invites").stdout.startswith("incremental_cash_for_invites.svg: ")
    assert "incremental_cash_for_invites" in fission("plot", "both", "incremental").stderr


def test_what_is_no_folder_of_results_is_refused(fission: Fission) -> None:
    Path("empty").mkdir()
    told = fission("plot", "empty")
    assert told.exit_code == 2
    assert "empty is the folder of no run, comparison or finished study" in told.stderr
    assert fission("plot", "nowhere").exit_code == 2


def test_a_file_of_another_kind_is_refused(fission: Fission, stored: str) -> None:
    for options in (("--out", "mine.pdf"), ("--out", "mine.svg", "--format", "png")):
        told = fission("plot", stored, "growth", *options)
        assert (told.exit_code, "a figure is written as svg or png" in told.stderr) == (2, True)
    assert fission("plot", stored, "growth", "--out", "no/such/folder.svg").exit_code == 2


def test_the_figures_of_studies_and_comparisons(fission: Fission) -> None:
    assert fission("compare", "baitiao_consumer", "cash_for_invites", *SMALL, "--twin", "--out", "both").exit_code == 0
    assert "vintages" not in fission("plot", "both").stdout
    assert "a folder within that of a comparison" in fission("plot", "both", "vintages").stderr
    assert fission("plot", "both/cash_for_invites", "incremental").exit_code == 0
    Path("study.yaml").write_text("study: sweep\nscenario: cash_for_invites\nset: {persons: 300, days: 60}\nreplications: 1\n"
                                  "vary: {rewards.referrer.amount.pay: [0, 40]}\nmeasures: profit\n", encoding="utf-8")
    assert fission("sweep", "study.yaml", "--out", "swept", "--workers", "1").exit_code == 0
    assert fission("plot", "swept").stdout == "response_profit  profit over the levers\n"
    assert fission("plot", "swept", "response_profit").stdout.startswith("response_profit.svg: Profit: ")
