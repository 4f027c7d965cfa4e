"""``fission network``, and a run on a network from a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from click.testing import Result

from reports.run_folder import read
from scenarios import load

Fission = Callable[..., Result]


@pytest.fixture
def ties() -> str:
    """A file of ties among persons with names, one of them alone."""
    lines = [f"anna{i},anna{j},{i + j}" for i, j in nx.watts_strogatz_graph(120, 8, 0.1, seed=1).edges()]
    Path("ties.csv").write_text("\n".join(["one,other,calls", *lines, "zoe,zoe,0"]), encoding="utf-8")
    return "ties.csv"


def test_a_file_is_shown_with_what_was_decided(fission: Fission, ties: str) -> None:
    told = fission("network", ties)
    assert "Persons" in told.stdout
    assert "Transitivity" in told.stdout
    assert "ties.csv: its first line is a heading: one, other, calls\n" in told.stderr
    assert "ties.csv: 1 line ties a person to herself: dropped\n" in told.stderr


def test_persons_beyond_the_file_are_told(fission: Fission, ties: str) -> None:
    told = fission("network", ties, "--set", "persons=150", "--json")
    assert json.loads(told.stdout)["measures"]["isolated"]["value"] == 30 / 150
    assert "29 persons are added who have no tie" in told.stderr


def test_a_homophily_beyond_reach_is_told(fission: Fission) -> None:
    Path("ring.csv").write_text("\n".join(f"{i},{(i + 1) % 40}" for i in range(40)))
    told = fission("network", "ring.csv", "--set", "network.homophily=0.9")
    assert told.stderr == "ring.csv: homophily 0.9 is more than these ties allow: cut to 0.707\n"


def test_a_picture_is_written_with_its_figure(fission: Fission, ties: str) -> None:
    told = fission("network", ties, "--out", "mine")
    assert told.exit_code == 0
    assert sorted(path.name for path in Path("mine").iterdir()) == ["degrees.png", "degrees.svg", "network.json"]
    record = json.loads(Path("mine/network.json").read_text())
    assert {"versions", "git_revision"} < record.keys()
    assert json.loads(fission("network", ties, "--json").stdout).items() <= record.items()
    again = fission("network", ties, "--out", "mine")
    assert (again.exit_code, again.stdout) == (2, "")


def test_where_all_have_as_many_ties_there_is_nothing_to_draw(fission: Fission) -> None:
    Path("ring.csv").write_text("\n".join(f"{i},{(i + 1) % 40}" for i in range(40)))
    told = fission("network", "ring.csv", "--out", "mine")
    assert told.stdout.endswith("written to mine, without a figure: everybody has 2 ties\n")
    assert [path.name for path in Path("mine").iterdir()] == ["network.json"]


def test_the_name_of_a_file_is_told_whole(fission: Fission) -> None:
    Path("ties, all.csv").write_text("1,2\n2,3\n")
    assert fission("network", "ties, all.csv", "--out", "mine").stdout.startswith("ties, all.csv, seed 1\n")
    assert "ties, all.csv: 3 persons." in Path("mine/degrees.svg").read_text()


def test_a_drawn_network_is_shown_too(fission: Fission) -> None:
    told = fission("network", "baitiao_consumer", "--set", "persons=2000")
    assert told.stdout.startswith("baitiao_consumer: circles, seed 1\n")
    assert "Homophily asked" in told.stdout


@pytest.mark.parametrize(("name", "says"), [
    ("tie.csv", "did you mean 'ties.csv'?"), ("no_such", "there is no such scenario or file"), ("no.yaml", "no such scenario"),
])
def test_what_is_not_there_is_refused(name: str, says: str, fission: Fission, ties: str) -> None:
    told = fission("network", name)
    assert (told.exit_code, told.stdout) == (2, "")
    assert says in told.stderr


def test_faults_of_a_file_are_told_as_they_stand_in_it(fission: Fission) -> None:
    Path("bad.csv").write_text("1,2\n" + "1\n" * 6)
    told = fission("network", "bad.csv")
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith("bad.csv:2:1: 1 field instead of 2")
    assert told.stderr.endswith("bad.csv:7:1: and 1 more line like these\n")
    assert "--set" not in told.stderr
    assert fission("network", "none.mtx").stderr == "none.mtx: there is no such file - beside it are: bad.csv\n"
    Path("bad.csv").rename("mine.yaml")
    assert fission("network", "none.mtx").stderr == "none.mtx: there is no such file - nor any other of its kind beside it\n"


def test_what_is_told_of_a_file_is_told_once(fission: Fission, ties: str) -> None:
    told = fission("compare", "baitiao_consumer", "tiers", "--set", f"network.edges={ties}", "--days", "20", "-r", "2")
    assert told.stderr.count("its first line is a heading") == 1


def test_a_run_folder_keeps_the_network(fission: Fission, ties: str) -> None:
    asked = ("baitiao_consumer", "--set", f"network.edges={ties}", "--days", "30")
    assert fission("run", *asked, "--out", "mine").exit_code == 0
    scenario = load("baitiao_consumer", [f"network.edges={ties}", "days=30"])
    Path(ties).unlink()
    assert load("mine/scenario.yaml") == scenario
    assert read("mine").found.scenario.network.edges.ids[-1] == "zoe"
    assert read("mine").found.runs[0].result_hash == read("mine").record["result_hash"]
