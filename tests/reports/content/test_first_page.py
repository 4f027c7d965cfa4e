"""What an executive reads first, on evidence of which the truth is planted; and on the opposite."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from experiments import replicate
from reports import run_folder
from reports.content import Asked, build, first_page
from reports.content.answer import Case, answer
from reports.content.evidence import NoReport, read
from reports.content.key_facts import key_facts
from reports.content.recommendation import callout, recommendation
from reports.document.blocks import Callout, Document, Facts, Paragraph, Tone
from reports.words import Words
from scenarios import resolve
from tests.reports.content.planted import case, values

Folder = Callable[[str], Path]
ENGLISH = Words()


def said(*args: object, **kwargs: object) -> str:
    return " ".join(recommendation(case(*args, **kwargs), ENGLISH))  # type: ignore[arg-type]


def test_a_clear_winner_is_named_with_its_probability_and_its_effect_with_interval() -> None:
    told = said({"none": values(1000.0, 0.0), "tiers": values(5000.0), "cash": values(2000.0, 2.0)})
    assert told.startswith("Choose Tiers rather than None")
    assert "with probability above 99 % it is the best of 3 schemes" in told
    assert "change profit by CNY +4,000 (+3,992 to +4,008) against None" in told


def test_where_every_scheme_loses_the_same_words_keep_todays() -> None:
    told = said({"none": values(5000.0, 0.0), "tiers": values(1000.0), "cash": values(2000.0)})
    assert told.startswith("Keep None Keep None: with probability above 99 %")
    assert "The nearest, Cash, is expected to change profit by CNY -3,000" in told


def test_a_tie_withholds_the_verdict_and_says_how_many_more_replications_would_tell() -> None:
    tied = case({"none": values(0.0, 0.0), "tiers": values(5001.0), "cash": values(5000.0, -1.0)})
    shown = callout(tied, ENGLISH)
    assert shown.tone is Tone.WITHHELD
    assert "Not decided between Tiers and Cash: about " in shown.title
    assert "more replications would tell" in shown.title
    assert "If you must choose now: Tiers" in shown.text


def test_a_scheme_that_changes_nothing_is_as_good_as_any_other_and_not_the_best() -> None:
    found = case({"none": values(1000.0), "tiers": values(1000.0)})
    sentence = recommendation(found, ENGLISH).sentence
    assert sentence == "Keep None: with probability above 99 % it is as good as any other of 2 schemes."
    shown = key_facts(found, ENGLISH)
    assert shown is not None
    assert (shown.facts[0].label, shown.facts[0].value) == ("None is as good as any other", "above 99 %")


def test_what_happens_in_few_runs_withholds_the_verdict_and_no_probability_is_made_of_it() -> None:
    told = said({"none": values(1000.0, 0.0), "tiers": values(1040.0, 0.0)})
    assert told.startswith("Not decided: None and Tiers")
    assert "In most runs they differ by the same amount" in told
    assert "probability" not in told
    assert "If you must choose now" not in told


def test_figures_of_a_scheme_that_is_not_chosen_say_of_which_they_are() -> None:
    def lines(tiers: float, own: float) -> list[str]:
        found = case({"none": values(5_000.0, 0.0), "tiers": values(tiers, own)})
        return [each.text for each in first_page.parts(found, ENGLISH) if isinstance(each, Paragraph)]

    assert "If Tiers were taken:" in lines(4_999.0, 1.0)
    assert not any("were taken" in each for each in lines(9_000.0, 1.0) + lines(1_000.0, 1.0))


def test_a_winner_over_budget_is_not_chosen_and_it_is_said_why() -> None:
    told = said({"none": values(1000.0, 0.0), "tiers": values(5000.0), "cash": values(2000.0)}, ("reward_cost<=300",))
    assert told.startswith("Choose Cash rather than None")
    assert "Tiers would be worth more, but breaks a cap (Reward cost at most CNY 300)." in told


def test_a_blocked_winner_is_not_chosen_and_it_is_said_why() -> None:
    told = said({"none": values(1000.0, 0.0), "tiers": values(5000.0)}, blocked=("tiers",))
    assert told.startswith("Keep None")
    assert "Tiers would be worth more, but is blocked by a guardrail." in told


def test_a_blocked_scheme_that_is_hardly_ahead_only_might_be_worth_more() -> None:
    told = said({"none": values(1000.0, 0.0), "tiers": values(1001.0)}, blocked=("tiers",))
    assert "Tiers might be worth more, but is blocked by a guardrail." in told
    assert "would be worth more" not in told


def test_where_nothing_may_be_chosen_every_reason_is_given() -> None:
    told = said({"none": values(5000.0, 0.0), "tiers": values(9000.0)}, ("reward_cost<=300",), ("tiers",))
    assert told.startswith("No scheme may be chosen as it is None of the 2 schemes may be chosen.")
    assert "None breaks a cap (Reward cost at most CNY 300); Tiers is blocked by a guardrail." in told


def test_one_run_says_nothing_of_chance() -> None:
    told = said({"none": np.array([1.0]), "tiers": np.array([1e6])})
    assert "a single simulated run cannot tell a difference from luck" in told


def page(found: Document) -> tuple[list[Callout], dict[str, tuple[str, str]]]:
    """The callouts of the first page, and its key figures by their names."""
    blocks = found.sections[0].blocks
    facts = {fact.label: (fact.value, fact.interval) for each in blocks if isinstance(each, Facts) for fact in each.facts}
    return [each for each in blocks if isinstance(each, Callout)], facts


def test_a_blocked_scheme_is_told_before_anything_else(folder: Folder) -> None:
    callouts, _ = page(build([folder("blocked")], ENGLISH))
    assert callouts[0].tone is Tone.BLOCKED
    assert "Growth at any price may not be launched as it is" in callouts[0].title
    assert "G1 Pay on indirect recruits" in callouts[0].text


def test_the_page_has_the_verdict_the_figures_and_three_caveats(folder: Folder) -> None:
    callouts, facts = page(build([folder("comparison")], ENGLISH, asked=Asked("2000", ("net_charge_off<=1000",))))
    assert [each.tone for each in callouts[1:]] == [Tone.CAVEAT] * 3
    assert {"Reward budget it commits", "Credit loss it commits", "Risk of going over budget",
            "Risk of breaking the cap"} <= set(facts)
    assert all(interval or value == "CNY 0" for name, (value, interval) in facts.items() if name.endswith("it commits"))


def test_the_report_decides_nothing_that_its_own_study_leaves_open(folder: Folder) -> None:
    """Profit differs in too few pairs, says the record, and so says the first page; and the differences are the record's."""
    evidence = read([folder("compare")])
    [profit] = [each for each in evidence.main.record["differences"] if each["measure"] == "profit"]
    assert (profit["decision"], profit["low"]) == ("not decided", None)
    found = Case(evidence, answer(evidence, Asked()))
    assert callout(found, ENGLISH).tone is Tone.WITHHELD
    assert "not decided" in " ".join(recommendation(found, ENGLISH)).lower()
    told = found.amount("profit", profit["scheme"])
    assert told is not None
    assert (told.more.mean, told.more.low, told.more.high) == (profit["mean"], None, None)


@pytest.mark.parametrize("kind", ["run", "twin", "compare", "stress", "search", "sensitivity", "sweep"])
def test_every_kind_of_evidence_has_a_first_page(folder: Folder, kind: str) -> None:
    found = build([folder(kind)], ENGLISH)
    assert found.sections[0].title
    assert page(found)[0]


@pytest.mark.parametrize("study", ["compare", "stress"])
def test_a_run_beside_a_study_of_several_schemes_leaves_it_the_answer(folder: Folder, study: str) -> None:
    alone, beside = (build([folder(each) for each in kinds], ENGLISH) for kinds in ([study], ["run", study]))
    assert beside.sections[0].title == alone.sections[0].title
    assert len(beside.sections) >= len(alone.sections)


def test_a_run_with_a_twin_still_says_what_it_commits(folder: Folder) -> None:
    _, facts = page(build([folder("twin")], ENGLISH))
    assert {"Reward budget it commits", "Credit loss it commits"} <= set(facts)


def test_a_search_answers_by_its_own_terms(folder: Folder) -> None:
    with pytest.raises(NoReport, match="a search answers by its own budgets"):
        build([folder("search")], ENGLISH, asked=Asked("100"))


def test_a_cap_on_the_worst_runs_holds_their_mean() -> None:
    """Of 40 runs that lose from 0 to 39, the worst tenth lose 37.5 on average: the mean loss keeps a cap that these break."""
    profits = {"none": np.full(40, 1.0), "tiers": 9.0 + np.tile([1.0, -1.0], 20)}
    lost = {"tiers": {"net_charge_off": np.arange(40.0)}, "none": {"net_charge_off": np.arange(40.0) / 100.0}}
    assert said(profits, ("net_charge_off<=25",), more=lost).startswith("Choose Tiers")
    assert "breaks a cap (Net charge-off in the worst 10 % of runs at most CNY 25)" in said(
        profits, ("cvar90(net_charge_off)<=25",), more=lost)


@pytest.mark.parametrize(("cap", "told"), [
    ("cvar90(profit)>=5", "needs at least 40 runs; there are 10"), ("net_charge_off<=5", "under tiers is not kept"),
])
def test_no_cap_that_was_asked_for_is_dropped(cap: str, told: str) -> None:
    with pytest.raises(NoReport, match=told):
        said({"none": values(1.0), "tiers": values(2.0)}, (cap,), more={"none": {"net_charge_off": values(3.0)}})


@pytest.mark.parametrize(("asked", "told"), [
    (Asked(caps=("dpd90_shar<=2%",)), "there is no measure 'dpd90_shar'"), (Asked(caps=("profit",)), "this is no cap"),
    (Asked("much"), "reward_cost<=much"), (Asked(measure="profitt"), "did you mean 'profit'"),
    (Asked(measure="gini"), "decides nothing"),
])
def test_what_makes_no_sense_is_refused_in_the_users_words(folder: Folder, asked: Asked, told: str) -> None:
    with pytest.raises(NoReport, match=told):
        build([folder("comparison")], ENGLISH, asked=asked)


def test_a_budget_of_the_scheme_itself_is_never_overdrawn_but_may_run_out(tmp_path: Path) -> None:
    size = ("persons=1500", "days=120", "population.launch=10%")
    costs = sorted(replicate(resolve("cash_for_invites", size).scenario, replications=2).values("reward_cost"))
    assert costs[1] - costs[0] > 140, "what the friend and the referrer get, twice"
    for name, budget, told in (("some", int(costs[0]) + 70, "in 1 of 2 runs"), ("endless", 1_000_000, "in 0 of 2 runs")):
        what = resolve("cash_for_invites", (f"economics.campaign_budget={budget}", *size))
        run_folder.write(tmp_path / name, what, replicate(what.scenario, replications=2))
        _, facts = page(build([tmp_path / name], ENGLISH))
        assert facts["Its own budget runs out"][0] == told
        assert not any("going over budget" in each for each in facts)
