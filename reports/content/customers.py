"""The page on a lender's customers: segments, scorecards, and the quality of the data they were made of."""

from __future__ import annotations

import math
from collections.abc import Iterator

from experiments.customers.binning import Bin
from experiments.customers.estimates import wilson
from experiments.customers.left_out import LeftOut
from experiments.customers.naming import EVERYBODY, TOLD, Mark
from experiments.customers.portrait import Portrait, Portraits
from experiments.customers.quality import KEPT, Quality
from experiments.customers.scorecard import Line, Scorecard
from experiments.customers.segments import STABLE
from reports.document.blocks import Block, Bullets, Document, Fact, Facts, Paragraph, Section, Table
from reports.figures.segments import calibration, segments, spreads, unit_of
from reports.words import TAGS, Words


def document(found: Portraits, words: Words) -> Document:
    """Return the page."""
    sections = [of_segments(found, words), of_scorecards(found, words), of_quality(found, words)]
    return Document(words.say("Portraits of {accounts:,} accounts", accounts=found.quality.accounts), found.quality.file,
                    TAGS[words.language], [each for each in sections if each],
                    words.say("Segments, scorecards and the quality of the data; figures of many accounts only"))


def name_of(each: Portrait, words: Words) -> str:
    """Return what a segment is called: what sets it apart most."""
    otherwise = words.say("everybody") if each.called.otherwise == EVERYBODY else words.say("like most customers")
    said = words.say(", ").join(phrase(words, mark) for mark in each.called.marks) or otherwise
    name = said[:1].upper() + said[1:]
    return words.say("{name} ({number})", name=name, number=each.called.number) if each.called.number else name


def phrase(words: Words, mark: Mark) -> str:
    """Return what is said of a segment for one feature."""
    return words.filled(mark.phrase, name=words.name(mark.feature))


def of_segments(found: Portraits, words: Words) -> Section:
    """Return the page on segments."""
    names, source = [name_of(each, words) for each in found.portraits], source_of(found, words)
    title = words.count("{number} kind of customer", "{number} kinds of customers", len(found.portraits))
    rows = [[name, words.say("; ").join(told(words, mark, found.currency) for mark in each.marks[:TOLD])]
            for name, each in zip(names, found.portraits, strict=True)]
    blocks: list[Block] = [Paragraph(how_many(found, words)), segments(found, names, source, words=words)]
    if any(row[1] for row in rows):
        heads = [words.say("Segment"), words.say("Figures, and those of all accounts")]
        blocks.append(Table(words.say("What sets each segment apart"), heads, rows, [False, False]))
    if found.portraits[0].spreads:
        blocks.append(spreads(found, names, source, words=words))
    blocks.append(Paragraph(of_incomes(found, words)))
    return Section("segments", words.say("Segments"), title, blocks)


def told(words: Words, mark: Mark, currency: str) -> str:
    """Return a figure of a segment beside that of all accounts."""
    own, everybody = (words.figure(value, unit_of(mark.feature), currency) for value in (mark.own, mark.all))
    return words.say("{name} {own} (all {everybody})", name=words.name(mark.feature), own=own, everybody=everybody)


def how_many(found: Portraits, words: Words) -> str:
    """Say how the number of segments was chosen."""
    features = words.say(", ").join(words.name(each) for each in found.features)
    if len(found.portraits) == 1:
        return words.say("No parting of accounts into segments was found again in resamples.")
    said = words.say("A mixture of Gaussians over {features}. Their number is that of the smallest BIC among those that resamples "
                     "find again (adjusted Rand index from {stable}).", features=features, stable=f"{STABLE:g}")
    joined = words.count("{number} small segment was joined to the one nearest.",
                         "{number} small segments were joined to the ones nearest.", found.joined)
    halves = words.say("Segments are formed by the first half of each account's months, creditworthiness is told by the second.")
    return words.together(said, joined if found.joined else "", halves if found.halved else "")


def of_incomes(found: Portraits, words: Words) -> str:
    """Say where incomes come from, and what creditworthiness is."""
    proxy = words.say("No income is known: it is the limit over {multiple}, an assumption.", multiple=f"{found.limit_multiple:g}")
    worth = words.say("Creditworthiness is in standard deviations of the population, 0 on average.")
    return words.together(proxy if found.limit_multiple else "", worth)


def source_of(found: Portraits, words: Words) -> str:
    """Return what the figures were made of."""
    first, last = found.quality.months
    return words.say("{file}, {first} to {last}, {accounts:,} accounts", file=found.quality.file, first=first, last=last,
                     accounts=found.quality.accounts)


def of_scorecards(found: Portraits, words: Words) -> Section | None:
    """Return the page on scorecards, if there is one."""
    both = ((words.say("Applicants"), found.scorecards.application), (words.say("Behaviour"), found.scorecards.behaviour))
    cards = [(name, card) for name, card in both if card is not None]
    if not cards:
        return None
    facts = [fact for name, card in cards for fact in facts_of(name, card, words)]
    judged = [(name, card.judged) for name, card in cards]
    blocks: list[Block] = [Facts(facts), calibration(judged, source_of(found, words), words=words)]
    if found.default_means:
        blocks.append(Paragraph(words.say("Default: {means}", means=found.default_means)))
    blocks += [table(name, card, words) for name, card in cards]
    name, last = judged[-1]
    title = words.say("{scorecard}: AUC {auc} on accounts held out", scorecard=name, auc=f"{last.auc.mean:.3f}")
    return Section("scorecards", words.say("Scorecards"), title, blocks)


def facts_of(name: str, card: Scorecard, words: Words) -> Iterator[Fact]:
    """Yield how a scorecard fares."""
    over = words.say("defaults over predicted")
    measures = (("AUC", card.judged.auc), ("KS", card.judged.ks), (over, card.judged.expected))
    held = words.say("{accounts:,} held out, {defaults:,} defaults", accounts=card.judged.accounts, defaults=card.judged.defaults)
    for label, value in measures:
        between = words.say("{low} to {high}", low=f"{value.low:.3f}", high=f"{value.high:.3f}")
        yield Fact(words.say("{name}: {told}", name=name, told=label), f"{value.mean:.3f}", between, held)


def table(name: str, card: Scorecard, words: Words) -> Table:
    """Return the bins of a scorecard with their points."""
    heads = [words.say("Feature"), words.say("Values"), words.say("Accounts"), words.say("Defaulted"), words.say("Points")]
    rows = [row for line in card.lines for row in rows_of(line, words)]
    note = words.say("Fitted to {accounts:,} accounts. 600 points are odds of 50 to 1; 20 points double the odds.",
                     accounts=card.fitted_to)
    return Table(words.say("{scorecard}: points by feature", scorecard=name), heads, rows, [False, False, True, True, True], note)


def rows_of(line: Line, words: Words) -> Iterator[list[str]]:
    """Yield the bins of a line that have any accounts."""
    feature = line.feature.name
    for each, points in zip(line.feature.bins, line.points, strict=True):
        if each.accounts:
            share = words.estimate(wilson(each.defaults, each.accounts), "share", "")
            yield [words.name(feature), values_of(each, feature, words), f"{each.accounts:,}", share, str(points)]


def values_of(each: Bin, feature: str, words: Words) -> str:
    """Return which values a bin has."""
    if each.is_missing or each.words:
        return words.say(", ").join(each.words) or words.say("missing")
    unit = "share" if unit_of(feature) == "share" else "number"
    low, high = (words.figure(end, unit, "") for end in (each.low, each.high))
    if math.isinf(each.low):
        return words.say("all") if math.isinf(each.high) else words.say("below {number}", number=high)
    return words.say("from {number}", number=low) if math.isinf(each.high) else words.say("{low} to {high}", low=low, high=high)


def of_quality(found: Portraits, words: Words) -> Section:
    """Return the page on the data, and what was left out of the portraits."""
    quality = found.quality
    title = words.say("{used:,} of {rows:,} rows were used", used=quality.used, rows=quality.rows)
    lines = [*odd(quality, words)]
    blocks: list[Block] = [Bullets(lines)] if lines else [Paragraph(words.say("Nothing was odd about them."))]
    if missing := [[each.name, words.name(each.field), words.figure(each.missing / each.values, "share", "")]
                   for each in quality.columns if each.missing]:
        heads = [words.say("Column"), words.say("Field"), words.say("Missing")]
        blocks.append(Table(words.say("Missing values"), heads, missing, [False, False, True]))
    left_out = [because(each, words) for each in (*found.left_out, *found.scorecards.left_out)]
    blocks += [Paragraph(words.say("What was not used, and why:")), Bullets(left_out)]
    return Section("quality", words.say("Data"), title, blocks)


def odd(quality: Quality, words: Words) -> Iterator[str]:
    """Yield what was odd about the data, and what was done about it."""
    for reason, rows in quality.left_out.items():
        yield words.say("{rows:,} rows left out: {reason}", rows=rows, reason=words.term(reason))
    for each in quality.findings:
        done = words.say("kept") if each.done == KEPT else words.say("set missing")
        yield words.say("{name}: {values:,} values {rule}: {done}", name=words.name(each.field), values=each.values,
                        rule=words.term(each.rule), done=done)
    yield from map(words.term, quality.notes)


def because(each: LeftOut, words: Words) -> str:
    """Return what was left out, and why."""
    name = words.term(each.what) if " " in each.what else words.name(each.what.split(".")[-1])
    return words.say("{name}: {told}", name=name, told=words.filled(each.why.value, **dict(each.values)))
