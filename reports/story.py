"""The story of one person for people to read: months with headings, months without anything particular in one line."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from experiments.biography import Biography, Event, events
from reports.sentences import Voice, several, words
from reports.wording import worded
from sim.tables import MONTH

WIDTH, INDENT = 110, 2 + len("day 1234") + 2
BOOKINGS = (events.Provided, events.Carried)
"""What the lender books every month, and nobody feels."""


class Month(NamedTuple):
    """Some days of a life: ``number`` is the month on book, 0 before there is an account."""

    number: int
    first: int
    last: int
    events: tuple[Event, ...]


def story(told: Biography, everything: bool = False) -> str:
    """Return the story; ``everything``: also what happens every month."""
    voice = Voice(told)
    chapters = [line for part in parts(told, everything) for line in chapter(part, voice, everything)]
    whole = "\n".join([*opening(told), *chapters, *ending(told, voice), *unseen(told), *proof(told)])
    return worded(whole, told.scenario)


def opening(told: Biography) -> list[str]:
    """Return who it is about."""
    scenario, (strong, weak), income = told.scenario, told.ties, Voice(told).money(int(told.end.person.income))
    return [f"Person {told.person} of {scenario.name} ({scenario.persons:,} persons, {scenario.days:,} days, seed {told.seed})",
            f"Monthly income {income}; {several(strong + weak, 'tie')} whom she might invite, {strong} of them strong."]


def months(told: Biography) -> Iterator[Month]:
    """Yield the time before the account as one part, then month by month on book."""
    last = told.scenario.days - 1
    opened = told.scenario.days if told.opened is None else told.opened
    before = tuple(event for event in told.events if event.day < opened)
    if before or told.opened is None:
        yield Month(0, 0, min(opened - 1, last), before)
    for number, first in enumerate(range(opened, last + 1, MONTH), 1):
        mine = tuple(event for event in told.events if first <= event.day < first + MONTH)
        yield Month(number, first, min(first + MONTH - 1, last), mine)


def parts(told: Biography, everything: bool) -> Iterator[list[Month]]:
    """Yield the months of which a part of the story is made: one, or several in which nothing particular happens."""
    for routine, group in groupby(months(told), lambda month: not everything and is_routine(month)):
        if routine:
            yield list(group)
        else:
            yield from ([month] for month in group)


def is_routine(month: Month) -> bool:
    """Tell whether nothing particular happens in a month on book."""
    return month.number > 0 and all(map(is_usual, month.events))


def is_usual(event: Event) -> bool:
    """Tell whether an event is what happens every month."""
    match event.what:
        case events.Purchased(number=number):
            return number > 1
        case events.Billed(overdue=0) | events.Paid(how="full", before=0):
            return True
    return isinstance(event.what, (*BOOKINGS, events.Recovered))


def chapter(part: Sequence[Month], voice: Voice, everything: bool) -> Iterator[str]:
    """Yield the lines of a part of the story."""
    first, last = part[0], part[-1]
    days = f"days {first.first} to {last.last}" if first.first < last.last else f"day {first.first}"
    yield ""
    if len(part) > 1:
        yield f"Months {first.number} to {last.number} on book, {days}"
    else:
        yield f"Month {first.number} on book, {days}" if first.number else f"Before there is an account, {days}"
    happened = [event for month in part for event in month.events]
    if not everything and is_routine(first):
        yield from wrapped(f"  {in_short(happened, voice)}", 2)
        return
    shown = [event for event in happened if everything or not is_left_out(event, happened)]
    if not shown:
        yield "  nobody invites her, and she does not apply" if first.number == 0 else f"  {in_short(happened, voice)}"
    for buying, group in groupby(shown, lambda event: not everything and is_usual(event) and type(event.what) is events.Purchased):
        together = list(group)
        if buying and len(together) > 1:
            yield from line(f"day {together[0].day}", f"to day {together[-1].day}: {purchases(together, voice)}")
        else:
            yield from (each for event in together for each in line(f"day {event.day}", voice.tell(event)))


def is_left_out(event: Event, others: Sequence[Event]) -> bool:
    """Tell whether an event says nothing that another one does not say."""
    match event.what:
        case events.RoleChanged(before="prospect"):
            return True
        case events.RewardPaid(lapsed=0) as paid:
            return any(isinstance(other.what, events.RewardEarned) and (other.day, other.what.hold) == (event.day, 0)
                       and (other.what.line, other.what.friend, other.what.level) == (paid.line, paid.friend, paid.level)
                       for other in others)
    return isinstance(event.what, BOOKINGS)


def line(day: str, text: str) -> list[str]:
    """Return a sentence behind its day."""
    return wrapped(f"  {day:<8}  {text}", INDENT)


def wrapped(text: str, indent: int = 0, width: int = WIDTH) -> list[str]:
    """Return a text in lines, all but the first indented; no line ends between a currency and its sum."""
    glued = re.sub(r"\b([A-Z]{3}) (?=-?\d)", "\\1\N{NO-BREAK SPACE}", text)
    lines = textwrap.wrap(glued, width, subsequent_indent=" " * indent, break_on_hyphens=False)
    return [each.replace("\N{NO-BREAK SPACE}", " ") for each in lines]


def in_short(happened: Sequence[Event], voice: Voice) -> str:
    """Return what usual months come to."""
    bills = [event.what for event in happened if isinstance(event.what, events.Billed)]
    payments = [event.what for event in happened if isinstance(event.what, events.Paid)]
    back = sum(event.what.amount for event in happened if isinstance(event.what, events.Recovered))
    said = [purchases(happened, voice)]
    if bills:
        said.append(f"{several(len(bills), 'statement')}, {voice.money(sum(each.due for each in bills))}")
    if payments:
        sums = sum(each.principal + each.fees for each in payments)
        said.append(f"{several(len(payments), 'payment')} in full and on time, {voice.money(sums)}")
    if back:
        said.append(f"{voice.money(back)} come back of what was written off")
    return "; ".join(filter(None, said)) or ("nothing but what the lender books every month" if happened else "nothing happens")


def purchases(happened: Sequence[Event], voice: Voice) -> str:
    """Return what some purchases come to."""
    bought = [event.what for event in happened if isinstance(event.what, events.Purchased)]
    if not bought:
        return ""
    planned = sum(each.months > 0 for each in bought)
    how_many = "" if planned == len(bought) else f"{planned} of them "
    by_instalments = f", {how_many}by instalments" if planned else ""
    return f"{several(len(bought), 'purchase')}, {voice.money(sum(each.amount for each in bought))}{by_instalments}"


def ending(told: Biography, voice: Voice) -> Iterator[str]:
    """Yield how she stands at the end."""
    yield from ("", f"At the end, day {told.scenario.days - 1}")
    if told.end.account is None:
        yield "  declined, no account" if told.declined else "  a prospect still"
        return
    stands, account = {each.name: each.stands for each in told.figures}, told.end.account
    owed = voice.parts(of_principal=stands["principal owed"], of_fees=stands["fees owed"])
    number, limit = told.end.person.account, voice.money(int(account.limit))
    yield f"  {words(told.role)}; account {words(told.state)}, number {number}, limit {limit}"
    yield f"  owes {owed or 'nothing'}; the lender's provision is {voice.money(stands['provision'])}"
    if stands["written off"]:
        yield f"  written off {voice.money(stands['written off'])} of principal, {voice.money(stands['recovered'])} come back"
    rewards = voice.parts(in_cash=stands["wallet"], in_points=stands["points"], in_coupons=stands["coupons"])
    yield f"  holds rewards: {rewards or 'none'}"
    cost = voice.money(int(account.acquisition))
    yield f"  the lender's margin with her is {voice.money(stands['margin'])}; getting her has cost {cost}"


def unseen(told: Biography) -> Iterator[str]:
    """Yield what nature knows of her and the lender does not."""
    traits = told.traits
    yield from ("", "What the lender does not see")
    yield (f"  creditworthiness {traits['theta']:+.2f}, deal-proneness {traits['deal']:+.2f} (standard normal), "
           f"spends {traits['propensity']:.2f} times the usual")
    yield (f"  a point of 1 is worth {traits['points_taste']:.2f} to her, a unit of limit {traits['limit_taste']:.3f}"
           + ("; she applied in order not to repay" if told.wont_pay else ""))


def proof(told: Biography) -> Iterator[str]:
    """Yield what the story has been held against."""
    behind = sum(bool(event.postings) for event in told.events)
    yield ""
    books = f"Books: {several(len(told.postings), 'posting')} behind {several(behind, 'event')}."
    if told.figures:
        books += f" They come to what stands in the table of accounts: {', '.join(each.name for each in told.figures)}."
    yield from wrapped(books)
    yield f"Result {told.result_hash}, that of the same run unwatched."
