"""A validation for people: what a terminal prints of it, and the tables of its page."""

from __future__ import annotations

import math
from collections.abc import Iterator

from experiments.claims.claim import Claim
from experiments.facts.fact import UNDECIDED, Fact, Kind, Ruling, Verdict
from experiments.interval import Interval
from experiments.validation import Validated
from reports.numbers import dressed, estimate, figure, scaled

CURRENCY = "CNY"
KINDS = {Kind.PREDICTED: "predicted, as no default was set to them", Kind.FITTED: "fitted, as they were used to set defaults",
         Kind.PROOF: "proofs, which a program can only repeat"}
DIRECTIONS = {
    "D1": "Referrer reward x 5: more referrals, a referred customer is worth less, total profit peaks inside the range",
    "D2": "Pay for repayment instead of approval: somewhat fewer referrals, less default among the referred",
    "D3": "Pay in credit limit instead of cash: exposure up, most at low scores; charge-offs lag; early profit looks better",
    "D4": "Convex steps without a cap: counts bunch at the thresholds",
    "D5": "Tighter cut-off: K factor and charge-offs fall, CAC rises",
    "D6": "Two-sided instead of referrer only at equal cost: acceptance over strong ties rises",
    "D7": "One level: most referral trees one deep, K below 1, no runaway",
    "D8": "Points instead of cash: cost falls by the breakage, the response is weaker",
    "D9": "No reward, identical persons, complete network: the Bass curve",
    "D10": "Constant roll rates, no growth: the Markov chain's shares and vintages",
}
"""What the design asks of the model, claim by claim."""


def simulated(fact: Fact, size: Interval | None) -> str:
    """Return a fact's size in the model with its interval; exact where no luck is in it."""
    if size is None:
        return "-"
    if size.low == size.high:
        return f"{written(figure(size.mean, unit(fact), CURRENCY), fact)} (exact)"
    return written(estimate(size, unit(fact), CURRENCY), fact)


def unit(fact: Fact) -> str:
    """Return the unit of a fact as numbers know it."""
    return {"CNY": "money"}.get(fact.unit, fact.unit)


def written(number: str, fact: Fact) -> str:
    """Return a ratio with its sign before it."""
    return f"x {number}" if fact.unit == "x" else number


def accepted(fact: Fact) -> str:
    """Return the range that counts as the same."""
    if fact.published is None or fact.simulate is None:
        return "-"
    ends = [f"{float(f'{scaled(end, unit(fact)):.3g}'):,.10g}" for end in fact.published[:2] if math.isfinite(end)]
    side = "" if len(ends) == 2 else "above " if fact.published.high == math.inf else "below "
    return side + written(dressed(" to ".join(ends), unit(fact), CURRENCY), fact)


def summary(found: Validated) -> Iterator[str]:
    """Yield in plain words what came of it."""
    if found.rulings:
        yield f"Of {len(found.rulings)} facts that others have published, the model {tally(found)}."
    for kind, told in KINDS.items():
        if (several := found.counts(kind).total()) and several < len(found.rulings):
            yield f"{several} {told}: of these it {tally(found, kind)}."
    if found.claims:
        failing = dict.fromkeys(claim.id for claim in found.claims if not claim.holds)
        yield f"Of {len(found.claims)} claims of what the model must show, " + (
            f"{sum(not claim.holds for claim in found.claims)} FAIL ({', '.join(failing)})." if failing else "every one holds.")
    yield from (f"Could not be asked: {name} ({why})." for name, why in found.failed.items())


def tally(found: Validated, kind: Kind | None = None) -> str:
    """Return how many facts came to each verdict, in words."""
    counts = found.counts(kind)
    undecided = sum(ruled.how == UNDECIDED for fact, (_, ruled) in found.rulings.items() if kind in (None, fact.kind))
    open_ = f" ({undecided} of them not decided)" if undecided else ""
    said = {Verdict.MET: "meets {}", Verdict.RIGHT_SIGN: "has the sign but not the size of {}",
            Verdict.NOT_MET: "does not meet {}" + open_, Verdict.NOT_MODELLED: "does not model {}",
            Verdict.OPEN: "takes no side in {}, of which findings contradict each other"}
    told = [words.format(counts[verdict]) for verdict, words in said.items() if counts[verdict]]
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def validation_text(found: Validated) -> str:
    """Return what a terminal prints: each fact with its verdict, claims that fail, and the summary."""
    lines = [row for fact, (size, ruled) in found.rulings.items() for row in told(fact, size, ruled)]
    lines += [f"{'holds' if claim.holds else 'FAILS'}  {claim.id}  {claim.text}: {effect(claim)}" for claim in found.claims]
    return "\n".join([*lines, "", *summary(found)])


def told(fact: Fact, size: Interval | None, ruled: Ruling) -> Iterator[str]:
    """Yield the lines of one fact."""
    yield f"{fact.id}: {ruled} ({fact.kind})"
    runs = f", {size.replications} replications" if size and size.low != size.high else ""
    yield f"  {fact.found}: {fact.size}; in the model {simulated(fact, size)}{runs}"


def facts_table(found: Validated) -> Iterator[str]:
    """Yield the table of facts."""
    yield "| fact | published | counts as the same | in the model (95 % interval) | runs | verdict | kind |"
    yield "| --- | --- | --- | --- | ---: | --- | --- |"
    for fact, (size, ruled) in found.rulings.items():
        runs = size.replications if size else "-"
        verdict = str(ruled) if ruled.verdict is Verdict.MET else f"**{ruled}**"
        yield (f"| [{fact.found}](#{fact.id}) | {fact.size} | {accepted(fact)} | {simulated(fact, size)} | {runs} | {verdict} | "
               f"{fact.kind} |").replace(" %", "&nbsp;%")


def reasons(found: Validated) -> Iterator[str]:
    """Yield of each fact its id, its source, how the model was asked, and why it answers so."""
    for fact, (_, ruled) in found.rulings.items():
        yield f'* <a id="{fact.id}"></a>**{fact.found}** (`{fact.id}`, {ruled}). *{fact.source}.* {fact.why}'


def directions(found: Validated) -> Iterator[str]:
    """Yield the table of what the design asks of the model."""
    yield "| | effect | claims | verdict |"
    yield "| --- | --- | ---: | --- |"
    for id_, text in DIRECTIONS.items():
        mine = [claim for claim in found.claims if claim.id == id_]
        holding = sum(claim.holds for claim in mine)
        yield f"| {id_} | {text} | {len(mine)} | {'holds' if holding == len(mine) else f'{len(mine) - holding} FAIL'} |"


def effect(claim: Claim) -> str:
    """Return a claim's effect with its interval."""
    found, sized = claim.effect, f"{claim.effect.mean:,.4g} {claim.unit}".strip()
    return f"{sized} {bounds(found)}"


def bounds(found: Interval) -> str:
    """Return the bounds of an interval."""
    return f"({found.low:,.4g} to {found.high:,.4g})" if found.low is not None and found.high is not None else "(no interval)"


def claims_table(found: Validated) -> Iterator[str]:
    """Yield the table of claims."""
    yield "| id | claim | effect | 95 % interval | replications | must lie | verdict |"
    yield "| --- | --- | ---: | --- | ---: | --- | --- |"
    for claim in found.claims:
        must = " and ".join(part for part in (f"above {claim.low:,.4g}" if claim.low > -1e300 else "",
                                              f"below {claim.high:,.4g}" if claim.high < 1e300 else "") if part)
        yield (f"| {claim.id} | {claim.text} | {claim.effect.mean:,.4g} {claim.unit} | {bounds(claim.effect)} | "
               f"{claim.effect.replications} | {must} | {'holds' if claim.holds else 'FAILS'} |")


def tables(found: Validated) -> dict[str, list[str]]:
    """Return all that pages may have between marks, by the name of the marks."""
    own = {"summary": "\n\n".join(summary(found)).splitlines(), "facts": list(facts_table(found)), "reasons": list(reasons(found)),
           "directions": list(directions(found)), "claims": list(claims_table(found))}
    return own | {name: list(table.lines) for name, table in found.tables.items()}
