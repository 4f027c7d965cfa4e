"""What was not used, and why; the reasons are messages, so that they can be said in another language."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Why(StrEnum):
    """The reasons."""

    SELDOM_KNOWN = "known for {share} of accounts only"
    SAME = "the same for everybody"
    FEW_VALUES = "fewer than {least} values, which are no cloud of points"
    WORDS = "words are no coordinates: in the scorecard only"
    NO_FILE_TELLS = "no file of accounts tells: as in the scenario"
    NO_INCOME = "neither income nor limit is known"
    NO_RISK = "neither default nor missed statements are known"
    NO_THIN_FILE = "no attribute thin_file says whose file is thin"
    NO_PURCHASES = "the number of purchases is not known: the model's rate stays"
    NO_SPENDING = "spending, or what it is a share of, is not known"
    NO_REVOLVING = "no status says who carries a balance over"
    BEYOND = "outside of {low} to {high}, which is all that the model knows"
    NO_DEFAULT = "no column says who defaulted"
    FEW_DEFAULTS = "too few: it takes {fitted} defaults, and as many accounts without, to fit one, and {held} held out to judge it"
    LEAK = "tells default by itself (AUC {auc}): it was measured after it"
    LITTLE = "tells little of default (information value {value})"
    ADDS_NOTHING = "adds nothing to the other features of the scorecard"


class LeftOut(NamedTuple):
    """Something that was not used, why, and the values in the reason."""

    what: str
    why: Why
    values: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The reason in English.

        >>> LeftOut("age", Why.SELDOM_KNOWN, (("share", "3 %"),)).text
        'known for 3 % of accounts only'
        """
        return self.why.format(**dict(self.values))
