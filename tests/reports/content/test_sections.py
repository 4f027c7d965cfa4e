"""The pages behind the first: what each says of small folders, of the opposite, and where nothing is known."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.assumptions.shipped import shipped
from experiments.interval import Interval, interval
from experiments.replication import Replications
from reports import figures
from reports.bounds import possible
from reports.content import Asked, build
from reports.content import read as answered
from reports.content import register as of_a_case
from reports.content.evidence import read
from reports.content.register import elsewhere, is_outdated, register
from reports.content.sections import assumptions, growth, provenance, risk, watching
from reports.content.sections.portraits import EACH, title
from reports.content.speaking import called
from reports.document.blocks import Bullets, Code, Document, Paragraph, Picture, Section, Table
from reports.words import Words
from scenarios import load, resolve
from sim.scenario import Scenario
from tests.reports.content.conftest import SEED
from tests.reports.content.planted import SEEDS, case, values

Folder = Callable[[str], Path]
Report = Callable[..., Document]
ENGLISH = Words()


@pytest.fixture(scope="session")
def report(folder: Folder) -> Report:
    """Return the report on some kinds of folders."""
    @cache
    def of(*kinds: str) -> Document:
        return build([folder(kind) for kind in kinds], ENGLISH)

    return of


def page(found: Document, name: str) -> Section:
    return next(each for each in found.sections if each.name == name)


def tables(found: Section) -> dict[str, Table]:
    return {each.caption: each for each in found.blocks if isinstance(each, Table)}


def pictures(found: Section) -> list[str]:
    return [each.name for each in found.blocks if isinstance(each, Picture)]


def names(found: Document) -> list[str]:
    return [each.name for each in found.sections]


def test_a_report_has_the_pages_for_what_the_folders_hold(report: Report) -> None:
    assert names(report("comparison", "stress", "search", "sensitivity")) == [
        "recommendation", "growth", "risk", "money", "search", "changing", "watching", "assumptions", "guardrails", "provenance"]
    assert names(report("search")) == ["recommendation", "search", "provenance"]
    assert names(report("sweep")) == ["recommendation", "changing", "provenance"]
    assert names(report("stress")) == [
        "recommendation", "growth", "risk", "money", "changing", "assumptions", "guardrails", "provenance"]


def test_every_page_has_its_message_and_every_table_its_heads(report: Report) -> None:
    for each in report("comparison", "stress", "search", "sensitivity").sections:
        assert each.title
        assert each.topic
        for table in tables(each).values():
            assert all(len(row) == len(table.columns) == len(table.numeric) for row in table.rows)


def test_a_table_has_what_today_comes_to_and_what_the_others_change(report: Report) -> None:
    table = tables(page(report("comparison"), "money"))["Money, by scheme"]
    assert table.columns[1:] == ["Baitiao consumer", "Cash for invites", "Pay for repayment"]
    profit = next(row for row in table.rows if row[0] == "Profit")
    assert profit[1].startswith("CNY -")
    assert " to " in profit[2]


@pytest.mark.parametrize(("way", "told"), [
    (1, "Tiers brings more customers: +12"), (-1, "Tiers brings fewer customers: +12"),
    (0, "Not decided whether Tiers brings more customers")])
def test_a_title_says_what_is_and_on_the_opposite_the_opposite(way: int, told: str) -> None:
    assert growth.told(ENGLISH, "Tiers", "+12")[way] == told


def test_who_gains_and_who_loses_is_told_by_portrait() -> None:
    surely, perhaps = Interval(5.0, 4.0, 6.0, 8), Interval(5.0, -4.0, 14.0, 8)
    worse = Interval(-5.0, -6.0, -4.0, 8)
    assert title(ENGLISH, {"students": {EACH: surely}}, {}) == "The lender earns more on students"
    assert title(ENGLISH, {"students": {EACH: worse}, "clerks": {EACH: surely}}, {}) == "The lender earns less on students"
    assert title(ENGLISH, {"students": {EACH: perhaps}}, {}) == "On no portrait does the lender surely earn more or less"


def test_of_many_portraits_one_in_twenty_tells_nothing() -> None:
    nearly, unmoved = Interval(5.0, 0.2, 9.8, 8), Interval(0.0, -1.0, 1.0, 8)
    others = {name: {EACH: unmoved} for name in ("clerks", "farmers", "drivers", "teachers")}
    assert title(ENGLISH, {"students": {EACH: nearly}}, {}) == "The lender earns more on students"
    assert title(ENGLISH, {"students": {EACH: nearly}, **others}, {}) == "On no portrait does the lender surely earn more or less"


def test_figures_of_runs_are_in_their_pages(report: Report) -> None:
    found = report("comparison")
    shown = {name: pictures(page(found, name)) for name in ("growth", "risk", "money")}
    assert shown["growth"][:3] == ["growth", "cohorts", "channels"]
    assert {"vintages", "roll_rates", "past_due", "expected_loss", "loss_distribution"} <= set(shown["risk"])
    assert {"waterfall", "unit_economics"} <= set(shown["money"])


def test_figures_of_studies_are_in_theirs(report: Report) -> None:
    found = report("comparison", "stress", "search", "sensitivity")
    assert pictures(page(found, "search")) == ["front", "terms", "importance", "stability"]
    assert {"regret", "tornado", "break_even", "sensitivity"} <= set(pictures(page(found, "changing")))
    assert pictures(page(found, "watching")) == ["watch_list"]
    assert pictures(page(report("sweep"), "changing")) == ["response_profit"]


def test_a_figure_and_a_table_of_one_page_say_the_same_of_one_measure(folder: Folder) -> None:
    arm = read([folder("run")]).arms["cash_for_invites"]
    for age in ("30", "90"):
        unit, told = "share", interval(arm.values(f"dpd{age}_share"))
        ends = [row[1 + (age == "90")] for row in figures.past_due(arm).data.rows]
        assert ends[-1] == ENGLISH.estimate(possible(told, unit), unit, "CNY")


def test_no_interval_reaches_what_a_measure_cannot_be_or_stands_behind_what_never_varies() -> None:
    rarely = {"net_charge_off": np.array([*np.zeros(SEEDS - 1), 400.0]), "dpd90_share": np.zeros(SEEDS)}
    found = risk.section(case({"none": values(1_000.0), "tiers": values(500.0)}, more={"none": rarely, "tiers": rarely}), ENGLISH)
    assert found is not None
    rows = {row[0]: row[1] for row in tables(found)["Risk, by scheme"].rows}
    assert rows["Net charge-off"].startswith("CNY 40 (0 to ")
    assert rows["90+ dpd share"] == "0 %"


def test_who_would_have_come_anyway_is_told_where_there_is_a_twin(report: Report) -> None:
    assert "twin" in pictures(page(report("twin"), "growth"))


def test_what_to_watch_in_an_early_week_is_on_the_first_page_with_its_band(folder: Folder) -> None:
    arm = read([folder("run")]).arms["cash_for_invites"]
    found, its = watching.telling(arm, ENGLISH)["applications"]
    seen = [float(run.tables["days"]["applications"][21:28].sum()) for run in arm.runs]
    assert its.low[3] <= min(seen) <= max(seen) <= its.high[3]
    lines = next(each for each in build([folder("run")], ENGLISH).sections[0].blocks if isinstance(each, Bullets)).items
    assert lines[0].startswith(f"Watch in week 4: {found.name.lower()}, ")


def test_what_never_happens_warns_of_nothing(folder: Folder) -> None:
    arm = read([folder("run")]).arms["cash_for_invites"]
    never = all(run.measures["dpd30_share"].value == 0.0 for run in arm.runs)
    assert never is ("late" not in watching.telling(arm, ENGLISH))


def test_the_register_has_value_source_grade_and_how_far_the_scheme_pays(report: Report) -> None:
    found = tables(page(report("comparison", "stress", "sensitivity"), "assumptions"))
    unknown = found["What nobody knows for sure"]
    first = next(row for row in unknown.rows if row[0] == "Current customers who miss a statement")
    value = resolve("cash_for_invites").shown["behaviour.repay.c_to_m1"]
    assert first[1:4] == [value, "0.750 % to 2.30 %", "derived"]
    assert "Ant 2019" in first[4]


def test_the_register_lists_every_assumption_that_its_title_counts(report: Report) -> None:
    found = page(report("run", "sensitivity"), "assumptions")
    people = tables(found)["What is taken to hold of people"].rows
    assumed = [row for row in people if row[3].startswith("assumption")]
    assert found.title.startswith(f"{len(assumed)} of {len(people)} settings about people are assumptions")
    assert people[:len(assumed)] == assumed
    assert any(row[0] == "behaviour.invite.pull" and row[3] == "calibrated" and "calibrate_baitiao" in row[4] for row in people)
    by_path = {row[0]: row for row in people}
    assert by_path["population.theta_mean"][1:5] == ["Mean creditworthiness, in standard deviations", "0.0", "assumption", ""]
    assert by_path["behaviour.arrive.innovation"][2:5] == ["3 % per year", "published", "p = 0.03 a year (Bass)"]
    assert by_path["behaviour.invite.altruism"][5]


def test_the_register_tells_what_the_results_move_with_and_what_to_measure_first(report: Report) -> None:
    found = page(report("run"), "assumptions")
    elastic = tables(found)["Elasticity of three results, the largest effect first"]
    by_path = {each["path"]: each for each in shipped()["settings"]}
    mine = {row[0]: row for row in elastic.rows}
    assert "assumptions" in pictures(found)
    assert mine.keys() <= by_path.keys()
    assert not any(by_path[path]["grade"] == "chosen" for path in mine)
    first = next(row for row in elastic.rows if row[2] == "assumption")
    assert found.title.endswith(f"first of all {first[1][:1].lower()}{first[1][1:]}")
    for path, row in mine.items():
        effects = by_path[path]["effects"].values()
        assert [each["sure"] for each in effects] == [told not in ("none", "not seen") for told in row[3:]]


def test_the_register_does_not_speak_for_other_values_or_other_products() -> None:
    def case(scenario: Scenario) -> Any:
        return SimpleNamespace(arm=SimpleNamespace(scenario=scenario), evidence=SimpleNamespace(
            studies={}, main=SimpleNamespace(record={"model_digest": shipped()["model_digest"]})))

    same, other = case(load("cash_for_invites")), case(load("cash_for_invites", {"behaviour.arrive.innovation": 0.05}))
    paths = [{each["path"] for each in register(each).record["settings"]} for each in (same, other)]
    assert paths[0] - paths[1] == {"behaviour.arrive.innovation"}
    assert register(case(load("enterprise_referral"))) is None
    assert not is_outdated(same)
    same.evidence.main.record["model_digest"] = "another"
    assert is_outdated(same)
    assert {*elsewhere(other)} - {*elsewhere(same)} == {"behaviour.arrive.innovation"}
    assert "Left out" in assumptions.version(other, ENGLISH)


def test_the_register_says_so_where_its_scenario_has_had_other_values_since(monkeypatch: pytest.MonkeyPatch) -> None:
    case: Any = SimpleNamespace(arm=SimpleNamespace(scenario=load("cash_for_invites")), evidence=SimpleNamespace(
        studies={}, main=SimpleNamespace(record={"model_digest": shipped()["model_digest"]})))
    for then in (False, True):
        monkeypatch.setattr(of_a_case, "is_of_old", lambda then=then: then)
        assert ("Made before values" in assumptions.version(case, ENGLISH)) == then


def test_every_setting_of_a_scheme_has_a_meaning_and_a_source(report: Report) -> None:
    rows = tables(page(report("run", "sensitivity"), "assumptions"))["What Cash for invites sets"].rows
    assert all(row[1] and row[4] for row in rows)
    assert next(row for row in rows if row[0] == "rewards.friend.when.rule")[1] == "what the friend must have done"


def test_a_budget_without_end_is_none() -> None:
    assert assumptions.values(Scenario())["economics.campaign_budget"].shown == "none"


def test_what_a_scheme_sets_stands_beside_todays_with_how_much_it_moves_the_result(report: Report) -> None:
    found = tables(page(report("run", "sensitivity"), "assumptions"))["What Cash for invites sets"]
    pay = next(row for row in found.rows if row[0] == "rewards.referrer.amount.pay")
    assert pay[2:5] == ["50 CNY", "50 CNY", "CNY 50 a head (CCB), 200 (ABC)"]
    assert pay[5].startswith("CNY ")
    assert "rewards.referrer.daily_budget" not in [row[0] for row in found.rows]


def test_a_blocked_scheme_has_its_finding_its_place_and_its_cure(report: Report) -> None:
    found = page(report("blocked"), "guardrails")
    assert found.title == "One scheme is blocked: Growth at any price"
    row = next(row for row in tables(found)["What the guardrails found"].rows if row[1] == "blocked")
    assert row[2].startswith("G1")
    assert row[4] == "team.depth"
    assert row[5]
    assert any("no legal advice" in each.text for each in found.blocks if isinstance(each, Paragraph))


def test_the_search_names_its_terms_beside_todays(report: Report) -> None:
    found = report("search")
    terms = tables(found.sections[0]) | tables(page(found, "search"))
    assert "What the candidates come to" in terms
    candidates = terms["What the candidates come to"]
    assert any(row[0] == "Today's scheme" for row in candidates.rows)


def searched_again(folder: Folder, place: Path, change: Callable[[dict[str, Any]], None]) -> Document:
    """The report on the search, its record changed."""
    record = json.loads((shutil.copytree(folder("search"), place) / "record.json").read_text())
    change(record)
    (place / "record.json").write_text(json.dumps(record))
    return build([place], ENGLISH)


def test_what_a_search_has_confirmed_is_told_alike_in_every_place(folder: Folder, tmp_path: Path) -> None:
    def confirm(record: dict[str, Any]) -> None:
        record["recommended"], record["undecided"] = record["candidates"][0]["candidate"], []
        for each in record["candidates"]:
            each["best"] = float(each["candidate"] == record["recommended"])
        found = {"mean": 123.0, "low": 120.0, "high": 126.0, "replications": 40, "unit": "money", "about": ""}
        told = {name: {**found, "less_today": found} for name in record["candidates"][0]["quantities"]}
        record["confirmation"] = {"seeds": list(range(40)), "today": told, "recommended": told, "confirmed": True,
                                  "holds": dict.fromkeys(record["candidates"][0]["holds"], 0.97)}

    report = searched_again(folder, tmp_path / "search", confirm)
    found = page(report, "search")
    front = next(each for each in found.blocks if isinstance(each, Picture) and each.name == "front")
    listed = tables(found)["What the candidates come to"]
    for table in (listed, front.data):
        assert table.emphasised is not None
        assert table.rows[table.emphasised][1] == "CNY 123.0 (120.0 to 126.0)"
        assert "40 more seeds" in table.note
    assert "CNY 123.0" in front.alternative
    assert listed.rows[listed.emphasised or 0][-2] == "97 %"
    assert any("over 40 simulated runs" in each.text for each in report.sections[0].blocks if isinstance(each, Paragraph))


def test_a_cap_that_is_not_defined_is_told_as_such(folder: Folder, tmp_path: Path) -> None:
    def undefine(record: dict[str, Any]) -> None:
        for each in record["candidates"]:
            each["holds"] = dict.fromkeys(each["holds"])

    rows = tables(page(searched_again(folder, tmp_path / "search", undefine), "search"))["What the candidates come to"].rows
    assert "n/a" in [row[-2] for row in rows]


def test_what_would_change_the_decision_counts_the_futures(report: Report) -> None:
    found = page(report("comparison", "stress", "sensitivity"), "changing")
    assert {"Profit over 6 futures", "Up to where a scheme pays against today's", "What moves profit"} <= set(tables(found))
    told = next(each for each in found.blocks if isinstance(each, Bullets))
    assert all("of 6 futures" in each for each in told.items)


def test_provenance_has_the_command_the_seeds_and_the_digests(report: Report) -> None:
    found = page(report("comparison", "stress"), "provenance")
    assert sum(isinstance(each, Code) for each in found.blocks) == 2
    assert f"seeds {SEED}, " in next(each.text for each in found.blocks if isinstance(each, Paragraph))
    assert len(tables(found)["Schemes that ran"].rows) == 3
    assert len(tables(found)["Versions"].rows) == 2


def test_the_same_folders_say_the_same_again(folder: Folder, report: Report) -> None:
    again = build([folder("run")], ENGLISH)
    assert [(each.title, [block for block in each.blocks if isinstance(block, Table)]) for each in again.sections] == [
        (each.title, [block for block in each.blocks if isinstance(block, Table)]) for each in report("run").sections]


def test_a_long_title_of_ones_own_stands_whole_under_provenance_and_shortened_elsewhere(folder: Folder) -> None:
    found, long = answered([folder("run")], Asked()), "Invite three friends before the harvest feast and pay nothing for two months"
    [arm] = found.evidence.arms.values()
    titled = Replications(tuple(replace(run, scenario=run.scenario._replace(name="h2", title=long)) for run in arm.runs))
    source = replace(found.evidence.main, record={**found.evidence.main.record, "scenario": "h2"})
    mine = found._replace(evidence=replace(found.evidence, arms={"h2": titled}, sources=(source,)))
    assert called(ENGLISH, mine, "h2") == "Invite three friends …"
    schemes = tables(provenance.section(mine, ENGLISH))["Schemes that ran"]
    assert [row[:2] for row in schemes.rows] == [[long, "h2"]]
