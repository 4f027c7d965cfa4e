"""A calibration for people: what to distrust, each parameter with its interval, each target with its verdict, predictions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from experiments.interval import Interval
from reports.numbers import dressed, estimate, figure, grouped, places, scaled
from reports.records import interval_of
from reports.tables import hanging, label

Record = Mapping[str, Any]
SIDES = {-1: "at most ", 0: "", 1: "at least "}


def calibration_text(record: Record) -> str:
    """Return what was fitted to what, what to distrust, the parameters, the targets, and what is predicted."""
    parts = [list(part(record)) for part in (heading, cautions, parameters, targets, held_out, predictions)]
    return "\n\n".join("\n".join(part) for part in parts if part)


def heading(record: Record) -> Iterator[str]:
    """Yield what was fitted to what, and at which cost."""
    before, after = (record["chi_square"][name] for name in ("start", "calibrated"))
    fitted = sum(each["fitted"] for each in record["fit"])
    gone = "" if before is None or after is None else f"; chi-square {before:,.1f} as it is, {after:,.1f} calibrated"
    yield f"{record['title'] or record['name']}: {record['scenario']}, {record['persons']:,} persons, {record['days']:,} days"
    counted = f"{many(len(record['parameters']), 'parameter')}, {many(fitted, 'target')}"
    yield f"{counted} of {', '.join(record['targets'])}{gone}"
    yield (f"{record['replications']:,} replications: {record['trials']:,} trials of a search, {record['simulations']:,} "
           f"simulations in {many(record['rounds'], 'round')}, {record['draws']:,} draws of the posterior")


def many(number: int, of: str) -> str:
    """Return a number of things.

    >>> many(1, "target"), many(1200, "target")
    ('1 target', '1,200 targets')
    """
    return f"{number:,} {of}" if number == 1 else f"{number:,} {of}s"


def cautions(record: Record) -> Iterator[str]:
    """Yield what to distrust."""
    for each in record["cautions"]:
        yield from hanging("! ", each)


def parameters(record: Record) -> Iterator[str]:
    """Yield a line a parameter, and what cannot be told apart."""
    yield f"Parameters, with intervals of {percent(record['confidence'])}"
    head = ["", "as it is", "calibrated", "mean (interval)", "prior", "width left", "verdict"]
    rows = [head, *([f"  {path}", *numbers(each, record["currency"]), prior(each, record["currency"]), percent(each["left"]),
                     each["verdict"]]
                    for path, each in record["parameters"].items())]
    yield from columns(rows)
    for each in record["combinations"]:
        yield from hanging("  ", f"not told apart: {each['text']} (correlation {each['correlation']:.2f})")


def numbers(each: Record, currency: str) -> list[str]:
    """Return the values of a parameter: as it is, calibrated, and its mean with the interval."""
    values = (figure(each[name], unit_of(each), currency) for name in ("start", "calibrated"))
    return [*values, estimate(Interval(each["mean"], each["low"], each["high"], 2), unit_of(each), currency)]


def unit_of(each: Record) -> str:
    """Return the unit in which a parameter is told: a rate that may be 1 and more is a number, not a percentage."""
    return "number" if each["unit"].startswith("per ") and each["to"] >= 1.0 else str(each["unit"])


def prior(each: Record, currency: str) -> str:
    """Return the prior of a parameter."""
    ends = span(each["from"], each["to"], unit_of(each), currency)
    if not each["normal"]:
        return f"even{' by factors' if each['log'] else ''}, {ends}"
    mean, deviation = each["normal"]
    return f"{figure(mean, unit_of(each), currency)} ±{figure(deviation, unit_of(each), '').strip()}, {ends}"


def targets(record: Record) -> Iterator[str]:
    """Yield a line a target: observed, as the scenario is, calibrated, one more run as predicted, and the verdict."""
    yield "Targets: observed with its standard error; the model's means under fresh seeds; one more run, all doubts in it"
    rows = [["", "observed", "as it is", "calibrated", "one more run", ""]]
    for each in record["fit"]:
        unit, currency = each["unit"], record["currency"]
        observed = f"{SIDES[each['side']]}{figure(each['observed'], unit, currency)} ±{figure(each['error'], unit, '').strip()}"
        means = figure_of(each["start"], unit, currency), estimate(interval_of(each["calibrated"]), unit, currency)
        rows.append([f"  {each['target']}", observed, *means, one_more(each["predicted"], unit, currency), told(each)])
    yield from columns(rows)


def told(each: Record) -> str:
    """Return the verdict on a target, and by how much it is missed."""
    missed = "" if each["verdict"] == "met" or each["off"] is None else f", {abs(each['off']):.1f} errors {above(each)}"
    return f"{'' if each['fitted'] else 'not fitted: '}{each['verdict']}{missed}"


def above(each: Record) -> str:
    """Return on which side the model is."""
    return "above" if each["off"] > 0.0 else "below"


def held_out(record: Record) -> Iterator[str]:
    """Yield how well each table is met in data that were left out."""
    if not record["held_out"]:
        return
    yield "Held out: mean size of errors in data left out"
    rows = [["", "the model", "the fitted data", "sampling alone", "halves of the data"]]
    for quantity, each in record["held_out"].items():
        rows.append([f"  {quantity}", *("n/a" if each[key] is None else figure(each[key], "share", "").replace("%", "pp")
                                        for key in ("model", "data", "sampling", "halves"))])
    yield from columns(rows)


def predictions(record: Record) -> Iterator[str]:
    """Yield a line a measure that is predicted, with what its doubt is made of."""
    if not record["predictions"]:
        return
    yield f"Predicted, with intervals of {percent(record['confidence'])}"
    rows = [["", "mean", "one more run", "of its variance by the parameters"]]
    for name, each in record["predictions"].items():
        low, high = (None, None) if each["low"] == each["high"] else (each["low"], each["high"])
        mean = Interval(each["mean"] if each["mean"] is not None else float("nan"), low, high, each["draws"])
        share = Interval(each["share"] if each["share"] is not None else float("nan"), each["share_low"], each["share_high"], 2)
        rows.append([f"  {label(name)}", estimate(mean, each["unit"], record["currency"]),
                     one_more(each, each["unit"], record["currency"]), estimate(share, "share", "")])
    yield from columns(rows)


def figure_of(each: Record, unit: str, currency: str) -> str:
    """Return a mean without its interval."""
    return figure(float("nan") if each["mean"] is None else each["mean"], unit, currency)


def one_more(each: Record, unit: str, currency: str) -> str:
    """Return the interval of one more run."""
    if each["run_low"] is None:
        return "n/a"
    return span(each["run_low"], each["run_high"], unit, currency)


def span(low: float, high: float, unit: str, currency: str) -> str:
    """Return from where to where something goes.

    >>> span(0.01, 0.21, "share", ""), span(-5000.0, 12000.0, "money", "CNY")
    ('1 to 21 %', 'CNY -5,000 to 12,000')
    """
    ends = (grouped(scaled(end, unit), places((low, high), unit)) for end in (low, high))
    return dressed(" to ".join(ends), unit, currency)


def percent(share: float) -> str:
    """Return a share in whole percent."""
    return f"{share:.0%}".replace("%", " %")


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with their columns under each other, all to the left."""
    wide = [max(len(row[number]) for row in rows) for number in range(len(rows[0]))]
    yield from ("  ".join(f"{text:<{width}}" for text, width in zip(row, wide, strict=True)).rstrip() for row in rows)
