"""The calibrated scenario as a file: its base, what the study sets, and each parameter with its interval beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from experiments.calibration.calibrated import SURE, Calibrated, Estimate
from experiments.lab import fingerprint
from experiments.study.copying import scenario_beside
from scenarios.differing import planted
from scenarios.faults import ScenarioError
from scenarios.load import load
from scenarios.load import names as shipped
from scenarios.stated import EVIDENCE
from scenarios.tree import Items, Mark, Node, Scalar, Settings, Source
from scenarios.units import dressed
from scenarios.writing import yaml_of
from sim.terms import CALIBRATED

NAME = "calibrated.yaml"


def write(found: Calibrated, folder: Path) -> Path:
    """Write the calibrated scenario to the folder of its study; it loads to the very scenario whose fit is told.

    Raises ScenarioError where it would not; then nothing is written.
    """
    path, partial = folder / NAME, folder / f"{NAME}.partial"
    try:
        partial.write_text(as_text(found, folder), encoding="utf-8")
        if fingerprint(load(partial)) != fingerprint(found.plan.design(found.chosen.places[0])):
            fault = found.plan.study.fault(("scenario",), "its calibrated file would be another scenario than was fitted",
                                           f"a defect of fission: {NAME} is not written, the runs are kept")
            raise ScenarioError([fault])
        return partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def as_text(found: Calibrated, folder: Path) -> str:
    """Return the text of the scenario file."""
    says = found.plan.study.says
    tree: Node = Settings({
        "base": Scalar(base(found, folder)),
        "title": Scalar(f"{found.plan.base.scenario.title or found.plan.base.scenario.name}, calibrated"),
        "purpose": Scalar(f"Fitted to {', '.join(says.targets)} by the study {found.plan.study.name}."),
    })
    for path, node in settings(found):
        tree = planted(tree, tuple(path.split(".")), node)
    return yaml_of(planted(tree, (EVIDENCE,), evidence(found)), with_origins=True)


def base(found: Calibrated, folder: Path) -> str:
    """Return the scenario that was fitted: a shipped one by its name, another as it is beside the study."""
    name = found.plan.study.located(found.plan.study.says.scenario)
    return name if name in shipped() else scenario_beside(name, folder)


def settings(found: Calibrated) -> Iterator[tuple[str, Node]]:
    """Yield what is set, path by path: what the study sets of every run, then the parameters."""
    common = found.plan.study.tree.of.get("set")
    if isinstance(common, Settings):
        yield from ((path, unmarked(node)) for path, node in common.of.items())
    for estimate, place in zip(found.estimates, found.chosen.places[0], strict=True):
        node = estimate.prior.node(float(place))
        assert isinstance(node, Scalar)
        yield estimate.prior.path, Scalar(node.text, Mark(Source(comment(estimate))))


def evidence(found: Calibrated) -> Settings:
    """Return what the parameters stand on: the study, its targets and the interval of each."""
    study, currency = found.plan.study, found.plan.base.scenario.currency
    source = f"{study.name}, to {', '.join(study.says.targets)}"
    return Settings({each.prior.path: Scalar(f"{CALIBRATED}: {source}; {interval(each, currency)}") for each in found.estimates})


def interval(estimate: Estimate, currency: str) -> str:
    """Return the interval of a parameter as one writes it."""
    leaf = estimate.prior.lever.leaf
    assert leaf is not None
    low, high = (dressed(f"{end:.4g}", leaf, currency) for end in (estimate.low, estimate.high))
    return f"{low} to {high} ({100 * SURE:.0f} %)"


def unmarked(node: Node) -> Node:
    """Return a node without its place, which would stand in a comment."""
    if isinstance(node, Settings):
        return Settings({name: unmarked(each) for name, each in node.of.items()})
    return Items(tuple(map(unmarked, node.items))) if isinstance(node, Items) else Scalar(node.text)


def comment(estimate: Estimate) -> str:
    """Return what is known of a parameter, in a line."""
    return (f"{estimate.low:.4g} to {estimate.high:.4g} ({SURE:.0%}), was {estimate.start:.6g}; "
            f"prior {estimate.prior.text}; {estimate.known.verdict}").replace("%", " %")
