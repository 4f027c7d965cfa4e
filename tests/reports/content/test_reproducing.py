"""A report says how well the model reproduces what is known, by the validation that comes with it."""

from __future__ import annotations

from collections import Counter

from experiments.facts import facts
from experiments.validation.shipped import shipped
from reports.content.reproducing import reproduced
from reports.words import Words


def test_the_shipped_validation_counts_every_fact_there_is() -> None:
    every, predicted, fitted = (Counter(shipped()["counts"][kind]) for kind in ("all", "predicted", "fitted"))
    assert every == predicted + fitted
    assert every.total() == len(facts())
    assert predicted.total() == sum(not fact.fitted for fact in facts())


def test_the_paragraph_tells_predictions_apart_in_both_languages() -> None:
    every, predicted = shipped()["counts"]["all"], shipped()["counts"]["predicted"]
    english, chinese = (reproduced(Words(language)).text for language in ("en", "zh"))
    assert english.startswith(f"Of {sum(every.values())} facts that others have published, the model meets {every['met']};")
    assert f"Of the {sum(predicted.values())} that no setting was made to meet, it meets {predicted['met']}." in english
    assert chinese.startswith(f"他人已发表的 {sum(every.values())} 项事实中，模型符合 {every['met']} 项")
