"""Asking everything, by several workers, kept as it is found, and gone on with after a kill."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.claims.claim import Claim, Table
from experiments.exchange import as_json
from experiments.facts import facts
from experiments.facts.fact import Fact, Kind, Ruling, Verdict, ruling
from experiments.interval import Interval
from experiments.lab import Registry, fingerprint
from experiments.lab.compiled import compile_model, is_compiled
from experiments.provenance import provenance
from experiments.study.folder import CHECKS, MODEL, RECORD, begun
from experiments.validation.asking import Asked, Found, asked, perform
from experiments.validation.plain import plain_claim, plain_interval, read, written
from experiments.workers import Lost, workers
from scenarios import load
from sim.compiling import source_digest

HOME = Path(__file__).parents[2]
SCENARIOS = ("baitiao_consumer", "cash_for_invites", "enterprise_base")
"""What facts are asked of."""

OnProgress = Callable[[float, float], None]
"""Is told how many of how many seconds of work are done, as they were estimated."""


@dataclass(frozen=True)
class Validated:
    """What was found, in the order in which one reads it, and what could not be found, by name with the reason."""

    found: tuple[Found, ...]
    failed: dict[str, str]

    @property
    def rulings(self) -> dict[Fact, tuple[Interval | None, Ruling]]:
        """Return each fact that was asked with its size in the model and the verdict."""
        sizes = {id_: size for each in self.found for id_, size in each.sizes.items()}
        return {fact: (sizes[fact.id], ruling(fact.published, sizes[fact.id])) for fact in facts() if fact.id in sizes}

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return all claims."""
        return tuple(claim for each in self.found for claim in each.claims)

    @property
    def tables(self) -> dict[str, Table]:
        """Return the tables for pages by name."""
        return {table.name: table for each in self.found for table in each.tables}

    @property
    def sound(self) -> bool:
        """Tell whether every claim holds. A fact that is not met is a finding, no error."""
        return all(claim.holds for claim in self.claims)

    def counts(self, kind: Kind | None = None) -> Counter[Verdict]:
        """Return how many facts, all or those of a kind, came to each verdict."""
        return Counter(ruled.verdict for fact, (_, ruled) in self.rulings.items() if kind in (None, fact.kind))

    @property
    def record(self) -> dict[str, Any]:
        """Return itself as a plain object for JSON."""
        of = {"all": self.counts(), **{str(kind): self.counts(kind) for kind in Kind}}
        return {"scenarios": fingerprints(),
                "counts": {name: {str(verdict): counts[verdict] for verdict in Verdict} for name, counts in of.items()},
                "facts": [plain_fact(fact, size, ruled) for fact, (size, ruled) in self.rulings.items()],
                "claims": [plain_claim(claim) for claim in self.claims], "sound": self.sound, "failed": self.failed}


def fingerprints() -> dict[str, str]:
    """Return by what the scenarios that facts are asked of are known: their values, names and descriptions left aside."""
    return {name: fingerprint(load(name)) for name in SCENARIOS}


def plain_fact(fact: Fact, size: Interval | None, ruled: Ruling) -> dict[str, Any]:
    """Return a fact with its verdict as a plain object."""
    return {"id": fact.id, "found": fact.found, "size": fact.size, "unit": fact.unit, "source": fact.source, "kind": str(fact.kind),
            "why": fact.why, "simulated": plain_interval(size), "verdict": str(ruled.verdict), "how": ruled.how}


def validate(only: Iterable[str] = (), by: int | str = 1, folder: Path | None = None, resume: bool = False,
             on_progress: OnProgress | None = None) -> Validated:
    """Return what the model makes of the facts and claims of some ids, of all unless any is named.

    What is found is kept in the ``folder`` as it is found; with ``resume`` that is not asked again.
    Raises Unknown for an id; UnknownWorkers, FileExistsError, CannotResume or Unusable before anything has run; Unfit where the
    workers can do nothing.
    """
    wanted = asked(only)
    with workers(by) as doing, opened(folder, resume) as registry:
        kept = {each.name: read(text) for each in wanted if (text := registry.noted(key(each)))}
        missing = sorted((each for each in wanted if each.name not in kept), key=lambda each: -each.seconds)
        total, done = sum(each.seconds for each in wanted), sum(each.seconds for each in wanted if each.name in kept)
        failed: dict[str, str] = {}
        if missing and not is_compiled():
            compile_model()
        if on_progress:
            on_progress(done, total)
        for each, result in doing.each(perform, missing):
            if isinstance(result, Lost):
                failed[each.name] = result.why
            else:
                registry.note(key(each), written(result))
                kept[each.name] = result
            done += each.seconds
            if on_progress:
                on_progress(done, total)
    found = Validated(tuple(kept[each.name] for each in wanted if each.name in kept), failed)
    if folder:
        finish(folder, found)
    return found


def key(what: Asked) -> str:
    """Return the name under which a piece of work is kept."""
    return f"{what.name}: {' '.join(what.ids)}"


def opened(folder: Path | None, resume: bool) -> Registry:
    """Return the registry of a folder, or one that is gone with the process."""
    return begun(folder, {MODEL: source_digest(), CHECKS: digest_of_checks()}, resume) if folder else Registry()


def digest_of_checks() -> str:
    """Return a digest of all that facts and claims depend upon besides the model: experiments and shipped scenarios."""
    digest = hashlib.blake2b(digest_size=8)
    rooms = (HOME / "experiments", HOME / "scenarios")
    for path in sorted(path for room in rooms for end in ("py", "yaml") for path in room.rglob(f"*.{end}")):
        digest.update(path.relative_to(HOME).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def finish(folder: Path, found: Validated) -> None:
    """Write the record of all that was found, whole."""
    partial = folder / f"{RECORD}.partial"
    partial.write_text(as_json({**found.record, **provenance()}) + "\n", encoding="utf-8")
    partial.replace(folder / RECORD)
