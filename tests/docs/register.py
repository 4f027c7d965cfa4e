"""The parts of the page on assumptions that are made: the grades, and the shipped register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from experiments.assumptions.elasticity import Elasticity
from experiments.assumptions.found import MOVES, STATES, Entry
from experiments.assumptions.shipped import is_outdated, shipped
from reports.assumptions import told
from reports.figures.assumptions import mattering
from reports.tables import label
from sim.terms import ASSUMPTION, GRADES
from tests.docs.tables import table

FIRST = 8
OLD = "Made before values of this scenario were changed: `make assumptions` makes it anew."


def grades(_: str) -> str:
    """Return the grades of evidence and what they mean."""
    return table(("Grade", "What it means"), ((f"*{grade}*", about) for grade, about in GRADES.items()))


def assumptions(_: str) -> str:
    """Return the shipped register: how much is assumed, what to measure first, and every setting."""
    record = shipped()
    surely = [each for each in record["settings"] if each["state"] == MOVES]
    head = ("Setting", "What it is", "Value", "Range", "Grade", *map(label, record["results"]))
    size = (f"{record['persons']:,} persons, {record['days']:,} days, {record['trajectories']} walks of {record['replications']} "
            f"seeds each; model `{record['model_digest']}`.{' **' + OLD + '**' if is_outdated() else ''}\n")
    return "\n".join([*summary(record["scenario"], record["settings"]), counted(record["settings"]), size,
                      table(head, (moving(each, record["results"]) for each in surely)),
                      *(beside(state, record) for state in [*STATES][1:])])


def summary(scenario: str, settings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield how many settings are assumptions, and which of them matter most."""
    unknown = [each for each in settings if each["grade"] == ASSUMPTION]
    surely, much = sum(each["state"] == MOVES for each in unknown), mattering(unknown)
    yield (f"Of the {len(settings)} settings of `{scenario}`, {len(unknown)} are assumptions. {surely} of these surely move one of "
           f"the three results, {len(much)} by 5 % or more through their range.\n")
    yield f"**To measure first**: {first_ones(much)}.\n"


def first_ones(unknown: Sequence[Mapping[str, Any]]) -> str:
    """Return the assumptions that move results most, with their paths."""
    return "; ".join(f"{each['about']} (`{each['path']}`)" for each in unknown[:FIRST])


def counted(settings: Sequence[Mapping[str, Any]]) -> str:
    """Return how many settings are of which grade, and how many of these do what."""
    def rows() -> Iterator[tuple[str, ...]]:
        for grade in GRADES:
            mine = [each["state"] for each in settings if each["grade"] == grade]
            yield f"*{grade}*", str(len(mine)), *(str(mine.count(state)) for state in STATES)

    return table(("Grade", "Settings", *STATES), rows())


def moving(each: Mapping[str, Any], results: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a setting that moves a result as a row."""
    entry = Entry(**{**each, "effects": {name: Elasticity(**one) for name, one in each["effects"].items()}})
    source = f": {entry.source}" if entry.source else ""
    return (f"`{entry.path}`", entry.about, entry.value, f"{entry.low} to {entry.high}", f"*{entry.grade}*{source}",
            *(told(entry, measure) for measure in results))


def beside(state: str, record: Mapping[str, Any]) -> str:
    """Return the settings that move no result surely, by why."""
    mine = [each for each in record["settings"] if each["state"] == state]
    listed = ", ".join(f"`{each['path']}` (*{each['grade']}*{'; ' if each['why'] else ''}{each['why']})" for each in mine)
    return f"**{state[:1].upper()}{state[1:]}** ({len(mine)}): {STATES[state]}.\n{listed}.\n"
