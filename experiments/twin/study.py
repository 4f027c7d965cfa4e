"""Several scenarios compared, each with its twin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from experiments.comparison import Comparison, refuse_unlike
from experiments.replication import OnProgress, replicate
from experiments.twin.twin import Twin, has_scheme, twin
from sim.scenario import Scenario


def compare_with_twins(scenarios: Sequence[Scenario], seed: int = 1, replications: int = 10, *, driver: str = "engine",
                       journal: bool = False, on_progress: OnProgress | None = None) -> tuple[Comparison, Mapping[str, Twin]]:
    """Return what ``compare`` returns, and the twin of each scenario that has a scheme, by name.

    Raises NotComparable and ValueError as ``compare`` does.
    """
    refuse_unlike(scenarios)
    twins = {each.name: twin(each, seed, replications, driver=driver, journal=journal, on_progress=on_progress)
             for each in scenarios if has_scheme(each)}
    arms = {each.name: twins[each.name].scheme if each.name in twins
            else replicate(each, seed, replications, driver=driver, journal=journal, on_progress=on_progress)
            for each in scenarios}
    return Comparison(arms), twins
