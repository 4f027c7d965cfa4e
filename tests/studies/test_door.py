"""The door of studies: what is wrong is told at its line and column, in the user's words, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments import sweep, sweeps
from experiments.study.door import Over, names
from scenarios import ScenarioError

HEAD = "study: sweep\nscenario: cash_for_invites\n"
VARY = "vary: {rewards.referrer.amount.pay: [0, 40]}\n"


def told(path: Path, text: str, over: Over | None = None) -> list[str]:
    """Return the first line of each fault of a study."""
    (path / "a.yaml").write_text(text)
    with pytest.raises(ScenarioError) as refused:
        sweeps.plan(path / "a.yaml", *([over] if over else []))
    return [str(fault).splitlines()[0].replace(f"{path}/", "") for fault in refused.value.faults]


@pytest.mark.parametrize(("text", "message"), [
    (HEAD + VARY + "replicatoins: 3\n", "a.yaml:4:1: replicatoins: unknown setting 'replicatoins' - did you mean 'replications'?"),
    (HEAD + VARY + "replications: 0\n", "a.yaml:4:15: replications: must be at least 1"),
    (HEAD + VARY + "replications: many\n", "a.yaml:4:15: replications: a whole number must stand here"),
    (HEAD + VARY + "measures: [profit, proft]\n", "a.yaml:4:20: measures.1: there is no measure 'proft' - did you mean 'profit'?"),
    (HEAD + VARY + "design: sobel\n",
     "a.yaml:4:9: design: this is not known here - allowed is factorial, latin_hypercube, sobol or list"),
    (HEAD + VARY + "design: sobol\n", "a.yaml:4:9: design: how many points? - add points: 64"),
    (HEAD + VARY + "points: 8\n",
     "a.yaml:4:9: points: a factorial design has as many points as its levels make - leave it out, or name another design"),
    (HEAD + VARY + "set: {person: 300}\n", "a.yaml:4:7: person: there is no setting 'person' - did you mean 'persons'?"),
    (HEAD + VARY + "set: {persons: 0}\n",
     "a.yaml:4:16: persons: '0' is too low - allowed is a whole number from 2 to 100,000,000"),
    (HEAD + VARY + "set: {rewards.referrer.amount.pay: 3}\n",
     "a.yaml:4:7: rewards.referrer.amount.pay: this setting is varied - leave it out, or change it under vary:"),
    (HEAD + VARY + "file: points.csv\n", "a.yaml:4:7: file: a factorial design has no use for a file - write design: list"),
    (HEAD + "design: list\nfile: points.csv\n", "points.csv: there is no such file"),
    (HEAD, "a.yaml:1:1: vary: nothing is varied - name levers under vary:"),
    ("study: sweep\nscenario: cash\n" + VARY, "a.yaml:2:11: scenario: there is no such scenario or file - shipped are: "),
    ("study: sweep\n" + VARY,
     "a.yaml:1:1: scenario: this is missing - the scenario that is varied: a shipped one by name, or a file by its path from here"),
    (HEAD + VARY + "reference: {credit.aprove: 3}\n", "a.yaml:4:13: credit.aprove: there is no setting 'credit.aprove'"),
])
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, text: str, message: str) -> None:
    [fault] = told(tmp_path, text)
    assert fault.startswith(message)


@pytest.mark.parametrize(("lever", "message"), [
    ("rewards.referrer.amount.pay: []", "at least one value must stand here"),
    ("rewards.referrer.amount.pay: 40", "values must stand here - a list, or {from: 10, to: 50}"),
    ("rewards.referrer.amount.pay: [0, much]", "'much' is not a number"),
    ("rewards.referrer.amount.pay: {from: 50, to: 10, steps: 3}", "the range is empty - from must be below to"),
    ("rewards.referrer.amount.pay: {from: 0, to: 10}", "how many values? - add steps: 5, or a step"),
    ("rewards.referrer.amount.pay: {from: 0, to: 10, steps: 0}", "a whole number of steps must stand here - like steps: 5"),
    ("rewards.referrer.amount.pay: {from: 0, until: 10}", "unknown setting 'until' - known here: from, to, steps, step, log"),
    ("rewards.referrer.amount.pay: {from: -1, to: 10, steps: 2}", "'-1' is too low"),
    ("rewards.referrer.amount.pay: {from: 0, to: 10, steps: 2, log: true}", "a range that moves by factors begins above 0"),
    ("rewards.referer.amount.pay: [0]", "there is no setting 'rewards.referer.amount.pay' - did you mean 'referrer'?"),
    ("credit.approve.cut_off: [560, 590 CNY]", "'CNY' is not a unit of this setting"),
])
def test_a_lever_that_will_not_do_is_refused_by_its_path(tmp_path: Path, lever: str, message: str) -> None:
    [fault] = told(tmp_path, f"{HEAD}vary:\n  {lever}\n")
    place, path, *said = fault.split(": ", 2)
    assert place.startswith("a.yaml:4:")
    assert path.removeprefix("vary.").startswith(lever.partition(":")[0])
    assert said[0].startswith(message)


def test_all_faults_of_a_study_are_told_at_once(tmp_path: Path) -> None:
    faults = told(tmp_path, HEAD + "set: {dayz: 3}\nmeasures: proft\nvary: {rewards.reffer.amount: [1], credit.lgd: [2]}\n")
    assert [fault.split(": ")[0] for fault in faults] == ["a.yaml:4:11", "a.yaml:3:7", "a.yaml:5:8", "a.yaml:5:49"]


def test_what_is_laid_over_a_study_is_told_by_its_option(tmp_path: Path) -> None:
    over = Over(["persons=few", "credit.lgdd=3"], replications=0)
    assert [fault.split(":")[0] for fault in told(tmp_path, HEAD + VARY, over)] == ["--replications"]
    assert told(tmp_path, HEAD + VARY, Over(["credit.lgdd=3"]))[0].startswith("--set: credit.lgdd: there is no setting")
    assert told(tmp_path, HEAD + VARY, Over(["persons=few"]))[0].startswith("--set: persons: 'few' is not a number")


@pytest.mark.parametrize(("study", "kind"), [("growth_against_losses", "search"), ("stress_referral", "stress"),
                                              ("which_levers", "sensitivity"), ("which_reward", "compare")])
def test_a_study_of_another_kind_is_told_once_with_the_command_for_it(study: str, kind: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        sweep(study)
    [fault] = refused.value.faults
    assert (fault.message, fault.hint) == (f"this is a {kind} study, not a sweep study", f"fission {kind} {study}")


def test_a_study_of_another_kind_in_a_file_or_in_python_is_told_too(tmp_path: Path) -> None:
    [fault] = told(tmp_path, "study: search\nscenario: cash\nmaximise: profit\n")
    assert fault == "a.yaml:1:8: study: this is a search study, not a sweep study - fission search a.yaml"
    with pytest.raises(ScenarioError, match=r"this is a search study, not a sweep study\n"):
        sweep({"study": "search", "scenario": "cash_for_invites"})


def test_an_unknown_study_suggests_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no such study or file - did you mean 'reward_and_cut_off'"):
        sweep("reward_and_cutoff")


@pytest.mark.parametrize(("text", "message"), [
    ("persons\n300,40\n", "points.csv:2:1: 2 values stand here, and 1 in the head"),
    ("persons, dais\n300, 40\n", "points.csv:1:10: dais: there is no setting 'dais' - did you mean 'days'?"),
    ("persons,days\n300,40\n300,forty\n", "points.csv:3:5: days: 'forty' is not a number"),
    ("persons,days\n", "points.csv: a head and at least one row must stand here"),
])
def test_a_list_of_points_is_told_by_line_and_column(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "points.csv").write_text(text)
    [fault] = told(tmp_path, HEAD + "design: list\nfile: points.csv\n")
    assert fault.startswith(message)


@pytest.mark.parametrize("name", names())
def test_a_shipped_study_is_sound(name: str) -> None:
    if "study: sweep" in (Path(sweeps.__file__).parents[1] / "studies" / f"{name}.yaml").read_text():
        assert sweeps.plan(name).tasks


def test_a_study_with_something_laid_over_it_is_kept_as_what_was_run(tmp_path: Path) -> None:
    """Levels may be numbers, words and rules, side by side."""
    (tmp_path / "a.yaml").write_text(HEAD + "vary:\n  rewards.referrer.when: [approved, {rule: on_time_payments, payments: 3}]\n")
    plan = sweeps.plan(tmp_path / "a.yaml", Over(("persons=500",)))
    (tmp_path / "b.yaml").write_text(plan.study.text)
    again = sweeps.plan(tmp_path / "b.yaml")
    assert [design.what.scenario for design in again.designs] == [design.what.scenario for design in plan.designs]
