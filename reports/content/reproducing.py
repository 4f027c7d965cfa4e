"""How well the model reproduces what is known: the shipped validation in a paragraph."""

from __future__ import annotations

from experiments.facts.fact import Verdict
from experiments.validation.shipped import shipped
from reports.document.blocks import Paragraph
from reports.words import Words


def reproduced(words: Words) -> Paragraph:
    """Say how many published facts the model meets, and how many of those that it was not set to."""
    every, predicted = shipped()["counts"]["all"], shipped()["counts"]["predicted"]
    return Paragraph(words.say(
        "Of {many} facts that others have published, the model meets {met}; {sign} have the right sign and another size, {unmet} "
        "are not met, {missing} not modelled. Of the {predicted} that no setting was made to meet, it meets {right}. "
        "docs/validation.md tells the source and the reason of each.",
        many=sum(every.values()), met=every[Verdict.MET], sign=every[Verdict.RIGHT_SIGN], unmet=every[Verdict.NOT_MET],
        missing=every[Verdict.NOT_MODELLED], predicted=sum(predicted.values()), right=predicted[Verdict.MET]))
