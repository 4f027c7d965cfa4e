"""Which figures a folder can give, by name, with a line on each; and what it would take for the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from experiments.study.folder import RECORD
from experiments.study.folder import read as read_study
from reports import figures
from reports.document.blocks import Picture
from reports.folders import read_comparison, read_twin
from reports.run_folder import COMPARISON, RUN, TWIN, read
from reports.words import Words

COMPARED: Mapping[str, str] = {
    "growth": "activated accounts so far",
    "losses": "accounts ever 90 days late, by month on book",
    "profit": "profit so far",
    "cohorts": "K-factor by month of opening",
    "channels": "customers who came by themselves, and referred ones",
    "loss_distribution": "net charge-off of each replication, with its tail",
    "unit_economics": "acquisition cost, lifetime value, payback",
}
"""Figures of one scenario or of several."""
SINGLE: Mapping[str, str] = {
    "vintages": "accounts ever 30 and 90 days late by month on book and channel",
    "roll_rates": "moves between buckets on due days, as a matrix",
    "past_due": "balances 30 and 90 days past due over time",
    "expected_loss": "expected credit loss by stage over time",
    "waterfall": "from revenue to profit",
    "rewards_by_cause": "rewards by line and level",
    "rewards_by_payee": "the part of the rewards that the largest payees get",
    "portraits": "measures by portrait",
    "watch_list": "early-warning figures by week, with the band of what is normal",
}
"""Figures of one scenario."""
TWINNED: Mapping[str, str] = {"incremental": "who came only because of the scheme, earlier, or anyway"}
STUDIES: Mapping[str, Mapping[str, str]] = {
    "search": {"front": "candidates by their objectives, today's and the recommended one marked",
               "importance": "how much each lever matters for each objective",
               "terms": "the recommended terms beside today's",
               "stability": "what the search saw beside what fresh seeds show"},
    "stress": {"regret": "what each scheme falls short of the best one, future by future",
               "tornado": "what moves the advantage over today's scheme",
               "break_even": "up to where each scheme pays",
               "region": "the futures in which a scheme does worse"},
    "sensitivity": {"sensitivity": "which levers matter for each measure"},
    "calibrate": {"fit": "observed and simulated, target by target",
                  "learned": "prior and posterior of each parameter",
                  "together": "parameters that go together in the posterior",
                  "held_out": "errors in data that were left out"},
    "assumptions": {"assumptions": "what moves the results most and is not chosen, by how well it is known"},
    "sweep": {"response": "a measure over the levers"},
}
PORTRAITS = "portraits"
NEEDED = {"break_even": "break_even", "regret": "futures_whole", "tornado": "futures_whole", "together": "pairs",
          "held_out": "held_out"}
"""What must stand in the record of a study for a figure of it."""


class Offer(NamedTuple):
    """A figure that a folder can give."""

    about: str
    draw: Callable[[Words], Picture]


class NoFigure(ValueError):
    """A figure that a folder cannot give, or a folder that gives none."""


def offers(path: Path) -> dict[str, Offer]:
    """Return the figures that a folder can give, by name.

    Raises NoFigure for a folder that holds nothing figures are made of.
    """
    if (path / COMPARISON).is_file():
        return dict(of_comparison(path))
    if (path / RUN).is_file():
        return dict(of_run(path))
    if (path / RECORD).is_file():
        return dict(of_study(path))
    raise NoFigure(f"{path} is the folder of no run, comparison or finished study: it has no {RUN}, {COMPARISON} or {RECORD}")


def of(named: Mapping[str, str], found: Any) -> Iterator[tuple[str, Offer]]:
    """Yield figures of what has been read."""
    for name, about in named.items():
        yield name, Offer(about, partial(drawn, getattr(figures, name), found))


def drawn(draw: Callable[..., Picture], found: Any, words: Words) -> Picture:
    """Return a figure in a language."""
    return draw(found, words=words)


def of_comparison(path: Path) -> Iterator[tuple[str, Offer]]:
    """Yield the figures of a comparison, and of the twin of each scheme that has one."""
    yield from of(COMPARED, read_comparison(path))
    folders = json.loads((path / COMPARISON).read_text(encoding="utf-8"))["folders"]
    for scheme, folder in folders.items():
        if (path / folder / TWIN).is_file():
            about = f"{TWINNED['incremental']}; more of {scheme}: fission plot {path / folder}"
            yield f"incremental_{folder}", Offer(about, partial(of_twin, path / folder))


def of_twin(folder: Path, words: Words) -> Picture:
    """Return the figure of the twin of one scheme of a comparison."""
    return replace(figures.incremental(read_twin(folder), words=words), name=f"incremental_{folder.name}")


def of_run(path: Path) -> Iterator[tuple[str, Offer]]:
    """Yield the figures of a run, by portrait where it has portraits, and of its twin where it has one."""
    found = read(path)
    single = {name: about for name, about in SINGLE.items() if name != PORTRAITS or found.found.scenario.portraits}
    yield from of({**COMPARED, **single}, found)
    if (path / TWIN).is_file():
        yield from of(TWINNED, read_twin(path))


def of_study(path: Path) -> Iterator[tuple[str, Offer]]:
    """Yield the figures of a study."""
    record = json.loads((path / RECORD).read_text(encoding="utf-8"))
    named = STUDIES.get(record["study"], {})
    if not named:
        raise NoFigure(f"{path} is the folder of a {record['study']}, of which there are no figures")
    found = read_study(path)
    for name, about in named.items():
        if name == "response":
            for measure in record["designs"][0]["measures"]:
                yield f"response_{measure}", Offer(f"{measure} over the levers", partial(responded, found, measure))
        elif name == "region":
            for number, picture in enumerate(figures.regions(found)):
                yield picture.name, Offer(about, partial(regional, found, number))
        elif record.get(NEEDED.get(name, "study")):
            yield name, Offer(about, partial(drawn, getattr(figures, name), found))


def responded(found: Any, measure: str, words: Words) -> Picture:
    """Return the figure of one measure of a sweep."""
    return figures.response(found, measure, words=words)


def regional(found: Any, number: int, words: Words) -> Picture:
    """Return the figure of one region of a stress study."""
    return figures.regions(found, words=words)[number]


def known() -> dict[str, str]:
    """Return each figure there is, with what it takes."""
    takes = dict.fromkeys(COMPARED, "a run or a comparison: fission run NAME --out DIR, fission compare NAMES --out DIR")
    takes |= dict.fromkeys(SINGLE, "the folder of one run: fission run NAME --out DIR, or a folder within that of a comparison")
    takes |= {PORTRAITS: "the folder of a run with portraits: fission run consumer_portraits --out DIR"}
    takes |= dict.fromkeys(TWINNED, "the folder of a twin: fission twin NAME --out DIR, or of a comparison with --twin")
    for study, named in STUDIES.items():
        takes |= dict.fromkeys(named, f"the folder of a {study}: fission {study} STUDY --out DIR")
    takes["break_even"] += ", with break_even: in the study"
    takes["region"] += ", in which a region is told apart from chance"
    takes["together"] += ", of two parameters or more"
    takes["held_out"] += ", whose targets have values held out"
    return takes
