"""The assumption register: what was set, what nobody knows for sure, where it comes from, and how much the result moves with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from experiments.interval import Interval
from reports import figures
from reports.content.answer import Case
from reports.content.caveats import PEOPLE
from reports.content.evidence import Kind
from reports.content.register import elsewhere, is_of_old_values, is_outdated, leading_assumption, register
from reports.content.reproducing import reproduced
from reports.content.sections.changing import moves, spelled, tested, unit_of_moves, up_to
from reports.content.speaking import called
from reports.document.blocks import Block, Paragraph, Section, Table
from reports.figures.assumptions import mattering, swing
from reports.messages import headed, inside
from reports.words import Words
from scenarios import places
from scenarios.differing import whole
from scenarios.evidence import standings
from scenarios.shapes import Group, Leaf, Named, Place, Shape, scenario_shape
from scenarios.tree import Path, dotted
from sim.scenario import NO_END, Portrait, Reward, Scenario
from sim.terms import ASSUMPTION, CHOSEN, MINOR_UNITS

ESSENCE = re.compile(r"rewards\.[^.]+\.(pay|when|amount|form)\b")
"""What a scheme is, even where it is as usual."""
MOST_ROWS, FEW = 20, 3
"""How many settings stand in the table of elasticities."""
ABOUT_ITSELF = ("name", "title", "purpose")


class Value(NamedTuple):
    """A setting as it is written; ``grade`` is empty where a rule is chosen, ``source`` where nobody names one."""

    shown: str
    about: str = ""
    grade: str = ""
    source: str = ""


def section(case: Case, words: Words) -> Section | None:
    """Return the register."""
    blocks = [*uncertain(case, words), *elastic(case, words), *believed(case, words), *given(case, words)]
    known = reproduced(words)
    return Section("assumptions", words.say("Assumption register"), title(case, words), [known, *blocks]) if blocks else None


def title(case: Case, words: Words) -> str:
    """Say how much of the model is assumed."""
    record = case.evidence.record(Kind.STRESS)
    if case.arm is not None:
        people = of_people(case).values()
        counts = {"assumed": sum(is_assumed(each) for each in people), "many": len(people)}
        if (most := leading_assumption(case)) is None:
            return words.say("{assumed} of {many} settings about people are assumptions", **counts)
        return words.say("{assumed} of {many} settings about people are assumptions, first of all {name}", **counts,
                         name=inside(words.term(most["about"])))
    assert record is not None
    assumed = sum(each["source"].startswith(ASSUMPTION) for each in record["uncertain"])
    return words.say("{assumed} of {many} open questions are assumptions", assumed=assumed, many=len(record["uncertain"]))


def values(scenario: Scenario, stated: Mapping[str, str] = MappingProxyType({})) -> Mapping[str, Value]:
    """Return every setting of a scenario by its path, with the evidence ``stated`` for it; a sum of money without end is none."""
    found = places.values(scenario_shape(), whole(scenario))
    shown = {path: (shape, places.shown(shape, leaf, scenario.currency)) for path, shape, leaf in found}
    endless = f"{NO_END // MINOR_UNITS} {scenario.currency}"
    stands = standings(scenario, stated)
    return {dotted(path): Value("none" if text == endless else text, told(path, shape),
                                *((stands[dotted(path)].grade, stands[dotted(path)].source) if dotted(path) in stands else ()))
            for path, (shape, text) in shown.items()}


def told(path: Path, shape: Shape | None) -> str:
    """Return what a setting means, or what its rule is about."""
    if isinstance(shape, Leaf):
        return shape.term.about
    place = at(scenario_shape(), path[:-1]) if path[-1] == "rule" else None
    return place.slot.about if isinstance(place, Place) else ""


def at(shape: Shape | None, path: Path) -> Shape | None:
    """Return the shape of a place in a scenario; None where it is not one of groups."""
    for name in path:
        if isinstance(shape, Named):
            shape = shape.of
        else:
            shape = shape.fields.get(str(name)) if isinstance(shape, Group) else None
    return shape


def of_people(case: Case) -> dict[str, Value]:
    """Return the settings of the scheme that nobody can choose, those that are assumed first."""
    found = {path: each for path, each in mine(case).items() if each.grade and path.startswith(PEOPLE)}
    return dict(sorted(found.items(), key=lambda each: not is_assumed(each[1])))


def is_assumed(value: Value) -> bool:
    """Tell whether a value is assumed."""
    return value.grade == ASSUMPTION


def elastic(case: Case, words: Words) -> Iterator[Block]:
    """Yield how far the results move with what nobody chooses, by its grade, as the assumption register has it."""
    found = register(case)
    if found is None:
        return
    record = found.record
    matter = mattering(record["settings"])
    yield figures.assumptions(found, words=words)
    rows = [[each["path"], headed(words.term(each["about"])), words.name(each["grade"]),
             *(elasticity(each, measure, words) for measure in record["results"])] for each in matter[:MOST_ROWS]]
    heads = [words.say("Setting"), words.say("Meaning"), words.say("Grade"), *map(words.measure, record["results"])]
    yield Table(words.say("Elasticity of three results, the largest effect first"), heads, rows, [False] * 3 + [True] * 3,
                words.together(read_so(record, words), beside(record, len(matter), words), version(case, words)))


def elasticity(entry: Mapping[str, Any], measure: str, words: Words) -> str:
    """Return an elasticity, or the change from one end of a range to the other where a percent of the setting means nothing."""
    each = entry["effects"].get(measure)
    if each is None:
        return words.say("n/a")
    if not each["sure"]:
        return words.say("not seen") if each["size"] else words.say("none")
    if entry["percent"]:
        return words.estimate(Interval(each["mean"], each["low"], each["high"], 2), "count", "")
    return words.estimate(swing(entry, measure), "share", "")


def read_so(record: Mapping[str, Any], words: Words) -> str:
    """Say how elasticities are read, and where they come from."""
    return words.say("Percent of change for each percent of the setting, contribution margin in percent of revenue, 95 % "
                     "intervals; with a % sign: from one end of its range to the other. Not seen: not told apart from luck. "
                     "Simulation of {scenario}: {persons:,} persons, {days:,} days, {walks} walks.",
                     scenario=words.scheme(record["scenario"]), persons=record["persons"], days=record["days"],
                     walks=record["trajectories"])


def beside(record: Mapping[str, Any], matter: int, words: Words) -> str:
    """Say how many more settings there are, and where they stand."""
    return words.say("{matter} settings that nobody chooses surely move a result by 5 % or more, {others} do not or are not "
                     "in use; fission assumptions {scenario} --all lists them.",
                     matter=matter, others=len(record["settings"]) - matter, scenario=record["scenario"])


def version(case: Case, words: Words) -> str:
    """Say where the register was made with another version of the model or of its scenario, and of what it is silent."""
    model = words.say("Made with another version of the model than these runs.") if is_outdated(case) else ""
    values = words.say("Made before values of its scenario were changed.") if is_of_old_values(case) else ""
    others = elsewhere(case)
    left = words.say("Left out, as they stand elsewhere here than where it was made: {left} settings, first of all {some}.",
                     left=len(others), some=", ".join(others[:FEW])) if others else ""
    return words.together(model, values, left)


def believed(case: Case, words: Words) -> Iterator[Block]:
    """Yield what is taken to hold of people, with its grade and source, and how much the result moves with it."""
    if case.arm is None:
        return
    rows = [[path, headed(words.term(each.about)), words.setting(each.shown), words.name(each.grade),
             words.term(each.source), moved(case, [path], words)]
            for path, each in of_people(case).items()]
    heads = [words.say("Setting"), words.say("Meaning"), words.say("Value"), words.say("Grade"), words.say("Source"),
             words.say("Moves the result by")]
    yield told_of(words.say("What is taken to hold of people"), heads, rows)


def mine(case: Case) -> Mapping[str, Value]:
    """Return the settings of the scheme that matters most."""
    assert case.arm is not None
    return values(case.arm.scenario, case.evidence.stated.get(case.focus, {}))


def chosen(case: Case) -> dict[str, Value]:
    """Return the settings of the scheme that are not as they would be had nobody set them, and what is paid to whom for what."""
    assert case.arm is not None
    scenario = case.arm.scenario
    untouched = Scenario()._replace(rewards=dict.fromkeys(scenario.rewards, Reward()),
                                    portraits=dict.fromkeys(scenario.portraits, Portrait()))
    usual = values(untouched)
    return {path: value for path, value in mine(case).items() if path not in ABOUT_ITSELF
            and (path not in usual or usual[path].shown != value.shown or ESSENCE.match(path))}


def given(case: Case, words: Words) -> Iterator[Block]:
    """Yield what the scheme sets, beside today's."""
    if case.arm is None:
        return
    first = case.evidence.arms.get(case.evidence.schemes[0])
    today = values(first.scenario) if first else {}
    rows = [[path, words.term(value.about), words.setting(value.shown),
             words.setting(today[path].shown) if path in today else words.say("not set") if first else "",
             source(value, words), moved(case, [path], words)] for path, value in chosen(case).items()]
    heads = [words.say("Setting"), words.say("Meaning"), words.say("Value"), words.say("Today"), words.say("Source"),
             words.say("Moves the result by")]
    yield told_of(words.say("What {scheme} sets", scheme=headed(called(words, case, case.focus))), heads, rows)
    yield Paragraph(words.say("Every other setting has its default; fission show {name} --resolved lists them, and fission rules "
                              "their sources.", name=case.focus))


def told_of(caption: str, heads: list[str], rows: list[list[str]]) -> Table:
    """Return a table without its last column where nothing stands in it."""
    kept = len(heads) if any(row[-1] for row in rows) else len(heads) - 1
    return Table(caption, heads[:kept], [row[:kept] for row in rows], [False] * kept)


def source(value: Value, words: Words) -> str:
    """Return where a value comes from; of a rule, that it is chosen."""
    return words.term(value.source) or words.name(value.grade or CHOSEN)


def moved(case: Case, paths: Sequence[str], words: Words) -> str:
    """Return how much some settings move the measure that decides, where a sensitivity study says so."""
    record = case.evidence.record(Kind.SENSITIVITY)
    measure = case.answer.measure if case.answer else ""
    found = moves(record, measure) if record else {}
    return words.say("; ").join(words.estimate(found[path], unit_of_moves(record, measure), case.currency)
                     for path in paths if record and path in found)


def uncertain(case: Case, words: Words) -> Iterator[Block]:
    """Yield what nobody knows for sure, with its grade and source, and how the result moves with it."""
    record = case.evidence.record(Kind.STRESS)
    if record is None:
        return
    rows = [[headed(words.term(each["about"])), spelled(case, record, each["name"], each["today"], words),
             reach(case, record, each, words), *graded(each, words), turns(case, record, each["name"], words)]
            for each in record["uncertain"]]
    heads = [words.say("What"), words.say("Today"), words.say("Range left open"), words.say("Grade"), words.say("Source"),
             words.say("{scheme} pays", scheme=headed(called(words, case, tested(case))))]
    yield told_of(words.say("What nobody knows for sure"), heads, rows)


def reach(case: Case, record: Mapping[str, Any], each: Mapping[str, Any], words: Words) -> str:
    """Return the range that the evidence leaves open."""
    if "values" in each:
        return words.say(", ").join(map(words.name, each["values"]))
    low, high = (spelled(case, record, each["name"], each[end], words) for end in ("low", "high"))
    return words.say("{low} to {high}", low=low, high=high)


def graded(each: Mapping[str, Any], words: Words) -> tuple[str, str]:
    """Return the grade of what is known, and its source."""
    grade, parted, source = each["source"].partition(": ")
    return (words.name(grade), words.term(source)) if parted else ("", words.term(each["source"]))


def turns(case: Case, record: Mapping[str, Any], factor: str, words: Words) -> str:
    """Return up to where the scheme pays as one thing moves; empty where that was not sought."""
    mine = [each for each in record["break_even"] if (each["scheme"], each["factor"]) == (tested(case), factor)]
    return up_to(case, record, mine[0], words) if mine else ""
