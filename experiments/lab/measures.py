"""Which measures there are, without a run worth the name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from experiments.lab.rolling import measured
from experiments.study.door import S, Written
from scenarios.faults import Fault, ScenarioError, suggestion
from sim.engine import Engine
from sim.result import Measure
from sim.scenario import Scenario


@cache
def measures() -> Mapping[str, Measure]:
    """Return every measure by name, with its unit and meaning; the values mean nothing."""
    return measured(Engine(Scenario(persons=200, days=1), 1).run())


def check_measures(study: Written[S]) -> None:
    """Raise ScenarioError for measures in a study that do not exist."""
    faults = [*unknown(study)]
    if faults:
        raise ScenarioError(faults)


def unknown(study: Written[S]) -> Iterator[Fault]:
    """Yield a fault for each measure in a study that does not exist."""
    for number, name in enumerate(study.says.measures):
        if name not in measures():
            hint = suggestion(name, measures(), "see docs/measures.md; some are")
            yield study.fault(("measures", number), f"there is no measure '{name}'", hint)
