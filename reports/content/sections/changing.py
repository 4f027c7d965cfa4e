"""What would change the decision: break-even values, futures in which a scheme does worse, and what moves the results."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from experiments.interval import Interval
from reports import figures
from reports.content.answer import Case
from reports.content.evidence import Kind
from reports.content.speaking import called, listed
from reports.content.verdict import Outcome
from reports.document.blocks import Block, Bullets, Section, Table
from reports.messages import headed, inside
from reports.records import interval_of
from reports.words import Words

Record = Mapping[str, Any]
STATISTICS = ("mean", "worst", "cvar", "maximal_regret")
BREAKS_EVEN, PAYS, NEVER = "breaks even", "pays throughout", "never pays"


def section(case: Case, words: Words) -> Section | None:
    """Return the page on what would change the decision."""
    blocks = [*futures(case, words), *sensitive(case, words), *swept(case, words)]
    return Section("changing", words.say("What would change the decision"), title(case, words), blocks) if blocks else None


def title(case: Case, words: Words) -> str:
    """Say whether the scheme has a break-even value within what is open, or in how many futures it does worse."""
    record = case.evidence.record(Kind.STRESS)
    if record is None:
        return words.say("What moves the results most")
    if stressed(case) is None:
        return words.say("How schemes fare in {futures} other futures", futures=record["futures"])
    mine = {each["factor"]: each["verdict"] for each in record["break_even"] if each["scheme"] == tested(case)}
    turning = [inside(about(record, name, words)) for name, verdict in mine.items() if verdict == BREAKS_EVEN]
    if turning:
        return words.say("The answer turns with {names}", names=listed(words, turning))
    if tested(case) in record["regions"]:
        region = record["regions"][tested(case)]
        return words.say("{scheme}: surely worse in {worse}, surely better in {better} of {futures} futures",
                         scheme=headed(called(words, case, tested(case))), worse=region["surely_worse"],
                         better=region["surely_better"], futures=region["futures"])
    return words.say("How schemes fare in {futures} other futures", futures=record["futures"])


def stressed(case: Case) -> Record | None:
    """Return the record of a stress study on the measure that decides; None where there is none, or it is on another."""
    record = case.evidence.record(Kind.STRESS)
    return record if record and case.answer and record["measure"] == case.answer.measure else None


def tested(case: Case) -> str:
    """Return the scheme that other futures are asked about: the one that matters most, or the nearest rival of today's if kept."""
    found = case.answer
    if found is None or found.verdict.outcome is not Outcome.KEEP_TODAY:
        return case.focus
    rivals = [each for each in found.verdict.chances[1:] if each.acceptable and math.isfinite(each.effect.mean)]
    return max(rivals, key=lambda each: found.sign * each.effect.mean).scheme if rivals else case.focus


def futures(case: Case, words: Words) -> Iterator[Block]:
    """Yield what a stress study tells: schemes over futures, regions, break-even values."""
    record = case.evidence.record(Kind.STRESS)
    if record is None:
        return
    study = case.evidence.studies[Kind.STRESS]
    if record["futures_whole"]:
        yield figures.regret(study, words=words)
        yield figures.tornado(study, tested(case) if tested(case) in record["regions"] else "", words=words)
    yield over_futures(case, record, words)
    yield Bullets([worse(case, record, name, words) for name in record["regions"]])
    if record["break_even"]:
        yield figures.break_even(study, words=words)
        yield break_even(case, record, words)
    yield from figures.regions(study, words=words)


def over_futures(case: Case, record: Record, words: Words) -> Table:
    """Return what each scheme comes to over all futures."""
    heads = [words.say("Scheme"), words.say("Mean"), words.say("Worst future"), words.say("Worst 10 % of futures"),
             words.say("Largest regret")]
    rows = [[headed(called(words, case, name)), *(words.estimate(interval_of(found[each]), record["unit"], case.currency)
                                                  for each in STATISTICS)] for name, found in record["summary"].items()]
    note = words.say("Regret: what the best scheme of a future does better. 95 % intervals over seeds.")
    caption = words.say("{measure} over {futures} futures", measure=words.measure(record["measure"]), futures=record["futures"])
    return Table(caption, heads, rows, [False, True, True, True, True], note)


def worse(case: Case, record: Record, scheme: str, words: Words) -> str:
    """Say in how many futures a scheme does worse, and where these lie."""
    region = record["regions"][scheme]
    told = words.say("{scheme} does surely worse than today's scheme in {worse} of {futures} futures, surely better in {better}.",
                     scheme=headed(called(words, case, scheme)), worse=region["surely_worse"], futures=region["futures"],
                     better=region["surely_better"])
    if not region["sure"] or "limits" not in region:
        return told
    limits = listed(words, [limit(case, record, each, words) for each in region["limits"]])
    here, there = (words.figure(region[where]["share"] or 0.0, "share", "") for where in ("inside", "elsewhere"))
    where = (words.say("Where {limits}, it does worse in {here} of futures by the mean, elsewhere in {there}.",
                       limits=limits, here=here, there=there) if region["region_of"] == "worse" else
             words.say("Where {limits}, it does better in {here} of futures by the mean, elsewhere in {there}.",
                       limits=limits, here=here, there=there))
    return words.together(told, where)


def limit(case: Case, record: Record, each: Record, words: Words) -> str:
    """Say where a region ends."""
    name = inside(about(record, each["factor"], words))
    if each["values"]:
        return words.say("{name}: {values}", name=name, values=words.say(", ").join(map(words.name, each["values"])))
    low, high = (None if end is None else spelled(case, record, each["factor"], end, words) for end in (each["low"], each["high"]))
    if low is not None and high is not None:
        return words.say("{name}: {low} to {high}", name=name, low=low, high=high)
    return (words.say("{name}: above {low}", name=name, low=low) if low is not None
            else words.say("{name}: below {high}", name=name, high=high))


def break_even(case: Case, record: Record, words: Words) -> Table:
    """Return up to where each scheme pays."""
    rows = [even_row(case, record, each, words) for each in record["break_even"]]
    heads = [words.say("Scheme"), words.say("What is uncertain"), words.say("Today"), words.say("Pays")]
    note = words.say("One thing at a time, all else as written; {pairs} pairs of runs at each value.",
                     pairs=record["break_even"][0]["pairs"])
    return Table(words.say("Up to where a scheme pays against today's"), heads, rows, [False, False, True, False], note)


def even_row(case: Case, record: Record, each: Record, words: Words) -> list[str]:
    """Return one break-even value as a row."""
    name = each["factor"]
    today = spelled(case, record, name, factor_of(record, name)["today"], words)
    scheme, what = headed(called(words, case, each["scheme"])), headed(about(record, name, words))
    return [scheme, what, today, up_to(case, record, each, words)]


def up_to(case: Case, record: Record, each: Record, words: Words) -> str:
    """Say up to where a scheme pays."""
    if each["verdict"] == PAYS:
        return words.say("throughout the range")
    if each["verdict"] == NEVER:
        return words.say("nowhere in the range")
    if each["verdict"] != BREAKS_EVEN:
        return words.say("not decided")
    value, low, high = (None if each[end] is None else spelled(case, record, each["factor"], each[end], words)
                        for end in ("value", "low", "high"))
    told = words.say("below {value}", value=value) if each["pays_below"] else words.say("above {value}", value=value)
    beyond = words.say("beyond the range")
    return words.say("{told} ({low} to {high})", told=told, low=low or beyond, high=high or beyond)


def factor_of(record: Record, name: str) -> Record:
    """Return what is uncertain."""
    found: Record = next(each for each in record["uncertain"] if each["name"] == name)
    return found


def about(record: Record, name: str, words: Words) -> str:
    """Return what an uncertain thing is."""
    return words.term(factor_of(record, name)["about"])


def spelled(case: Case, record: Record, name: str, value: float | str, words: Words) -> str:
    """Return a value of an uncertain thing with its unit; a rate that may exceed 1 is a number of times, no share."""
    factor = factor_of(record, name)
    if isinstance(value, str):
        return words.name(value)
    if factor["unit"].startswith("per ") and factor["high"] > 1.0:
        return f"{value:.3g}"
    return words.figure(value, factor["unit"], case.currency)


def sensitive(case: Case, words: Words) -> Iterator[Block]:
    """Yield, measure by measure, how much each lever moves it."""
    record = case.evidence.record(Kind.SENSITIVITY)
    if record is None:
        return
    yield figures.sensitivity(case.evidence.studies[Kind.SENSITIVITY], words=words)
    for measure in record["measures"]:
        effects = moves(record, measure)
        if effects:
            yield moving(case, words, measure, unit_of_moves(record, measure), effects)


def swept(case: Case, words: Words) -> Iterator[Block]:
    """Yield how each measure of a sweep answers to its settings."""
    if Kind.SWEEP in case.evidence.studies:
        yield from figures.responses(case.evidence.studies[Kind.SWEEP], words=words)


def moves(record: Record, measure: str) -> dict[str, Interval]:
    """Return how much each setting moves a measure, the most first: effects (Morris), or parts of the variance (Sobol)."""
    found = [each for each in record["measures"].get(measure, {"indices": ()})["indices"]
             if each["name"] in ("mu_star", "ST") and not each["other"]]
    found.sort(key=lambda each: -(each["value"] or 0.0))
    return {each["lever"]: interval_of({**each, "replications": len(record["seeds"])}) for each in found}


def unit_of_moves(record: Record, measure: str) -> str:
    """Return the unit in which it is told how much a setting moves a measure."""
    return str(record["measures"][measure]["unit"]) if record["method"] == "morris" else "share"


def moving(case: Case, words: Words, measure: str, unit: str, found: Mapping[str, Interval]) -> Table:
    """Return how much each setting moves a measure, the most first."""
    head = words.say("Share of the variance") if unit == "share" else words.say("Change from one end of its range to the other")
    rows = [[lever, words.estimate(each, unit, case.currency)] for lever, each in found.items()]
    return Table(words.say("What moves {measure}", measure=inside(words.measure(measure))), [words.say("Setting"), head], rows,
                 [False, True], words.say("Mean size with its 95 % interval."))
