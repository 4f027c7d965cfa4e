"""Units at the door: from what is written to what the model holds, and back."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from unicodedata import category

from scenarios.faults import suggestion
from scenarios.shapes import Leaf
from sim.terms import MINOR_UNITS, Term

GROUPED = r"[1-9][0-9]{0,2}(?:[ ,][0-9]{3})+(?:\.[0-9]+)?"
DIGITS = rf"{GROUPED}(?![0-9])|[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
NUMBER = re.compile(rf"([+-]?(?:{DIGITS})(?:[eE][+-]?[0-9]{{1,3}})?) *((?:[A-Za-z%/].*)?)")
NOT_FINITE = re.compile(r"[+-]?\.?(nan|inf|infinity)", re.IGNORECASE)
LARGEST = 2**53
DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "year": 360, "years": 360}
MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12}
PERIODS = {"day": 1, "month": 30, "year": 360}
PERCENT = Decimal("0.01")
ONE = Decimal(1)
IN_FRONT = "has its currency in front"


class WrongValue(ValueError):
    """A value that cannot stand where it stands, and a hint at what could."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep message and hint."""
        super().__init__(message)
        self.message, self.hint = message, hint


def inside(text: str | None, leaf: Leaf, currency: str) -> float:
    """Return the value of a setting as the model holds it: money in minor units, a choice by its number.

    Raises WrongValue with what is allowed.
    """
    if text is None:
        raise WrongValue("nothing is set here", f"allowed is {allowed(leaf, currency)}")
    if leaf.term.unit == "switch":
        return switched(text)
    if leaf.term.unit == "choice":
        return chosen(text, leaf.term)
    return held(checked(amount(text, leaf, currency), text, leaf, currency), leaf)


def switched(text: str) -> bool:
    """Return a switch, which is written true or false and not otherwise."""
    if text not in ("true", "false"):
        raise WrongValue(f"'{text}' is not a switch", "allowed is true or false")
    return text == "true"


def chosen(text: str, term: Term) -> int:
    """Return the number of a choice written by its name."""
    if text not in term.choices:
        raise WrongValue(f"'{text}' is not a choice: one of {', '.join(term.choices)}",
                         suggestion(text, term.choices, "") if len(text) > 2 else "")
    return term.choices.index(text)


def amount(text: str, leaf: Leaf, currency: str) -> Decimal:
    """Return a number in the term's unit."""
    tidy = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    found = NUMBER.fullmatch(tidy)
    if not found and leaf.term.unit == "money" and (turned := behind(tidy, currency)):
        raise WrongValue(f"'{text}' {IN_FRONT}", f"write {turned}")
    if not found:
        trouble = "is not a finite number" if NOT_FINITE.fullmatch(tidy) else "is not a number"
        raise WrongValue(f"'{text}' {trouble}", f"allowed is {allowed(leaf, currency)}")
    number = Decimal(re.sub("[ ,]", "", found[1]))
    return number * factor(found[2], number, leaf, currency)


def factor(unit: str, number: Decimal, leaf: Leaf, currency: str) -> Decimal:
    """Return what a number with the unit written behind it is to be multiplied with."""
    factors = factors_of(leaf.term, currency)
    words = re.sub(r"(^| )(an?|/) ?(?=[a-z])", r"\1per ", " ".join(unit.replace("%", "% ").replace("/", " / ").split()))
    if words in factors:
        return factors[words]
    raise WrongValue(f"'{unit}' is not a unit of this setting",
                     converted(words, number, leaf.term) or f"allowed is {allowed(leaf, currency)}")


def factors_of(term: Term, currency: str) -> dict[str, Decimal]:
    """Return the units that may be written behind a number, and what they stand for."""
    if term.unit.startswith("per "):
        return {"": ONE, "%": PERCENT, term.unit: ONE, f"% {term.unit}": PERCENT}
    others: dict[str, dict[str, Decimal]] = {
        "money": {currency: ONE},
        "share": {"%": PERCENT},
        "days": {word: Decimal(days) for word, days in DAYS.items()},
        "months": {word: Decimal(months) for word, months in MONTHS.items()},
        "points": {"point": ONE, "points": ONE},
    }
    return {"": ONE, **others.get(term.unit, {})}


def converted(words: str, number: Decimal, term: Term) -> str:
    """Return the hint for a rate written for another period than the setting's, or nothing."""
    percent, _, period = words.rpartition("per ")
    if not term.unit.startswith("per ") or period not in PERIODS or percent.strip() not in ("", "%"):
        return ""
    own = term.unit.removeprefix("per ")
    rate = float(number) * PERIODS[own] / PERIODS[period]
    sign = " %" if percent else ""
    return f"this rate is set {term.unit}: write {rate:.6g}{sign} {term.unit}"


def checked(value: Decimal, text: str, leaf: Leaf, currency: str) -> Decimal:
    """Return the value, once it is within bounds and as whole as it must be."""
    term, trouble = leaf.term, ""
    if not term.low <= float(value) <= term.high or abs(value) > LARGEST:
        trouble = "is too low" if float(value) < term.low else "is too high"
    elif term.unit == "money" and leaf.whole and value * MINOR_UNITS % 1:
        trouble = "has more than 2 decimals"
    elif term.unit != "money" and leaf.whole and value % 1:
        trouble = "is not a whole number"
    elif term.step > 1 and value % term.step:
        trouble = f"is not a multiple of {term.step}"
    if trouble:
        raise WrongValue(f"'{text}' {trouble}", f"allowed is {allowed(leaf, currency)}")
    return value


def held(value: Decimal, leaf: Leaf) -> float:
    """Return a value in the term's unit as the model holds it."""
    scaled = value * MINOR_UNITS if leaf.term.unit == "money" else value
    return int(scaled) if leaf.whole else float(scaled)


def outside(value: float, leaf: Leaf) -> float | str:
    """Return a value of the model as it is written at the door, in the term's unit."""
    if leaf.term.unit == "switch":
        return bool(value)
    if leaf.term.unit == "choice":
        return leaf.term.choices[int(value)]
    if leaf.term.unit == "money" and leaf.whole:
        return value // MINOR_UNITS if value % MINOR_UNITS == 0 else value / MINOR_UNITS
    return value / MINOR_UNITS if leaf.term.unit == "money" else value


def dressed(text: str, leaf: Leaf, currency: str) -> str:
    """Return a value in the term's unit with the unit behind it, as one writes it.

    >>> rate, amount = (Leaf(Term(unit, "", 0.0, 1.0), many=False, whole=False) for unit in ("per month", "money"))
    >>> dressed("0.008", rate, "CNY"), dressed("50", amount, "CNY")
    ('0.8 % per month', '50 CNY')
    """
    unit = leaf.term.unit
    if unit.startswith("per ") and abs(Decimal(text)) >= 1:
        return f"{text} {unit}"
    if unit == "share" or unit.startswith("per "):
        return f"{Decimal(text) / PERCENT:f} %{unit.removeprefix('share') and ' ' + unit}".replace(".0 %", " %")
    if unit in ("days", "months", "points"):
        return f"{text} {unit}"
    return f"{text} {currency}" if unit == "money" else text


def behind(text: str, currency: str) -> str:
    """Return an amount with its currency behind it, where it is written in front; empty for anything else.

    >>> behind("¥50", "CNY"), behind("CNY 1,680", "CNY"), behind("fixed", "CNY")
    ('50 CNY', '1,680 CNY', '')
    """
    number = text.removeprefix(currency) if text.startswith(currency) else text[1:] if category(text[:1] or " ") == "Sc" else ""
    return f"{number.strip()} {currency}" if NUMBER.fullmatch(number.strip()) else ""


def allowed(leaf: Leaf, currency: str) -> str:
    """Return in words what may be written for a setting.

    >>> allowed(Leaf(Term("share", "who pays late", 0.0, 0.2), many=False, whole=False), "CNY")
    'a share from 0 to 0.2 (0 % to 20 %)'
    """
    term = leaf.term
    if term.unit == "switch":
        return "true or false"
    if term.unit == "choice":
        return f"one of {', '.join(term.choices)}"
    step = f" in steps of {term.step}" if term.step > 1 else ""
    return f"{kind(leaf)}{bounds(term, 1)}{' ' + currency if term.unit == 'money' else ''}{step}{percentages(term)}"


def kind(leaf: Leaf) -> str:
    """Return in words what kind of number a setting is."""
    unit, whole = leaf.term.unit, "whole " if leaf.whole else ""
    if unit in ("money", "share"):
        return {"money": "an amount of money", "share": "a share"}[unit]
    if unit.startswith("per "):
        return f"a rate {unit}"
    return f"{whole}{unit}" if unit in ("days", "months", "points") else f"a {whole}number"


def bounds(term: Term, times: int) -> str:
    """Return in words from where to where a term goes."""
    low = f" from {times * term.low:,.10g}" if math.isfinite(term.low) else ""
    return low + (f" to {times * term.high:,.10g}" if math.isfinite(term.high) else "")


def percentages(term: Term) -> str:
    """Return the bounds of a share or rate in percent, in brackets."""
    if term.unit != "share" and not term.unit.startswith("per "):
        return ""
    return f" ({100 * term.low:,.10g} % to {100 * term.high:,.10g} %)"
