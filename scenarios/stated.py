"""The evidence that files state for the values of a scenario: kept as long as a value stands, checked at the door."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scenarios import places
from scenarios.differing import mapping, whole
from scenarios.faults import Fault, suggestion
from scenarios.merging import merged
from scenarios.models import LONGEST_TEXT
from scenarios.shapes import Leaf, scenario_shape
from scenarios.tree import Node, Scalar, Settings, dotted, mark_at, parted, value_at
from sim.scenario import Scenario
from sim.terms import ASSUMPTION, CHOSEN, GRADES

EVIDENCE = "evidence"


def laid(tree: Settings, over: Settings, faults: list[Fault]) -> Settings:
    """Return a scenario with settings laid over it; a value that is set anew loses what the one before it stood on."""
    new = merged(scenario_shape(), tree, over, faults)
    assert isinstance(new, Settings)
    return kept(tree, new)


def kept(before: Settings, after: Settings) -> Settings:
    """Return a scenario with the evidence that it had before of the values that are still the same, and its own."""
    old, new = before.of.get(EVIDENCE), after.of.get(EVIDENCE)
    if not isinstance(old, Settings) or not isinstance(new, Settings):
        return after
    own = Settings({}, old.mark) if new is old else new
    same = {path: node for path, node in old.of.items() if value_at(after, parted(path)) is value_at(before, parted(path))}
    both = Settings({**same, **own.of}, own.mark, {**old.marks, **own.marks})
    return after.changed({**after.of, EVIDENCE: both}, after)


def without(tree: Settings) -> Settings:
    """Return a scenario without the evidence stated in it, which the model is not told."""
    return tree.changed({name: node for name, node in tree.of.items() if name != EVIDENCE}, tree)


def stated(tree: Settings) -> Mapping[str, str]:
    """Return the evidence stated in a scenario, by the path of the setting."""
    return {path: str(node.text) for path, node in entries(tree).items() if isinstance(node, Scalar)}


def entries(tree: Settings) -> Mapping[str, Node]:
    """Return the evidence stated in a scenario as it is written, by path."""
    return mapping(tree.of.get(EVIDENCE, Settings({}))).of


def read(evidence: str) -> tuple[str, str]:
    """Return grade and source, which is empty where none is named.

    >>> read("derived: 1.16 %: from Ant 2019"), read("assumption")
    (('derived', '1.16 %: from Ant 2019'), ('assumption', ''))
    """
    grade, _, source = evidence.partition(": ")
    return grade.strip(), source.strip()


def misspelt(tree: Settings) -> Iterator[Fault]:
    """Yield a fault for each evidence that is not a grade with its source."""
    node = tree.of.get(EVIDENCE, Settings({}))
    if not isinstance(node, Settings):
        yield node.mark.fault("settings must stand here", "'path.of.a.setting: \"grade: source\"', one a line", EVIDENCE)
    for path, each in entries(tree).items():
        if said := complaint(each):
            yield each.mark.fault(*said, f"{EVIDENCE}.{path}")


def complaint(node: Node) -> tuple[str, str] | None:
    """Return message and hint for what is no evidence; None for what is."""
    if not isinstance(node, Scalar) or not node.text:
        return "a grade must stand here, with its source", "write the whole path of the setting, then \"grade: source\""
    grade, source = read(node.text)
    if grade not in GRADES:
        return f"'{grade}' is no grade", suggestion(grade, GRADES, "the grades are")
    if not source and grade not in (ASSUMPTION, CHOSEN):
        return f"{grade}, but no source is named", f'write "{grade}: source"'
    if len(node.text) > LONGEST_TEXT:
        return "the text is too long", f"allowed are {LONGEST_TEXT} characters"
    return None


def unknown(tree: Settings, scenario: Scenario) -> Iterator[Fault]:
    """Yield a fault for each path at which the scenario has no number, choice or switch."""
    paths = stated(tree)
    if not paths:
        return
    known = [dotted(path) for path, shape, _ in places.values(scenario_shape(), whole(scenario)) if isinstance(shape, Leaf)]
    for path in paths:
        if path not in known:
            yield mark_at(tree, (EVIDENCE, path)).fault(f"there is no setting '{path}'", meant(path, known), EVIDENCE)


def meant(path: str, known: list[str]) -> str:
    """Return the hint for an unknown path: one of which it is a part, or the nearest.

    >>> meant("c_to_m1", ["behaviour.repay.c_to_m1"])
    "did you mean 'behaviour.repay.c_to_m1'?"
    """
    whole_path = next((each for each in known if f".{path}." in f".{each}."), path)
    return suggestion(whole_path, known, "") or "fission show NAME --resolved lists all settings"
