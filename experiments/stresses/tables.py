"""The tables of a stress study."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from experiments.interval import interval
from experiments.lab.tidy import Field, Tidy
from experiments.stresses.factors import Factor

if TYPE_CHECKING:
    from experiments.stresses.stressed import Stressed

SCHEME = ("scheme", "name", "the scheme")
FUTURE = ("future", "number", "number of the future; 0 is the one as written")
FACTOR = ("factor", "name", "what is uncertain")
MEASURED = "as the measure"
IN_UNIT = "as the setting"


def tables(found: Stressed) -> tuple[Tidy, ...]:
    """Return all tables."""
    return (futures(found), replications(found), regret(found), summary(found), break_even(found), trials(found),
            advantage(found), regions(found))


def table(name: str, about: str, columns: Sequence[tuple[str, str, str]], rows: Iterable[Sequence[Any]], index: int) -> Tidy:
    """Return a table from its rows; the first ``index`` columns tell one row from the others."""
    held = list(rows)
    fields = {column: Field([row[number] for row in held], unit, meaning)
              for number, (column, unit, meaning) in enumerate(columns)}
    return Tidy(name, about, fields, tuple(column for column, _, _ in columns[:index]))


def futures(found: Stressed) -> Tidy:
    """Return the value of each factor in each future."""
    plan = found.plan
    columns = [FUTURE, *((factor.name, factor.first.unit, factor.about) for factor in plan.factors)]
    today = [own(factor, plan.schemes[0].values) for factor in plan.factors]
    rows = [[0, *today], *([number, *(value(factor, place) for factor, place in zip(plan.factors, places, strict=True))]
                           for number, places in enumerate(plan.futures, 1))]
    return table("futures", "what is the case in each future", columns, rows, 1)


def value(factor: Factor, place: float) -> float | str:
    """Return the value of a factor at a place."""
    return factor.number(place) if factor.ranged else factor.written(place)


def own(factor: Factor, values: Mapping[str, str]) -> float | str:
    """Return a scheme's own value of a factor."""
    path = factor.first.path
    return float(values[path]) if factor.ranged else values.get(path, values.get(f"{path}.rule", ""))


def replications(found: Stressed) -> Tidy:
    """Return each measure of each replication of each future."""
    plan = found.plan
    cells = [(scheme.name, future, seed) for scheme in plan.schemes
             for future in range(len(plan.futures) + 1) for seed in plan.seeds]
    rows = ((*cell, name, figure) for cell, outcome in zip(cells, found.outcomes, strict=True)
            for name, figure in outcome.measures.items())
    columns = [SCHEME, FUTURE, ("seed", "number", "seed of the replication"),
               ("measure", "name", "what is measured: docs/measures.md"), ("value", MEASURED, "money in currency units")]
    return table("replications", "each measure of each replication", columns, rows, 4)


def regret(found: Stressed) -> Tidy:
    """Return what each scheme comes to in each future, and what it falls short of the best one."""
    means = [[interval(values) for values in scheme] for scheme in found.everywhere]
    rows = [(scheme.name, future, *means[number][future], *found.regrets[number][future][:3])
            for number, scheme in enumerate(found.plan.schemes) for future in range(len(found.plan.futures) + 1)]
    columns = [SCHEME, FUTURE, *ends(MEASURED), ("regret", MEASURED, "what the best scheme of this future does better"),
               ("regret_low", MEASURED, "lower end of its 95 % interval"), ("regret_high", MEASURED, "upper end")]
    return table("regret", f"{found.plan.measure} of each scheme in each future, and its regret", columns, rows, 2)


def ends(unit: str) -> list[tuple[str, str, str]]:
    """Return the columns of a mean with its interval."""
    return [("mean", unit, "mean over replications"), ("low", unit, "lower end of the 95 % interval"),
            ("high", unit, "upper end of the 95 % interval"), ("replications", "count", "replications behind it")]


def summary(found: Stressed) -> Tidy:
    """Return each statistic of each scheme over all futures."""
    rows = [(scheme.name, name, *each[number]) for name, each in found.summary.items()
            for number, scheme in enumerate(found.plan.schemes)]
    columns = [SCHEME, ("statistic", "name", "what the futures are summed up in"), *ends(MEASURED)]
    return table("summary", f"{found.plan.measure} of each scheme over all futures", columns, rows, 2)


def break_even(found: Stressed) -> Tidy:
    """Return where each scheme breaks even against that of today."""
    columns = [SCHEME, FACTOR, ("verdict", "name", "what is known"), ("value", IN_UNIT, "where it breaks even by the mean"),
               ("low", IN_UNIT, "lower end of the 95 % interval; empty: beyond the range"),
               ("high", IN_UNIT, "upper end of the 95 % interval; empty: beyond the range"),
               ("pays_below", "switch", "whether it pays below that value, rather than above"),
               ("observed", "name", "the measure by which a lender sees it in the scheme's book"),
               ("seen", MEASURED, "what a lender sees there where the scheme breaks even"),
               ("seen_low", MEASURED, "the same at the lower end"), ("seen_high", MEASURED, "the same at the upper end")]
    rows = [(found.plan.schemes[each.scheme].name, each.factor.name, str(each.found.verdict), *map(each.value, each.found.places),
             each.found.pays_below, each.factor.observed, *map(each.seen, each.found.places)) for each in found.break_evens]
    return table("break_even", "where each scheme breaks even against that of today", columns, rows, 2)


def trials(found: Stressed) -> Tidy:
    """Return the advantage of each scheme at each value that was tried."""
    columns = [SCHEME, FACTOR, ("value", IN_UNIT, "value tried"), *ends(MEASURED)]
    about = f"by how much each scheme does better than that of today in {found.plan.measure}, paired by seed"
    return table("trials", about, columns, tried(found), 3)


def tried(found: Stressed) -> Iterator[Sequence[Any]]:
    """Yield each value tried with the advantage there."""
    for each in found.break_evens:
        for place, values in zip(each.search.places, each.search.by_seed, strict=True):
            yield found.plan.schemes[each.scheme].name, each.factor.name, each.value(float(place)), *interval(values)


def advantage(found: Stressed) -> Tidy:
    """Return by how much each scheme does better than that of today in each whole future."""
    words, whole = {-1.0: "worse", 0.0: "", 1.0: "better"}, [number for number in range(1, len(found.whole)) if found.whole[number]]
    rows = [(found.plan.schemes[rival].name, future, *interval(values), words[float(sure)], bool(inside))
            for rival, region in enumerate(found.regions, 1)
            for future, values, sure, inside in zip(whole, found.payoffs[rival] - found.payoffs[0], region.surely, region.inside,
                                                    strict=True)]
    columns = [SCHEME, FUTURE, *ends(MEASURED), ("surely", "name", "worse or better, where decided (false discovery rate 5 %)"),
               ("inside", "switch", "whether it lies in the region")]
    about = f"by how much each scheme does better than that of today in {found.plan.measure}, in each future, paired by seed"
    return table("advantage", about, columns, rows, 2)


def regions(found: Stressed) -> Tidy:
    """Return the limits of each region."""
    columns = [SCHEME, FACTOR, ("worse", "switch", "whether the scheme does worse there, rather than better"),
               ("low", IN_UNIT, "lower limit"), ("high", IN_UNIT, "upper limit"),
               ("values", "name", "of a list, the values in the region"),
               ("p", "share", "quasi-p-value of the limit"), ("coverage", "share", "of all such futures, those in the region"),
               ("density", "share", "of the futures in the region, such futures"), ("cases", "count", "futures in the region"),
               ("chance", "share", "how often shuffled futures yield a region as good")]
    rows = [(found.plan.schemes[number].name, limit.factor.name, region.of_worse, limit.low, limit.high,
             ", ".join(limit.values), limit.p, *region.found[1:4], region.found.chance)
            for number, region in enumerate(found.regions, 1) if region.found is not None for limit in region.limits]
    return table("regions", "the regions of futures in which schemes do worse, or better where that is rarer", columns, rows, 2)
