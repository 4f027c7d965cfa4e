"""``fission life``: one person's story, and what is asked for amiss."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
from click.testing import Result

Fission = Callable[..., Result]
SMALL = ("cash_for_invites", "--persons", "400", "--days", "120", "--set", "population.launch=30 %", "--seed", "4")


def test_a_story_is_told_with_its_tables(fission: Fission) -> None:
    told = fission("life", *SMALL, "--who", "random", "--table", "--postings")
    assert told.exit_code == 0
    for part in ("applies by herself", "At the end, day 119", "What the lender does not see", "Events\n", "Postings\n"):
        assert part in told.stdout
    by_agents = fission("life", *SMALL, "--who", "random", "--driver", "mesa")
    assert told.stdout.startswith(by_agents.stdout.rstrip())


def test_a_program_reads_the_same_run(fission: Fission) -> None:
    found = json.loads(fission("life", *SMALL, "--who", "random", "--json").stdout)
    run = json.loads(fission("run", *SMALL, "--json").stdout)
    assert found["result_hash"] == run["result_hash"]
    assert all(each["posted"] == each["stands"] for each in found["balances"].values())
    again = json.loads(fission("life", *SMALL, "--person", str(found["person"]), "--json").stdout)
    assert again == found
    bought = [each["facts"] for each in found["events"] if each["kind"] == "purchased"]
    assert sum(each["owed"] for each in bought) == sum(
        each["amount"] for each in found["postings"] if each["cause"] == "purchase"
    )


def test_a_life_is_written_whole(fission: Fission) -> None:
    told = fission("life", *SMALL, "--who", "random", "--out", "her")
    assert told.stdout.endswith("written to her\n")
    files = {path.name for path in Path("her").iterdir()}
    assert files == {"scenario.yaml", "story.txt", "life.json", "events.parquet", "postings.parquet"}
    assert told.stdout.startswith(Path("her/story.txt").read_text())
    record = json.loads(Path("her/life.json").read_text())
    assert pq.read_table("her/events.parquet").num_rows == len(record["events"])
    assert pq.read_table("her/postings.parquet").num_rows == len(record["postings"])
    again = fission("life", *SMALL, "--who", "random", "--out", "her")
    assert (again.exit_code, again.stdout) == (2, "")
    assert "her: there is something already" in again.stderr


def test_a_life_under_a_blocked_scheme_carries_its_mark(fission: Fission) -> None:
    asked = ("life", "team_plan", "--persons", "300", "--days", "20", "--person", "3")
    mark = "✗ BLOCKED, not to be launched as it is: team_plan"
    assert fission(*asked, "--out", "hers").stdout.startswith(mark)
    assert Path("hers/story.txt").read_text().startswith(mark)
    told = json.loads(fission(*asked, "--json").stdout)
    assert told.items() <= json.loads(Path("hers/life.json").read_text()).items()
    assert {each["id"] for each in told["guardrails"] if each["verdict"] == "block"} == {"G1"}


def test_what_cannot_be_told_is_refused(fission: Fission) -> None:
    for words, said in (
        ((), "either --person N or --who"),
        (("--person", "3", "--who", "random"), "either --person N or --who"),
        (("--person", "400"), "no person 400: cash_for_invites has the persons 0 to 399"),
        (("--person", "-1"), "no person -1"),
        (("--who", "best"), "is not one of"),
        (("--who", "largest-loss"), "nobody has been written off in this run"),
    ):
        told = fission("life", *SMALL, *words)
        assert (told.exit_code, told.stdout) == (2, ""), words
        assert said in told.stderr
    assert "did you mean 'tiers'?" in fission("life", "tires", "--person", "1").stderr
