"""A search for people: what is recommended, what is not decided, and the front as fresh seeds have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reports.numbers import difference, estimate, figure, plus_minus, verdict
from reports.records import chosen_of, interval_of
from reports.tables import label

MOST_ROWS = 25
SURE = 0.95
"""The probability from which on a cap counts as holding."""
ON_FRONT = 0.05
"""The probability to be on the front from which on a candidate is shown."""
Record = Mapping[str, Any]


def search_text(record: Record) -> str:
    """Return what was searched, the answer, and the front."""
    return "\n".join([heading(record), "", *answer(record), "", *front(record), *trouble(record)])


def heading(record: Record) -> str:
    """Return what was searched and how."""
    wanted = [f"{'maximise' if each['sign'] > 0 else 'minimise'} {each['name']}" for each in record["objectives"]]
    caps = ", ".join(cap["text"] for cap in record["caps"])
    tried, many = sum(record["trials"].values()), sorted({each["replications"] for each in record["candidates"]})
    seeds = f"{many[0]} to {many[-1]}" if len(many) > 1 else f"{many[0]}"
    return (f"{record['title'] or record['name']}: {record['scenario']}, {record['persons']:,} persons, {record['days']:,} days\n"
            f"{', '.join(wanted)}{'; subject to ' if caps else ''}{caps}\n"
            f"{tried:,} trials by {record['sampler']}; {len(record['candidates'])} candidates under {seeds} fresh seeds each")


def answer(record: Record) -> Iterator[str]:
    """Yield what is recommended and how sure that is."""
    chosen = chosen_of(record)
    if chosen is None:
        yield f"Nothing can be recommended: {'; '.join(reasons(record))}."
        yield from nearest(record)
        return
    yield f"Recommended: {named(chosen)} ({record['prefer']})"
    yield from changes(record, chosen)
    yield ""
    yield from effects(record, chosen)
    yield ""
    yield f"Best with probability {chosen['best']:.2f}" + (": not decided" if record["undecided"] else "")
    if record["undecided"]:
        yield f"  {len(record['undecided'])} candidates cannot be told apart: {', '.join(record['undecided'])}"
        likeliest = max(record["candidates"], key=lambda each: each["best"])
        if likeliest["best"] > chosen["best"]:
            yield f"  (more is expected of {named(chosen)} on average, while {named(likeliest)} is as likely to be the best)"
    if len(record["objectives"]) == 1 and chosen["regret"] is not None:
        one = record["objectives"][0]
        yield f"  expected to miss the best by {figure(chosen['regret'], one['unit'], record['currency'])}"



def confirmed(record: Record) -> Record:
    """Return a search in which today's scheme and the recommended one come to what they did under seeds that chose nothing."""
    again = record.get("confirmation") or {}
    found = {"today": again.get("today"), record["recommended"]: again.get("recommended")}
    return {**record, "candidates": [{**each, "quantities": found.get(each["candidate"]) or each["quantities"]}
                                     for each in record["candidates"]]}


def named(candidate: Record) -> str:
    """Return what a candidate is called."""
    return "the scheme of today" if candidate["candidate"] == "today" else f"candidate {candidate['candidate']}"


def reasons(record: Record) -> Iterator[str]:
    """Yield why no candidate can be recommended, with how many of them are concerned."""
    for word, mine in (("blocked by a guardrail", lambda each: not each["allowed"]),
                       ("with replications that failed", lambda each: each["failed"]),
                       ("with a measure that is not defined under every seed", undefined),
                       ("not sure to hold every cap", lambda each: any(share < SURE for share in known(each)))):
        if many := sum(map(bool, map(mine, record["candidates"]))):
            yield f"{many} of {len(record['candidates'])} candidates are {word}".replace("are with", "are ones with")


def undefined(candidate: Record) -> bool:
    """Tell whether a quantity of a candidate is not defined under every seed."""
    return any(each["replications"] < candidate["replications"] for each in candidate["quantities"].values())


def known(candidate: Record) -> list[float]:
    """Return the probabilities that its caps hold, of those that are known."""
    return [share for share in candidate["holds"].values() if share is not None]


def likely(candidate: Record) -> float:
    """Return how likely a candidate is to hold all its caps."""
    return min((share or 0.0 for share in candidate["holds"].values()), default=0.0) if candidate["allowed"] else 0.0


def nearest(record: Record) -> Iterator[str]:
    """Yield the candidate that comes nearest to holding every cap."""
    near = max(record["candidates"], key=likely)
    held = ", ".join(f"{cap} " + ("not known" if share is None else f"with probability {share:.2f}")
                     for cap, share in near["holds"].items())
    if held:
        yield f"Nearest is {named(near)}: {held}"


def changes(record: Record, chosen: Record) -> Iterator[str]:
    """Yield the value of each lever, and what it is today."""
    wide = max(map(len, record["levers"]))
    values = chosen["levers"].values()
    broad = max(map(len, values))
    for (path, value), now in zip(chosen["levers"].items(), record["today"].values(), strict=True):
        yield f"  {path:<{wide}}  {value:>{broad}}  (today {now})"


def effects(record: Record, chosen: Record) -> Iterator[str]:
    """Yield what the recommended candidate comes to, what it changes, and whether its caps hold: under seeds that chose nothing."""
    found, rows = record["confirmation"], []
    for name, each in found["recommended"].items():
        less = interval_of(each["less_today"])
        told = f"{difference(less, each['unit'], record['currency'])} against today: {verdict(less)}"
        rows.append((titled(name), estimate(interval_of(each), each["unit"], record["currency"]),
                     "" if chosen["candidate"] == "today" else told))
    wide, broad = (max(len(row[number]) for row in rows) for number in (0, 1))
    yield f"Confirmed under {len(found['seeds'])} seeds by which nothing was chosen:"
    yield from (f"  {title:<{wide}}  {value:>{broad}}  {told}".rstrip() for title, value, told in rows)
    for cap, share in found["holds"].items():
        told = "not defined under every seed" if share is None else f"holds with probability {share:.3f}"
        yield f"  {cap}: {told}" + ("" if share is not None and share >= SURE else f"; not confirmed, {SURE} was asked for")


def front(record: Record) -> Iterator[str]:
    """Yield a line a candidate that may be on the front, and the scheme in force: fresh seeds only."""
    always = {"today", record["recommended"] or max(record["candidates"], key=likely)["candidate"]}
    shown = [each for each in record["candidates"] if each["on_front"] >= ON_FRONT or each["candidate"] in always]
    first = record["objectives"][0]
    shown.sort(key=lambda each: -first["sign"] * (each["quantities"][first["name"]]["mean"] or 0.0))
    left = len(record["candidates"]) - len(shown[:MOST_ROWS])
    rest = f"; {left:,} more in candidates.parquet" if left else ""
    yield f"The front, from fresh seeds; means ± half the 95 % interval, money in {record['currency']}{rest}"
    head = ["", "candidate", *record["levers"], *map(titled, names_of(record)), "seeds", "caps hold", "on front", "best"]
    yield from aligned([head, *(row(record, each) for each in shown[:MOST_ROWS])])


def names_of(record: Record) -> list[str]:
    """Return the names of all quantities."""
    return list(record["candidates"][0]["quantities"])


def row(record: Record, each: Record) -> list[str]:
    """Return a candidate as a row of the table."""
    mark = "*" if each["candidate"] == record["recommended"] else ""
    values = (plus_minus(interval_of(found), found["unit"]) for found in each["quantities"].values())
    sure = "undefined" if None in each["holds"].values() else f"{min(known(each)):.2f}" if each["holds"] else "-"
    holds = sure if each["allowed"] else "blocked"
    shares = ("failed", "") if each["failed"] else (f"{each['on_front']:.2f}", f"{each['best']:.2f}")
    return [mark, each["candidate"], *each["levers"].values(), *values, str(each["replications"]), holds, *shares]


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with their columns under each other."""
    wide = [max(len(row[number]) for row in rows) for number in range(len(rows[0]))]
    yield from ("  ".join(f"{text:>{width}}" for text, width in zip(row, wide, strict=True)) for row in rows)


def trouble(record: Record) -> Iterator[str]:
    """Yield which trials came to nothing, and why."""
    words = {"blocked": "blocked by a guardrail", "impossible": "with values that do not go together", "failed": "failed",
             "undefined": "with a measure that is not defined"}
    if found := [f"{many:,} {words[state]}" for state, many in record["trials"].items() if state in words]:
        yield f"Trials that came to nothing, told to the sampler as infeasible: {', '.join(found)}"



def titled(name: str) -> str:
    """Return the name of a quantity as people write it.

    >>> titled("net_charge_off"), titled("cvar90(net_charge_off)")
    ('Net charge-off', 'Net charge-off, worst 10 %')
    """
    if not name.startswith("cvar"):
        return label(name)
    return f"{label(name[7:-1])}, worst {100 - int(name[4:6])} %"
