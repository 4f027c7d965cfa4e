"""A scenario with the origin of every value, and written out in full."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios import load, names, resolve
from scenarios.checks import ORDERED
from scenarios.load import resolve as resolve_file
from scenarios.shapes import Group, Leaf, Place, Shape, scenario_shape
from scenarios.stated import without
from scenarios.tree import leaves
from scenarios.units import inside, outside


def test_each_value_knows_where_it_comes_from(write) -> None:
    write("persons: 500\nrewards: {r: {amount: 5}}", "base.yaml")
    resolved = resolve(write("base: base.yaml\n\nrewards:\n  r:\n    hold: 7\n"), ["days=30"])
    origins = resolved.origins
    assert origins["persons"] == "base.yaml:1"
    assert origins["rewards.r.amount.pay"] == "base.yaml:2"
    assert origins["rewards.r.hold"] == "mine.yaml:5"
    assert origins["days"] == "--set"
    assert origins["product.late_fee"] == "default"
    assert resolved.values["rewards.r.amount.pay"] == "5"
    assert resolved.values["rewards.r.form"] == "cash"


@pytest.mark.parametrize("name", names())
def test_every_value_has_an_origin(name: str) -> None:
    resolved = resolve(name)
    assert list(resolved.values) == list(resolved.origins)
    assert {str(leaf.mark) for _, leaf in leaves(without(resolved.tree))} == set(resolved.origins.values())


def test_values_are_those_at_the_door() -> None:
    values = resolve("convex_steps").values
    assert values["rewards.referrer.amount.total"] == "100, 480, 980, 1680"
    assert values["population.income_median"] == "6000"


def test_it_reads_like_a_file_with_remarks() -> None:
    lines = resolve("cash_for_invites", ["rewards.friend.amount=30"]).to_yaml(origins=True).splitlines()
    assert lines[0] == "name: cash_for_invites                            # cash_for_invites.yaml"
    assert "      pay: 30                                     # --set" in lines
    assert "  tail: 2.5" in lines


@pytest.mark.parametrize("title", [
    "plain", "Gold: 2nd # not a remark", "true", "null", "~", "", "- x", "'", '"', "邀请有礼", "12", "a\tb", "---",
    "{}", "&a", "x\N{NO-BREAK SPACE}y", "\N{PARTY POPPER}",
])
def test_any_title_survives(title: str, write) -> None:
    write(resolve("baitiao_consumer").to_yaml().replace('"Baitiao consumer credit, no scheme"', repr_yaml(title)))
    scenario = load("mine.yaml")
    assert scenario.title == title.strip()
    assert load(write(resolve("mine.yaml").to_yaml())) == scenario


def repr_yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if "\t" not in text else '"' + text.replace("\t", "\\t") + '"'


def settings(shape: Shape, path: str = "") -> list[tuple[str, Leaf]]:
    """Every single value of a scenario that no other restricts, with its path."""
    if isinstance(shape, Leaf):
        return [] if shape.many or path.startswith(("network", "persons", "team", "product.kind", "loan")) else [(path, shape)]
    if isinstance(shape, Place):
        shape = shape.rules[shape.usual]
    fields = shape.fields if isinstance(shape, Group) else {}
    return [each for name, field in fields.items() for each in settings(field, f"{path}.{name}".strip("."))]


def values(leaf: Leaf) -> st.SearchStrategy[str]:
    """Every value within the bounds of a setting, as one would write it."""
    term = leaf.term
    if term.unit == "switch":
        return st.sampled_from(["true", "false"])
    if term.unit == "choice":
        return st.sampled_from(term.choices)
    if term.unit == "money":
        fen = st.integers(int(term.low * 100), int(min(term.high, 1e9) * 100))
        return fen.map(lambda value: str(Decimal(value) / 100))
    if leaf.whole:
        steps = st.integers(-(-int(term.low) // term.step), int(term.high) // term.step)
        return steps.map(lambda number: str(number * term.step))
    return st.floats(term.low, term.high, allow_nan=False, allow_infinity=False).map(repr)


SETTINGS = settings(scenario_shape())
BOUNDED = tuple(setting for pair in ORDERED for setting in pair)


@given(st.data())
def test_any_value_within_bounds_is_kept_exactly(tmp_path_factory, data) -> None:
    chosen = data.draw(st.lists(st.sampled_from(SETTINGS), max_size=6, unique_by=lambda each: each[0]))
    written = {path: data.draw(values(leaf), label=path) for path, leaf in chosen if not path.endswith(BOUNDED)}
    resolved = resolve_file("cash_for_invites", written)
    file = tmp_path_factory.mktemp("again") / "again.yaml"
    file.write_text(resolved.to_yaml(), encoding="utf-8")
    assert load(file) == resolved.scenario


@given(st.data())
def test_a_value_goes_out_as_it_came_in(data) -> None:
    _, leaf = data.draw(st.sampled_from(SETTINGS))
    value = inside(data.draw(values(leaf)), leaf, "CNY")
    assert inside(str(outside(value, leaf)).lower(), leaf, "CNY") == value


def test_there_is_a_good_number_of_settings() -> None:
    assert len(SETTINGS) > 100


@pytest.mark.parametrize("name", names())
def test_each_value_is_shown_as_it_could_be_written(name: str) -> None:
    resolved = resolve(name)
    shown = {path: text for path, text in resolved.shown.items() if resolved.origins[path] != "default" and ", " not in text}
    plain = {path: text for path, text in shown.items() if path not in ("name", "title", "purpose")}
    assert resolve(name, {**plain, "name": name}).scenario == resolved.scenario
    units = " ".join(shown.values())
    assert f" {resolved.scenario.currency}" in units
    assert " %" in units


def test_a_bare_one_for_a_share_is_told(write) -> None:
    told = resolve(write("credit: {lgd: 1}\npopulation: {launch: 1.0, thin_file: 100 %}\nrewards: {r: {amount: 1}}")).notes
    assert told == ("mine.yaml:1:15: credit.lgd: 1 is read as 100 %; for one in a hundred write 1 %",)
    assert resolve("mine.yaml", ["population.thin_file=1"]).notes[0].startswith("--set: population.thin_file: 1 is read as 100 %")


@pytest.mark.parametrize("name", names())
def test_shipped_scenarios_have_nothing_to_tell(name: str) -> None:
    assert resolve(name).notes == ()


def test_a_share_of_organisers_that_is_nobody_is_told() -> None:
    """5 per 10,000 of 1,000 persons is half a person, which is rounded to none; of 2,000 it is one."""
    assert resolve("guarded_growth", ["persons=2000"]).notes == ()
    [note] = resolve("guarded_growth", ["persons=1000"]).notes
    assert note == "guarded_growth: abuse.organisers: 5 per 10,000 are none of 1,000 persons, so no ring can come"
