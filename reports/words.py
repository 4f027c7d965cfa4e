"""The reader's language: sentences out of a catalogue, numbers, money and shares as she writes them.

A message is an English sentence; its translations stand in ``locales`` (``make words`` renews them). Text that comes with
the data, such as what a measure means, is translated as it stands; text of the user's own has no translation and stays.
"""

from __future__ import annotations

import math
import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from experiments.interval import Interval
from reports import numbers
from reports.findings import NUMBER, OWN, apart
from reports.tables import label

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("en", "zh")
TAGS = {"en": "en", "zh": "zh-CN"}
"""The languages by their BCP 47 tags: Chinese is written in simplified characters."""
NAME = "name"
"""The context of names, which are short and may mean something else in a sentence."""
LARGE = {"en": ((1e6, " million", ""),), "zh": ((1e8, "", "亿"), (1e4, "", "万"))}
"""From where on a language writes large sums in words, what it then puts behind the number, and what before the currency."""
DRAWN = {"en": ((1e6, "million ", 2), (1e3, "thousand ", 0)), "zh": ((1e8, "亿", 2), (1e4, "万", 1))}
"""The units in which a language draws large sums, what it calls them, and with how many decimals."""

HAN, STOPS = "\u4e00-\u9fff", "“”\u3001-\u303f\uff01-\uff60"
GAP = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])|(?<=[{STOPS}]) | (?=[{STOPS}])")
"""A space between two Chinese characters, or beside Chinese punctuation."""
HELD = "\ue000"
"""A space of a value, which stays; a character that no text has."""
NO_BREAK = "\N{NO-BREAK SPACE}"


class Words:
    """Says things in one language. A message is an English sentence with ``{names}``; its translation stands in ``locales``."""

    def __init__(self, language: str = "en") -> None:
        """Speak a language, one of ``LANGUAGES``."""
        self.language = language
        self.catalogue = catalogue(language)

    def say(self, message: str, /, **values: object) -> str:
        """Return a sentence with its values.

        >>> Words("en").say("{scheme} earns more", scheme="Tiers")
        'Tiers earns more'
        """
        return self.filled(message, **values)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return a sentence that counts, as ``{number}``, something.

        >>> Words("en").count("{number} replication", "{number} replications", 1)
        '1 replication'
        """
        kept = {name: held(value) for name, value in values.items()}
        return self.closed(self.catalogue.ngettext(one, many, number).format(number=f"{number:,}", **kept))

    def filled(self, message: str, /, **values: object) -> str:
        """Return a message with its values, where it is not known until then which message it is."""
        return self.closed(self.catalogue.gettext(message).format(**{name: held(value) for name, value in values.items()}))

    def together(self, *sentences: str) -> str:
        """Return sentences one after the other, those that say nothing left out.

        >>> Words("en").together("One.", "", "Two."), Words("zh").together("其一。", "", "其二。")
        ('One. Two.', '其一。其二。')
        """
        return self.closed(" ".join(str(held(each)) for each in sentences if each))

    def closed(self, text: str) -> str:
        """Return a text without the gaps that a translation leaves around its values for Latin letters and digits.

        >>> Words("zh").say("Keep {today}", today="我的 方案"), Words("zh").closed("方案 Tiers 的 利润")
        ('保留“我的 方案”', '方案 Tiers 的利润')
        """
        return (text if self.language == "en" else GAP.sub("", text)).replace(HELD, " ")

    def term(self, text: str) -> str:
        """Return a text that comes with the data: what a measure, a setting or a rule means, its evidence, a law, a title.

        >>> Words("zh").term("accounts with a first purchase"), Words("zh").term("My own scheme")
        ('完成首笔消费的账户数', 'My own scheme')
        """
        return self.catalogue.gettext(text) if text else text

    def finding(self, text: str) -> str:
        """Return what a guardrail has found, or what would cure it.

        >>> Words("zh").finding("reward line friend is paid in credit limit, unasked")
        '奖励项 friend 以授信额度发放，且未经客户申请'
        """
        found = self.term(text)
        pattern, values = apart(text)
        if self.language == "en" or found != text or not values:
            return found
        return self.filled(pattern, **{name: value if name in OWN else self.finding(value) for name, value in values.items()})

    def setting(self, shown: str) -> str:
        """Return the value of a setting that is written so in a file; the user's own text as it is.

        >>> Words("en").setting("0.75 % per month"), Words("zh").setting("calm, shock"), Words("zh").setting("Friends, mostly")
        ('0.75 % per month', '平稳、急剧冲击', 'Friends, mostly')
        """
        said = [self.part(each) for each in shown.split(", ")]
        return self.term(shown) if self.language == "en" or "" in said else self.say(", ").join(said)

    def part(self, text: str) -> str:
        """Return one of the values of a setting, a name or a number with its unit; nothing where it is neither."""
        name, found = self.name(text), self.finding(text)
        if name != text.replace("_", " "):
            return name
        return found if found != text or re.fullmatch(NUMBER, text) else ""

    def name(self, name: str) -> str:
        """Return the name of a portrait, a channel, a rule, a column, ... as people write it.

        >>> Words("en").name("young_workers"), Words("zh").name("young_workers"), Words("zh").name("night_owls")
        ('young workers', '职场新人', 'night owls')
        """
        return self.catalogue.pgettext(NAME, name.replace("_", " "))

    def scheme(self, name: str) -> str:
        """Return the name of a scheme; one of the user's own as she has named it.

        >>> Words("en").scheme("cash_for_invites"), Words("zh").scheme("cash_for_invites"), Words("zh").scheme("mine_2027")
        ('Cash for invites', '邀请返现', 'Mine 2027')
        """
        found = self.name(name)
        return found[:1].upper() + found[1:]

    def measure(self, name: str) -> str:
        """Return the name of a measure.

        >>> Words("en").measure("net_charge_off"), Words("zh").measure("net_charge_off")
        ('Net charge-off', '净核销额')
        """
        return self.catalogue.pgettext(NAME, label(name))

    def figure(self, value: float, unit: str, currency: str) -> str:
        """Return one number with its unit.

        >>> Words("zh").figure(1234567.8, "money", "CNY").split(), Words("zh").figure(0.0688, "share", "CNY")
        (['1,234,568', '元'], '6.88%')
        """
        if not math.isfinite(value):
            return self.say("n/a")
        return self.dressed(numbers.grouped(numbers.scaled(value, unit), numbers.places((value,), unit)), unit, currency)

    def estimate(self, value: Interval, unit: str, currency: str) -> str:
        """Return a mean with its interval; alone where it has none, or is the same in every run.

        >>> Words("zh").estimate(Interval(1234.0, 1200.2, 1267.8, 10), "count", "CNY").split()
        ['1,234（1,200', '至', '1,268）']
        """
        if value.low is None or value.high is None or value.low == value.high:
            return self.figure(value.mean, unit, currency)
        ends = (value.mean, value.low, value.high)
        mean, low, high = (numbers.grouped(numbers.scaled(each, unit), numbers.places(ends, unit)) for each in ends)
        return self.ranged(self.dressed(mean, unit, currency), low, high)

    def difference(self, value: Interval, unit: str, currency: str) -> str:
        """Return a difference with its sign and interval, if it has one; shares differ by percentage points.

        >>> Words("zh").difference(Interval(0.012, 0.005, 0.019, 10), "share", "CNY").split()
        ['+1.2', '个百分点（+0.5', '至', '+1.9）']
        """
        if not math.isfinite(value.mean):
            return self.say("n/a")
        bounds_of = () if value.low == value.high else (value.low, value.high)
        ends = [value.mean, *(end for end in bounds_of if end is not None)]
        mean, *bounds = (numbers.signed(numbers.scaled(end, unit), numbers.places(ends, unit)) for end in ends)
        shown = self.dressed(mean, unit, currency, differs=True)
        return self.ranged(shown, *bounds) if bounds else shown

    def ranged(self, mean: str, low: str, high: str) -> str:
        """Return a mean with its interval."""
        return self.say("{mean} ({interval})", mean=mean, interval=self.unbroken(self.say("{low} to {high}", low=low, high=high)))

    def dressed(self, number: str, unit: str, currency: str, differs: bool = False) -> str:
        """Return a number with its unit, as one writes it; what ``differs`` by percent does so by percentage points."""
        message = numbers.dressed("{number}", unit, "{currency}")
        message = message.replace(" %", " pp") if differs else message
        return self.unbroken(self.filled(message, number=number, currency=self.name(currency)))

    def unbroken(self, text: str) -> str:
        """Return a number with what belongs to it: Chinese may break anywhere, and must not there."""
        return text if self.language == "en" else text.replace(" ", NO_BREAK)

    def rounded_money(self, amount: float, currency: str) -> str:
        """Return an amount of money in words, with two significant digits.

        >>> Words("en").rounded_money(1_651_819.0, "CNY")
        'CNY 1.7 million'
        >>> Words("zh").rounded_money(1_651_819.0, "CNY").split(), Words("zh").rounded_money(123_456_789.0, "CNY").split()
        (['170', '万元'], ['1.2', '亿元'])
        """
        rough = round(amount, 1 - numbers.magnitude(amount))
        size, behind, before = next((each for each in LARGE[self.language] if rough >= each[0]), (1.0, "", ""))
        message = numbers.dressed("{number}", "money", "{currency}")
        return self.unbroken(self.filled(message, number=f"{rough / size:,.10g}{behind}", currency=before + self.name(currency)))

    def large(self, most: float, currency: str) -> tuple[float, str, int]:
        """Return the unit in which sums of up to ``most`` are drawn, its name and its decimals.

        >>> Words("en").large(3e6, "CNY"), Words("zh").large(3e6, "CNY"), Words("zh").large(900.0, "CNY")
        ((1000000.0, 'million CNY', 2), (10000.0, '万元', 1), (1.0, '元', 0))
        """
        unit, called, decimals = next((each for each in DRAWN[self.language] if most >= 2.0 * each[0]), (1.0, "", 0))
        return unit, called + self.name(currency), decimals

    def probability(self, value: float) -> str:
        """Return a probability, rounded towards even odds: it never looks surer than it is, nor than a simulation can be.

        >>> [Words("en").probability(each) for each in (0.998, 0.42, 0.9499, 0.0501)]
        ['above 99 %', '42 %', '94 %', '6 %']
        """
        if value > 0.99:
            return self.say("above 99 %")
        towards = math.floor if value > 0.5 else math.ceil
        return self.say("below 1 %") if value < 0.01 else self.dressed(f"{towards(round(100.0 * value, 6))}", "share", "")


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the messages of a language; English ones are their own."""
    if language == "en":
        return NullTranslations()
    with (LOCALES / language / "LC_MESSAGES" / "fission.mo").open("rb") as file:
        return GNUTranslations(file)


def held(value: object) -> object:
    """Return a value whose spaces stay where they are."""
    return value.replace(" ", HELD) if isinstance(value, str) else value
