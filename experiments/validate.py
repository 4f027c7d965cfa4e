"""``make validate``: what the model must show, with effect, interval and verdict. Exits with 4 where a claim fails."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from experiments.claims import claims
from experiments.claims.claim import Claim
from experiments.claims.search import calibration
from experiments.pages import renew


def row(claim: Claim) -> str:
    """Return a claim as a line of the table."""
    effect, unit = claim.effect, claim.unit
    bounds = f"({effect.low:,.4g} to {effect.high:,.4g})" if effect.low is not None and effect.high is not None else "(no interval)"
    asked = " and ".join(part for part in (f"above {claim.low:,.4g}" if claim.low > -1e300 else "",
                                          f"below {claim.high:,.4g}" if claim.high < 1e300 else "") if part)
    verdict = "holds" if claim.holds else "FAILS"
    return f"| {claim.id} | {claim.text} | {effect.mean:,.4g} {unit} | {bounds} | {effect.replications} | {asked} | {verdict} |"


def lines(found: Iterable[Claim]) -> Iterator[str]:
    """Yield the lines of the table, each as soon as its claim is found, and the verdict."""
    yield "| id | claim | effect | 95 % interval | replications | must lie | verdict |"
    yield "| --- | --- | ---: | --- | ---: | --- | --- |"
    failed = 0
    for claim in found:
        yield row(claim)
        failed += not claim.holds
    yield f"\n{'every claim holds' if not failed else f'{failed} claims FAIL'}"


def report(found: Iterable[Claim]) -> bool:
    """Print each claim as it is found; return whether all hold."""
    last = ""
    for last in lines(found):
        print(last, flush=True)
    return last.strip() == "every claim holds"


def main() -> int:
    """Find every claim of ``experiments.claims``; ``make validate`` keeps the table in docs/validation.md.

    A page that is named gets the table of how often searches are right.
    """
    begun = time.perf_counter()
    sound = report(claim for check in claims() for claim in check())
    for page in sys.argv[1:]:
        renew(Path(page), "calibration", calibration())
    print(f"{time.perf_counter() - begun:,.0f} s", file=sys.stderr)
    return 0 if sound else 4


if __name__ == "__main__":
    sys.exit(main())
