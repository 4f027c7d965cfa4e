"""How a report names schemes, lists and caps."""

from __future__ import annotations

import math
from collections.abc import Sequence

from experiments.search.quantities import Cap
from reports.content.answer import TODAY, Case
from reports.deciding import MOST_TOLD
from reports.figures.runs import short_title
from reports.words import Words

BARE = " without its scheme"


def called(words: Words, case: Case, scheme: str) -> str:
    """Return what a scheme is called: by its title, shortened, or else by its name; or a candidate of a search."""
    if scheme == TODAY:
        return words.say("today's scheme")
    if scheme.isdecimal():
        return words.say("candidate {number}", number=scheme)
    if scheme.endswith(BARE):
        return words.say("no scheme")
    titles = {name: short_title(words, name, title) for name, title in case.evidence.titles.items()}
    title = titles.get(scheme, "")
    return title if title and [*titles.values()].count(title) == 1 else words.scheme(scheme)


def listed(words: Words, names: Sequence[str]) -> str:
    """Return names as one says them one after the other.

    >>> listed(Words(), ["one", "two", "three"])
    'one, two and three'
    """
    *most, last = names
    return words.say("{names} and {last}", names=words.say(", ").join(most), last=last) if most else last


def capped(words: Words, case: Case, cap: Cap) -> str:
    """Return what a cap allows."""
    amount = case.amount(cap.quantity.name, case.focus)
    limit = words.figure(cap.limit, amount.unit if amount else cap.quantity.unit, case.currency)
    if cap.quantity.sign > 0:
        return words.say("{measure} at least {limit}", measure=quantity(words, cap.quantity.name), limit=limit)
    return words.say("{measure} at most {limit}", measure=quantity(words, cap.quantity.name), limit=limit)


def quantity(words: Words, name: str) -> str:
    """Return the name of a measure, or of its mean over the worst runs.

    >>> quantity(Words(), "profit"), quantity(Words(), "cvar90(net_charge_off)")
    ('Profit', 'Net charge-off in the worst 10 % of runs')
    """
    if not name.startswith("cvar"):
        return words.measure(name)
    return words.say("{measure} in the worst {share} % of runs", measure=words.measure(name[7:-1]), share=100 - int(name[4:6]))


def roughly(words: Words, value: float, unit: str, currency: str) -> str:
    """Return a number with two significant digits, where it is drawn and no more of it is known.

    >>> roughly(Words(), 1234.5, "money", "CNY"), roughly(Words(), 0.0, "count", "")
    ('CNY 1,200', '0')
    """
    return words.figure(float(f"{value:.2g}"), unit, currency)


def replications(words: Words, number: float) -> str:
    """Return about how many more replications there would have to be.

    >>> replications(Words(), 37.0), replications(Words(), math.inf)
    ('about 37 more replications', 'more than 10,000 more replications')
    """
    if math.isfinite(number) and number <= MOST_TOLD:
        return words.count("about {number} more replication", "about {number} more replications", round(number))
    return words.say("more than {number} more replications", number=f"{MOST_TOLD:,}")
