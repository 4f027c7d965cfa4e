"""A report shows how well the model was fitted, beside what decides; a calibration by itself decides nothing."""

import pytest

from experiments import compare
from experiments.calibration import calibrate
from experiments.provenance import provenance
from experiments.study.folder import read as read_study
from reports.content import told
from reports.content.answer import Case, answer
from reports.content.evidence import Evidence, Kind, NoReport, Source, read
from reports.content.terms import Asked
from reports.exchange import comparison_object
from reports.words import Words
from scenarios import load
from tests.experiments import calibrations
from tests.experiments.stub import Stub


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    """A calibration of a cheap law, in a folder."""
    folder = tmp_path_factory.mktemp("fitted") / "fit"
    study = calibrations.told(tmp_path_factory.mktemp("targets"))
    calibrate(study, workers=Stub(calibrations.law), folder=folder)
    return folder, read_study(folder)


def test_the_fit_stands_in_the_report_with_its_title(tmp_path, fitted):
    small = {"persons": 300, "days": 60}
    found = compare([load(name, small) for name in ("baitiao_consumer", "cash_for_invites")], replications=2)
    folder, study = fitted
    today = Source(tmp_path, Kind.COMPARISON, comparison_object(found) | provenance())
    sources = (today, Source(folder, Kind.CALIBRATE, study.record))
    evidence = Evidence(sources, found.arms, studies={Kind.CALIBRATE: study})
    for language, heading in (("en", "Fit to observations"), ("zh", "与观测的拟合")):
        document = told(Case(evidence, answer(evidence, Asked())), Words(language))
        section = next(each for each in document.sections if each.name == "fitted")
        assert section.topic == heading
        assert "2" in section.title


def test_a_calibration_alone_is_refused(fitted):
    with pytest.raises(NoReport, match="decides between no schemes"):
        read([fitted[0]])
