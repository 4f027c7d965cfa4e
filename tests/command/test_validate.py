"""``fission validate``: what is asked, what is refused, what is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from experiments.claims import claim
from experiments.interval import interval
from experiments.validation import asking, validated
from reports.command import main

PAGE = "# Ours\n\n<!-- summary -->\nold\n<!-- end of summary -->\n\n<!-- facts -->\n<!-- end of facts -->\nthe end\n"


def fission(*words: str) -> Result:
    """Return what the command says."""
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, ["validate", *words, "--workers", "1"])


def test_a_fact_and_its_verdict_are_told() -> None:
    told = fission("--only", "one-level-passes", "--only", "intend")
    assert told.exit_code == 0
    assert "one-level-passes: met (proof)" in told.stdout
    assert "intend: not modelled (predicted)" in told.stdout
    assert json.loads(fission("--only", "intend", "--json").stdout)["counts"]["all"] == {
        "met": 0, "right sign": 0, "not met": 0, "not modelled": 1, "open": 0}


def test_the_list_names_facts_with_their_sources_and_claims() -> None:
    listed = fission("--list").stdout
    assert "peers: " in listed
    assert "Cai" in listed
    assert "D1: claims.directions.larger_reward" in listed


@pytest.mark.parametrize(("words", "said"), [
    (["--only", "cacc"], "did you mean 'cac'?"),
    (["--only", "zzz"], "fission validate --list names them all"),
    (["--resume"], "name it with --out"),
    (["--workers", "none"], "are no workers"),
    (["--page", "nowhere.md"], "does not exist"),
])
def test_what_cannot_be_done_is_refused_before_anything_runs(words: list[str], said: str) -> None:
    told = CliRunner().invoke(main, ["validate", *words])
    assert told.exit_code == 2
    assert said in told.stderr


def test_a_page_shows_everything_or_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# No places\n")
    assert "has no place for a table" in fission("--page", str(page)).stderr
    page.write_text(PAGE)
    assert "without --only" in fission("--only", "intend", "--page", str(page)).stderr
    assert page.read_text() == PAGE


def failing() -> list[claim.Claim]:
    """Return a claim that does not hold."""
    return [claim.Claim("D1", "rises", interval([-1.0, -1.1, -0.9]), 0.0, float("inf"), "x")]


def test_a_claim_that_fails_ends_with_4_and_the_page_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails = asking.Found("claims.directions.larger_reward", {}, tuple(failing()), ())
    one = asking.Asked("facts.funnel", ("intend",), 1.0)
    monkeypatch.setattr(validated, "asked", lambda _: (one, asking.Asked(fails.name, ("D1",), 1.0)))
    monkeypatch.setattr(validated, "perform", lambda what: fails if what.name == fails.name else asking.perform(what))
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    told = fission("--page", str(page))
    assert told.exit_code == 4
    assert "1 FAIL (D1)" in told.stdout
    written = page.read_text()
    assert "old" not in written
    assert "1 FAIL (D1)" in written
    assert "| [Customers who say that they will refer](#intend) | 68&nbsp;% |" in written
    assert written.endswith("the end\n")
    assert "has a place for the table 'claims'" in told.stderr
    assert "'facts'" not in told.stderr


def test_no_page_is_written_where_one_cannot_be_or_something_was_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = asking.Asked("facts.funnel", ("intend",), 1.0)
    monkeypatch.setattr(validated, "asked", lambda _: (one,))
    page, other = tmp_path / "page.md", tmp_path / "other.md"
    page.write_text(PAGE)
    other.write_text("<!-- end of facts -->\n")
    assert fission("--page", str(page), "--page", str(other)).exit_code == 2
    assert page.read_text() == PAGE
    monkeypatch.setattr(validated, "perform", broken)
    told = fission("--page", str(page))
    assert told.exit_code == 5
    assert "no page was written" in told.stderr
    assert page.read_text() == PAGE


def broken(_: asking.Asked) -> asking.Found:
    """Find nothing."""
    raise ZeroDivisionError("nothing to divide by")
