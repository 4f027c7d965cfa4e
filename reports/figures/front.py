"""The front of a search: what candidates come to, intervals as crosses; the scheme in force and the recommended one marked."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Series, Table
from reports.figures.numbers import estimates
from reports.figures.runs import ENGLISH
from reports.figures.searches import TODAY, Ends, Record, axis_of, candidate_name, confirmed_by, ends, quantity_name, run_with
from reports.figures.style import BASELINE, COLOURS, INK, number_axis, sheet, styled
from reports.folders import kept
from reports.messages import kept as said
from reports.records import chosen_of, interval_of
from reports.search import confirmed
from reports.words import Words

HIGH = 4.6
"""Inches of a panel."""
LIKELY = 0.5
"""From this probability on a candidate is drawn as one of the front."""


class Look(NamedTuple):
    """How a candidate is drawn."""

    colour: str
    marker: str
    size: float
    order: float


def front(found: Found | Kept, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of a search's candidates: the first objective against each other one."""
    record = confirmed(kept(found).record)
    first, *others = record["objectives"]
    x_label = axis_of(words, others[0], record["currency"]) if others else words.say("Candidates, the best first")
    today = next((each for each in record["candidates"] if each["candidate"] == TODAY), None)
    marked = {candidate_name(words, each): each for each in (today, chosen_of(record)) if each is not None}
    values = {name: interval_of(each["quantities"][first["name"]]) for name, each in marked.items()}
    return Picture(
        "front", title(words, record), subtitle(words, record),
        words.say("Candidates by {objectives}. {first}: {marked}.", objectives=words.say(", ").join(
            quantity_name(words, one["name"]) for one in record["objectives"]), first=quantity_name(words, first["name"]),
            marked=estimates(words, values, first["unit"], record["currency"])),
        styled(partial(drawn, words, record)), table(words, record), run_with(words, record), "scatter", native(words, record),
        x_label, axis_of(words, first, record["currency"]))


def title(words: Words, record: Record) -> str:
    """Say what the search came to."""
    chosen = chosen_of(record)
    if chosen is None:
        return words.say("No candidate surely holds the caps")
    if chosen["candidate"] == TODAY:
        return words.say("Nothing is better than the scheme of today")
    first = record["objectives"][0]
    less = interval_of(chosen["quantities"][first["name"]]["less_today"])
    plain = words.say("Candidate {number} is recommended", number=chosen["candidate"])
    if not less.decided:
        return plain
    change = words.difference(less._replace(mean=float(f"{less.mean:.2g}"), low=None, high=None), first["unit"], record["currency"])
    return said(words.say("{measure}: {change} with candidate {number}", measure=quantity_name(words, first["name"]), change=change,
                          number=chosen["candidate"]), plain)


def subtitle(words: Words, record: Record) -> str:
    """Return what the points are."""
    pale = words.say("Candidates under fresh seeds; pale: likely not on the front, or not sure to hold the caps")
    if not record["caps"]:
        return pale
    return words.say("{text}; caps: {caps}", text=pale, caps=words.say(", ").join(cap["text"] for cap in record["caps"]))


def ranked(record: Record) -> list[Record]:
    """Return the candidates by their first objective, the best first."""
    first = record["objectives"][0]
    return sorted(record["candidates"], key=lambda each: -first["sign"] * (each["quantities"][first["name"]]["mean"] or 0.0))


def native(words: Words, record: Record) -> list[Series]:
    """Return candidates, today's scheme and the recommended one as series: the first objective over the second, or the rank."""
    first, *others = record["objectives"]
    groups: dict[str, list[tuple[float, Ends]]] = {}
    for rank, each in enumerate(ranked(record), 1):
        x = ends(each["quantities"][others[0]["name"]], others[0]["unit"]).mean if others else float(rank)
        groups.setdefault(label_of(words, record, each) or words.say("Candidates"), []).append(
            (x, ends(each["quantities"][first["name"]], first["unit"])))
    return [Series(name, [x for x, _ in points], *([y[end] for _, y in points] for end in range(3)))
            for name, points in groups.items()]


def table(words: Words, record: Record) -> Table:
    """Return the candidates, the best of the first objective on top."""
    names = list(record["candidates"][0]["quantities"])
    heads = [words.say("Candidate"), *(quantity_name(words, name) for name in names), words.say("On the front"), words.say("Best")]
    order = ranked(record)
    rows = [[candidate_name(words, each), *(words.estimate(interval_of(each["quantities"][name]), each["quantities"][name]["unit"],
                                                           record["currency"]) for name in names),
             words.probability(each["on_front"]), words.probability(each["best"])] for each in order]
    chosen = [number for number, each in enumerate(order) if each["candidate"] == record["recommended"]]
    return Table(words.say("Candidates under fresh seeds"), heads, rows, [False, *([True] * (len(heads) - 1))],
                 note(words, record), chosen[0] if chosen else None)


def note(words: Words, record: Record) -> str:
    """Say what the last columns are, and by which seeds today's scheme and the recommended one are told."""
    told = words.say("Probabilities to be on the front, and to be the best.")
    again = record.get("confirmation")
    return words.together(told, confirmed_by(words, again)) if again else told


def drawn(words: Words, record: Record) -> Figure:
    """Draw the first objective against each other one; against the rank where there is only one."""
    first, *others = record["objectives"]
    panels = others or [None]
    figure, axes = sheet(HIGH * len(panels), rows=len(panels))
    for each, other in zip(axes, panels, strict=True):
        scatter(words, each, record, first, other)
    return figure


def scatter(words: Words, axes: Axes, record: Record, first: Record, other: Record | None) -> None:
    """Draw every candidate; the ones that matter lie on top."""
    for rank, each in enumerate(ranked(record), 1):
        y = ends(each["quantities"][first["name"]], first["unit"])
        x = ends(each["quantities"][other["name"]], other["unit"]) if other else Ends(rank, rank, rank)
        look = look_of(record, each)
        axes.errorbar([x.mean], [y.mean], xerr=arms_of(x), yerr=arms_of(y), color=look.colour, marker=look.marker,
                      markersize=look.size, linewidth=1.2, zorder=look.order, markeredgecolor="white", markeredgewidth=0.6)
        if text := label_of(words, record, each):
            axes.annotate(text, (x.mean, y.mean), xytext=(9, -13), textcoords="offset points", color=look.colour, zorder=5.0,
                          fontweight="bold", bbox={"facecolor": "white", "alpha": 0.7, "linewidth": 0.0, "pad": 0.6})
    axes.set_title(axis_of(words, first, record["currency"]))
    axes.set_xlabel(axis_of(words, other, record["currency"]) if other else words.say("Candidates, the best first"))
    axes.grid(visible=True, axis="both")
    if other:
        number_axis(axes.xaxis, 7)
    else:
        names = [words.say("Today") if each["candidate"] == TODAY else each["candidate"] for each in ranked(record)]
        axes.set_xticks(range(1, 1 + len(names)), names)
    number_axis(axes.yaxis, 7)
    axes.tick_params(colors=INK)


def arms_of(of: Ends) -> list[list[float]]:
    """Return how far an interval reaches to both sides."""
    return [[of.mean - of.low], [of.high - of.mean]]


def look_of(record: Record, each: Record) -> Look:
    """Return how a candidate is drawn."""
    if each["candidate"] == record["recommended"]:
        return Look(COLOURS[1], "D", 9.0, 4.0)
    if each["candidate"] == TODAY:
        return Look(BASELINE, "s", 8.0, 3.5)
    likely = each["safe"] and each["on_front"] >= LIKELY
    return Look(COLOURS[0], "o", 6.0, 3.0) if likely else Look("#949494", "o", 4.5, 2.0)


def label_of(words: Words, record: Record, each: Record) -> str:
    """Return what stands at a candidate, nothing at most."""
    if each["candidate"] == TODAY:
        return words.say("Today, recommended") if record["recommended"] == TODAY else words.say("Today")
    recommended = each["candidate"] == record["recommended"]
    return words.say("Recommended ({number})", number=each["candidate"]) if recommended else ""
