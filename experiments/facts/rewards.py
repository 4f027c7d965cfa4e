"""What rewards do: how many come, who comes, over which ties, and what rewards over several levels invite."""

from __future__ import annotations

from functools import partial
from itertools import product

import numpy as np
from numpy.typing import NDArray

from experiments.claims.claim import Setting, each, ratio
from experiments.facts.fact import Fact, Published, about, above, hardly
from experiments.interval import Interval, linearised
from experiments.interval import ratio as ratio_of_means
from scenarios import load
from sim.false_names import split_gain

REFERRER, FRIEND = "rewards.referrer.amount.pay", "rewards.friend.amount.pay"
LEVELS = ("rewards.referrer.amount=20", "rewards.friend=null",
          "team={depth: 3, qualify: {friends: 1, on_time: 0}, override: {share: 50 %, fall: 50 %}}")
"""A small reward that is passed on over three levels, half of it each time."""

ACCOUNT, NAMES, FRIENDS = 5_000, 5, 12
"""What a false name costs, in minor units; how many names somebody may have; how many friends she brings."""


def paying(referrer: float, friend: float = 0.0) -> Setting:
    """Return cash for invites with other rewards, in CNY."""
    return Setting("cash_for_invites", (f"{REFERRER}={referrer}", f"{FRIEND}={friend}"), 100_000, 720, 12)


def counted(setting: Setting, what: str, strong: bool) -> NDArray[np.float64]:
    """Return how many persons were invited, or accepted: by a strong tie, or by weak ones alone."""
    over_strong = each(setting, lambda run: float(run.tables["days"][f"{what}_strong"].sum()))
    return over_strong if strong else each(setting, lambda run: float(run.tables["days"][what].sum())) - over_strong


def doubling() -> Interval:
    """Return what doubling a reward adds to the invitations, over what the reward itself has added."""
    none, small, large = (each(paying(pay), "invitations") for pay in (0, 50, 100))
    return ratio_of_means(large - small, small - none)


def senders_reward() -> Interval:
    """Return the odds that an invitation goes over a weak tie, with a sender's reward over without."""
    odds = (linearised(*(counted(paying(pay), "invited", strong=kind) for kind in (False, True))) for pay in (50, 0))
    return ratio_of_means(*odds)


def receivers_share() -> Interval:
    """Return how many accept over strong ties where both share a sum, over how many where the sender has all of it."""
    return ratio_of_means(*(counted(setting, "accepted", strong=True) for setting in (paying(35, 35), paying(70))))


def splitting(name: str, *changes: str) -> Interval:
    """Return the most that somebody gains by false names, in CNY, over all trees of a few: exactly, as no luck is in it."""
    scenario = load(name, changes)
    trees = [above_each for many in range(1, NAMES) for above_each in product(*(range(k) for k in range(1, many + 1)))]
    most = max(split_gain(scenario, [-1, *tree], [len(tree)] * FRIENDS, ACCOUNT) for tree in trees) / 100.0
    return Interval(most, most, most, 1)


WSG, RF = "Wolters, Schulze & Gedenk 2020: a field experiment of a bank", "Ryu & Feick 2007: four experiments"
PROOF = "Emek et al. 2011; Douceur & Moscibroda 2007"

FACTS = (
    Fact("larger-reward-brings", "The larger of two rewards brings more customers", "referral rate x 8.5", about(8.5, none=1.0),
         "x", WSG, True, "CNY 250 against 50; what the bank paid is not in public summaries. The response is to the log of "
         "the reward.",
         lambda: ratio(paying(250, 10), paying(50, 10), "referred_accounts")),
    Fact("larger-reward-spoils", "The larger of two rewards brings customers who are worth less", "profit a customer -48 %",
         about(0.52, none=1.0), "x",
         WSG, True, "First-year margin before acquisition, CNY 50 against 250. The deal-prone buy less and miss more, but the "
         "network passes only a part of a referrer's traits on to friends.",
         lambda: ratio(paying(250, 10), paying(50, 10), "margin_12_referred")),
    Fact("reward-beats-none", "A reward makes people refer more than none", "more", above(1.0), "x", RF, True,
         "Invitations, CNY 50 for the referrer against nothing.", lambda: ratio(paying(50), paying(0), "invitations")),
    Fact("size-matters-little", "The size of a reward matters little", "no difference between the sizes tried",
         hardly(0.0, 0.25), "of its effect", RF, True,
         "CNY 100 against 50: what doubling adds, over what 50 had added; little is a quarter. A response cannot be flat here "
         "and rise eightfold there: the default leans to the field experiment of the bank.", doubling),
    Fact("weak-ties-senders-reward", "A sender's reward makes people refer to weak ties above all", "more", above(1.0), "x", RF,
         True, "Persons invited over weak ties over those invited over strong ones: CNY 50 for the sender against nothing.",
         senders_reward),
    Fact("strong-ties-receivers-share", "Over strong ties it is better to give the receiver a part", "more", above(1.0), "x",
         RF, False, "Friends who accept over strong ties: CNY 35 for both against 70 for the sender. The receiver's reward raises "
         "acceptance, but in the model senders do not think of it.", receivers_share),
    Fact("levels-fail-false-names", "Rewards passed on over several levels pay those who split into false names", "always",
         above(0.0), "CNY", f"{PROOF}: proof", False,
         f"CNY 20 a friend and half of it passed on over three levels, twelve friends, a name at CNY {ACCOUNT // 100}: the best of "
         f"all trees of up to {NAMES} names. Computed exactly.", partial(splitting, "cash_for_invites", *LEVELS), is_proof=True),
    Fact("one-level-passes", "Rewards on one level do not, where a name costs more than it brings", "never",
         Published(-np.inf, 0.0, 0.0), "CNY", f"{PROOF}: proof", False,
         "The same reward without levels, the same trees. Computed exactly.", partial(splitting, "cash_for_invites", *LEVELS[:2]),
         is_proof=True),
)

SECONDS = 40
"""About how long all of them take."""
