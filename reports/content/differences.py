"""What has changed since an earlier report: the inputs, the model, the results sign by sign, and the answer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from experiments.interval import Interval, interval
from experiments.lab.measures import SENSE
from experiments.study.copying import STUDY
from reports.bounds import possible
from reports.content.answer import Case
from reports.content.evidence import NoReport
from reports.content.recommendation import recommendation
from reports.content.sections.assumptions import ABOUT_ITSELF, values
from reports.content.speaking import called
from reports.document.blocks import Block, Paragraph, Section, Table
from reports.messages import headed
from reports.words import Words

MEASURES = ("activated_accounts", "k_factor", "gmv", "dpd90_share", "net_charge_off", "ecl", "reward_cost", "contribution_margin",
            "profit", "cac", "ltv")
MODEL = {"model_digest": "model", "git_revision": "code"}


class Change(NamedTuple):
    """A measure of a scheme: what it came to, what it comes to now, and the difference, with bounds where seeds are paired."""

    old: Interval
    new: Interval
    more: Interval


def section(new: Case, old: Case, words: Words) -> Section:
    """Return what has changed.

    Raises NoReport for evidence in another currency.
    """
    if new.currency != old.currency:
        raise NoReport(f"the money of one is {new.currency}, of the other {old.currency}: there is no difference to tell")
    return Section("differences", words.say("Since the last report"), title(new, old, words), [*parts(new, old, words)])


def title(new: Case, old: Case, words: Words) -> str:
    """Say whether the answer still stands."""
    if answered(new) != answered(old):
        return words.say("The answer has changed")
    if not [*inputs(new, old, words)] and not [*model(new, old)] and all(map(same, changes(new, old).values())):
        return words.say("Nothing has changed")
    return words.say("The answer stands")


def answered(case: Case) -> tuple[str, str, frozenset[str]]:
    """Return what the answer is: how it turned out, what is chosen, and between whom it is open, in whatever order."""
    found = case.answer.verdict if case.answer else None
    return (found.outcome, found.chosen, frozenset(found.between)) if found else ("", "", frozenset())


def parts(new: Case, old: Case, words: Words) -> Iterator[Block]:
    """Yield the answers, and the tables of inputs, model and results."""
    yield Paragraph(words.say("Then: {sentence}", sentence=recommendation(old, words).sentence))
    yield Paragraph(words.say("Now: {sentence}", sentence=recommendation(new, words).sentence))
    heads = [words.say("Then"), words.say("Now")]
    given, versions = [*inputs(new, old, words)], [*model(new, old)]
    if given:
        yield Table(words.say("Inputs that have changed"), [words.say("Of"), words.say("Setting"), *heads], given, [False] * 4)
    if versions:
        yield Table(words.say("The model and its packages"), [words.say("What"), *heads], versions, [False] * 3)
    if not given and not versions:
        yield Paragraph(words.say("Neither the inputs nor the model have changed."))
    found = changes(new, old)
    if moved := {name: each for name, each in found.items() if not same(each)}:
        yield results(new, moved, words)
    if many := len(found) - len(moved):
        yield Paragraph(words.count("{number} figure is the same.", "{number} figures are the same.", many))


def inputs(new: Case, old: Case, words: Words) -> Iterator[list[str]]:
    """Yield the settings that differ, scheme by scheme and study by study, with their old and new values."""
    for name, arm in new.evidence.arms.items():
        if name in old.evidence.arms:
            before, now = ({path: words.setting(value.shown) for path, value in values(each.scenario).items()
                            if path not in ABOUT_ITSELF} for each in (old.evidence.arms[name], arm))
            yield from ([headed(called(words, new, name)), *row] for row in differing(before, now))
    yield from ([words.say("Schemes"), *row] for row in differing(*(
        {"": words.say(", ").join(called(words, each, name) for name in each.evidence.schemes)} for each in (old, new))))
    yield from ([words.say("Runs"), *row] for row in differing(*(sizes(each) for each in (old, new))))
    for kind in new.evidence.studies.keys() & old.evidence.studies.keys():
        yield from ([words.name(kind), *row] for row in differing(*(asked(each, kind) for each in (old, new))))


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the path and both values of what differs.

    >>> [*differing({"days": "90", "seed": "1"}, {"days": "180", "seed": "1", "persons": "800"})]
    [['days', '90', '180'], ['persons', '', '800']]
    """
    for path in {**old, **new}:
        before, now = old.get(path, ""), new.get(path, "")
        if before != now:
            yield [path, before, now]


def sizes(case: Case) -> dict[str, str]:
    """Return under which seeds was run, and how often."""
    figures = case.answer.figures if case.answer else None
    return {"seed": str(figures.seeds[0]), "replications": str(len(figures.seeds))} if figures else {}


def asked(case: Case, kind: str) -> dict[str, str]:
    """Return what a study says, by path."""
    [path] = [each.path for each in case.evidence.sources if each.kind == kind]
    return dict(flat(yaml.safe_load((path / STUDY).read_text(encoding="utf-8"))))


def flat(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each value of a tree with its path.

    >>> [*flat({"set": {"days": 90}, "levers": ["a", "b"]})]
    [('set.days', '90'), ('levers', "['a', 'b']")]
    """
    if isinstance(tree, Mapping):
        for name, each in tree.items():
            yield from flat(each, f"{path}.{name}" if path else str(name))
    else:
        yield path, str(tree)


def model(new: Case, old: Case) -> Iterator[list[str]]:
    """Yield the versions that differ."""
    yield from differing(*(versions(each.evidence.main.record) for each in (old, new)))


def versions(record: Mapping[str, Any]) -> dict[str, str]:
    """Return the versions of the model, its code and its packages."""
    return {**{name: str(record[key] or "") for key, name in MODEL.items()}, **record["versions"]}


def changes(new: Case, old: Case) -> dict[tuple[str, str], Change]:
    """Return how each measure of each scheme has changed, by scheme and measure."""
    now, before = (each.answer.figures if each.answer else None for each in (new, old))
    if now is None or before is None:
        return {}
    return {(scheme, measure): change(before.by_scheme[scheme][measure], before.seeds, now.by_scheme[scheme][measure], now.seeds)
            for scheme in now.by_scheme if scheme in before.by_scheme for measure in MEASURES
            if measure in now.by_scheme[scheme] and measure in before.by_scheme[scheme]}


def change(old: Iterable[float], old_seeds: Iterable[int], new: Iterable[float], new_seeds: Iterable[int]) -> Change:
    """Return a change over the seeds in common; where there are none, of the means, from no replication.

    >>> change([1.0, 2.0], (1, 2), [2.0, 4.0, 9.0], (1, 2, 3)).more.mean
    1.5
    >>> change([1.0, 2.0], (1, 2), [3.0, 4.0], (3, 4)).more
    Interval(mean=2.0, low=None, high=None, replications=0)
    >>> change([1.0, 5.0], (1, 2), [4.0], (1,)).more
    Interval(mean=3.0, low=None, high=None, replications=1)
    """
    before, now = dict(zip(old_seeds, old, strict=True)), dict(zip(new_seeds, new, strict=True))
    both = [seed for seed in now if seed in before]
    found = interval(old), interval(new)
    if not both:
        return Change(*found, Interval(found[1].mean - found[0].mean, None, None, 0))
    return Change(*found, interval(now[seed] - before[seed] for seed in both))


def same(change: Change) -> bool:
    """Tell whether a measure is what it was in every pair of runs, or is defined in none."""
    more = change.more
    paired = more.replications == 1 or more.low == more.high == 0.0
    return paired and more.mean == 0.0 or math.isnan(more.mean)


def results(new: Case, found: Mapping[tuple[str, str], Change], words: Words) -> Table:
    """Return a row a scheme and measure: then, now, the difference, and whether that is better or worse."""
    assert new.answer is not None
    assert new.answer.figures is not None
    units, currency = new.answer.figures.units, new.currency
    rows = [[headed(called(words, new, scheme)), words.measure(measure),
             *(words.estimate(possible(one, units[measure], measure), units[measure], currency) for one in (each.old, each.new)),
             words.difference(each.more, units[measure], currency), direction(each, measure, words)]
            for (scheme, measure), each in found.items()]
    heads = [words.say("Scheme"), words.say("Measure"), words.say("Then"), words.say("Now"), words.say("Difference"),
             words.say("Direction")]
    note = words.say("Means with 95 % intervals; differences in pairs of the seeds that both reports have.")
    return Table(words.say("Results, sign by sign"), heads, rows, [False, False, True, True, True, False], note)


def direction(each: Change, measure: str, words: Words) -> str:
    """Return in a word whether a measure has become better or worse.

    >>> from experiments import Interval
    >>> up = Change(Interval(1.0, None, None, 1), Interval(2.0, None, None, 1), Interval(1.0, 0.5, 1.5, 8))
    >>> direction(up, "profit", Words()), direction(up, "net_charge_off", Words()), direction(up, "ead", Words())
    ('better', 'worse', 'more')
    """
    more = each.more
    if not more.replications:
        return words.say("not paired")
    if not more.decided:
        return words.say("not decided")
    if measure not in SENSE:
        return words.say("more") if more.mean > 0.0 else words.say("less")
    return words.say("better") if more.mean * SENSE[measure] > 0.0 else words.say("worse")
