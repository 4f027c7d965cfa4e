"""``fission twin``: who came only because of the scheme, in words, as JSON, in files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from pyarrow import parquet as pq

from scenarios import load

SMALL = ("--persons", "1500", "--days", "180", "--set", "population.launch=0.2", "--allow-blocked")
Fission = Callable[..., Result]


def test_it_says_in_plain_words_who_came_because_of_the_scheme(fission: Fission) -> None:
    told = fission("twin", "growth_at_any_price", *SMALL, "-r", "3")
    assert told.exit_code == 0
    assert "growth_at_any_price and growth_at_any_price without its scheme: the same people, the same luck" in told.stdout
    assert "came only because of the scheme" in told.stdout
    for title in ("Came only because of it", "Came earlier", "Would have come anyway", "Never bought", "All", "Organic", "Team"):
        assert any(line.startswith(f"{title}  ") for line in told.stdout.splitlines()), title
    assert "Incremental CAC" in told.stdout
    assert "Incremental EAD" not in told.stdout
    assert "Incremental EAD" in fission("twin", "growth_at_any_price", *SMALL, "-r", "2", "--all").stdout


def test_a_scenario_without_a_scheme_is_its_own_twin(fission: Fission) -> None:
    told = fission("twin", "baitiao_consumer", *SMALL, "-r", "2")
    assert told.stdout.rstrip().endswith("Nothing differs: each run ended like its twin, to the last bit.")


def test_a_program_reads_groups_whose_differences_add_up(fission: Fission) -> None:
    found = json.loads(fission("twin", "cash_for_invites", *SMALL, "-r", "3", "--json").stdout)
    assert (found["scenario"], found["against"]) == ("cash_for_invites", "cash_for_invites without its scheme")
    added = sum(group["profit"]["difference"]["value"] for name, group in found["groups"].items())
    assert round(added, 2) == round(found["measures"]["incremental_profit"]["value"], 2)
    by_channel = sum(group["gmv"]["with"]["value"] for groups in found["by"]["channel"].values() for group in groups.values())
    assert round(by_channel, 2) == round(sum(group["gmv"]["with"]["value"] for group in found["groups"].values()), 2)
    assert {"value", "low", "high", "replications", "unit", "about"} == set(found["measures"]["incremental_cac"])


def test_run_and_compare_tell_it_too(fission: Fission) -> None:
    run = json.loads(fission("run", "tiers", *SMALL, "--twin", "--json").stdout)
    assert run["twin"]["result_hashes"] == run["result_hashes"] != run["twin"]["result_hashes_without"]
    assert run == json.loads(fission("run", "tiers", *SMALL, "--json").stdout) | {
        name: run[name] for name in ("twin", "seconds", "person_days_per_second")}
    assert "The twin: tiers without its scheme" in fission("run", "tiers", *SMALL, "--twin").stdout
    both = ("compare", "baitiao_consumer", "tiers", *SMALL, "-r", "2", "--twin")
    assert fission(*both).stdout.splitlines()[-1].startswith("tiers ")
    assert set(json.loads(fission(*both, "--json").stdout)["twins"]) == {"tiers"}
    assert "The twin" not in fission("compare", "baitiao_consumer", "tiers", *SMALL, "-r", "2").stdout


def test_the_run_folder_has_everybody(fission: Fission) -> None:
    assert fission("twin", "team_plan", *SMALL, "-r", "2", "--out", "mine", "--figure", "drawn").exit_code == 0
    assert json.loads(Path("mine/twin.json").read_text())["replications"] == 2
    assert {path.name for path in Path("drawn").iterdir()} == {"twin.png", "twin.svg"}
    persons, groups = (pq.read_table(f"mine/twin_{name}.parquet").to_pandas() for name in ("persons", "groups"))
    first = groups[(groups["seed"] == 1) & (groups["trait"] == "all")].set_index("group")
    assert persons.groupby("group").size().drop("no_customer").to_dict().items() <= (
        first["customers_with"].where(first.index != "kept_away", first["customers_without"]).to_dict().items())
    assert persons["profit_with"].sum().round(2) == first["profit_with"].sum().round(2)
    assert pq.read_table("mine/twin_horizon.parquet")["days"].to_pylist()[-1] == 180


def test_the_folder_of_another_scheme_keeps_both(fission: Fission) -> None:
    asked = ("twin", "team_plan", "--against", "tiers", *SMALL, "-r", "2")
    told = json.loads(fission(*asked, "--json", "--out", "mine").stdout)
    assert told.items() <= json.loads(Path("mine/twin.json").read_text()).items()
    assert list(told["guardrails"]) == ["team_plan", "tiers"]
    for file, name in (("scenario", "team_plan"), ("against", "tiers")):
        assert load(f"mine/{file}.yaml") == load(name, ("persons=1500", "days=180", "population.launch=0.2"))


def test_the_figure_of_a_blocked_scheme_carries_its_mark(fission: Fission) -> None:
    assert fission("twin", "team_plan", *SMALL, "-r", "1", "--figure", "drawn").stdout.endswith("drawn in drawn/twin.svg\n")
    assert "team_plan is blocked by G1" in Path("drawn/twin.svg").read_text()
    again = fission("twin", "team_plan", *SMALL, "-r", "1", "--figure", "drawn")
    assert (again.exit_code, again.stdout) == (2, "")
    assert "drawn/twin.png: this is there already" in again.stderr
    assert fission("twin", "tiers", *SMALL, "-r", "1", "--out", "mine", "--figure", "mine").exit_code == 0
    assert "blocked" not in Path("mine/twin.svg").read_text()


def test_what_has_no_twin_is_refused(fission: Fission) -> None:
    Path("others.yaml").write_text("base: tiers\npopulation: {thin_file: 10 %}\n")
    told = fission("twin", "tiers", "--against", "others.yaml", *SMALL)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "others is no twin of tiers: its people are others, as population differs" in told.stderr
    assert "did you mean 'tiers'?" in fission("twin", "tires").stderr
    assert fission("twin", "tiers", "--against", "tiers").exit_code == 2
