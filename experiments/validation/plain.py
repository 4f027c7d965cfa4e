"""What has been found as plain objects for JSON, and back."""

from __future__ import annotations

import json
import math
from typing import Any

from experiments.claims.claim import Claim, Table
from experiments.exchange import finite, rest
from experiments.interval import Interval
from experiments.validation.asking import Found


def plain_interval(found: Interval | None) -> dict[str, Any] | None:
    """Return a simulated size as a plain object."""
    return None if found is None else {"mean": finite(found.mean), **rest(found)}


def interval_of(plain: dict[str, Any] | None) -> Interval | None:
    """Return the size that a plain object tells of."""
    if plain is None:
        return None
    return Interval(math.nan if plain["mean"] is None else plain["mean"], plain["low"], plain["high"], plain["replications"])


def plain_claim(claim: Claim) -> dict[str, Any]:
    """Return a claim as a plain object; bounds that are infinite are null."""
    return {**claim._asdict(), "effect": plain_interval(claim.effect), "low": finite(claim.low), "high": finite(claim.high),
            "holds": claim.holds}


def claim_of(plain: dict[str, Any]) -> Claim:
    """Return the claim that a plain object tells of."""
    effect = interval_of(plain["effect"])
    assert effect is not None
    low, high = (otherwise if plain[end] is None else plain[end] for end, otherwise in (("low", -math.inf), ("high", math.inf)))
    return Claim(plain["id"], plain["text"], effect, low, high, plain["unit"])


def written(found: Found) -> str:
    """Return what one piece of work has come to as JSON.

    >>> simple = Found("facts.book", {"cac": Interval(105.0, 104.0, 106.0, 8), "intend": None}, (), (Table("t", ("|a|",)),))
    >>> read(written(simple)) == simple
    True
    """
    return json.dumps({"name": found.name, "sizes": {id_: plain_interval(size) for id_, size in found.sizes.items()},
                       "claims": [plain_claim(claim) for claim in found.claims],
                       "tables": [table._asdict() for table in found.tables]}, allow_nan=False)


def read(text: str) -> Found:
    """Return what a piece of work had come to."""
    plain = json.loads(text)
    return Found(plain["name"], {id_: interval_of(size) for id_, size in plain["sizes"].items()},
                 tuple(claim_of(claim) for claim in plain["claims"]),
                 tuple(Table(table["name"], tuple(table["lines"])) for table in plain["tables"]))
