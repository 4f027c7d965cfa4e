"""``fission report``: finished runs as a document, in both languages, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reports.command import main
from reports.document import prints

Fission = Callable[..., Result]
SMALL = ("--persons", "400", "--days", "90", "--replications", "3")


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that nobody writes to."""
    folder = tmp_path_factory.mktemp("runs") / "compared"
    made = CliRunner().invoke(main, ["compare", "baitiao_consumer", "cash_for_invites", *SMALL, "--out", str(folder)])
    assert made.exit_code == 0, made.output
    return folder


@pytest.fixture
def runs(compared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(compared, tmp_path / "runs"))


def test_a_report_is_a_page_and_a_pdf_in_the_folder_of_the_run(fission: Fission, runs: Path) -> None:
    told = fission("report", str(runs))
    page = (runs / "report" / "report-en.html").read_text(encoding="utf-8")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.split() == [str(runs / "report" / f"report-en.{kind}") for kind in ("html", "pdf")]
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert page.index("Cash for invites") < page.index("<section id=\"section-growth\"")


def test_a_new_report_replaces_the_old_one_byte_by_byte_and_nothing_else(fission: Fission, runs: Path) -> None:
    fission("report", str(runs), "--format", "md")
    (runs / "report" / "note.txt").write_text("mine", encoding="utf-8")
    old = {each: each.read_bytes() for each in (runs / "report").iterdir()}
    assert fission("report", str(runs), "--format", "md").exit_code == 0
    assert {each: each.read_bytes() for each in (runs / "report").iterdir()} == old
    assert len(old) > 5


def test_a_report_in_chinese_for_a_wiki_and_as_slides_under_its_own_title(fission: Fission, runs: Path) -> None:
    told = fission("report", str(runs), "--lang", "zh", "--format", "md, pptx", "--out", "there", "--title", "春季活动")
    page = Path("there/report-zh.md").read_text(encoding="utf-8")
    figures = {each.name for each in Path("there").glob("*.svg")}
    assert told.stdout.split() == ["there/report-zh.md", "there/report-zh.pptx"]
    assert page.startswith("# 春季活动\n")
    assert figures == {name for name in figures if f"]({name})" in page} != set()


@pytest.mark.parametrize(("words", "said"), [
    (("--lang", "zhs"), "--lang: unknown language 'zhs' - did you mean 'zh'?"),
    (("--lang", "fr"), "--lang: unknown language 'fr' - known here: en, zh"),
    (("--format", "html,pfd"), "--format: unknown format 'pfd' - did you mean 'pdf'?"),
    (("--format", ""), "--format: unknown format '' - known here: html, pdf, pptx, md"),
    (("--cap", "dpd90"), "dpd90: this is no cap: write measure<=limit"),
    (("--measure", "proft"), "did you mean 'profit'?"),
])
def test_what_cannot_be_meant_is_refused_in_words(words: tuple[str, ...], said: str, fission: Fission, runs: Path) -> None:
    told = fission("report", str(runs), *words)
    assert told.exit_code == 2
    assert said in told.stderr
    assert not (runs / "report").exists()


def test_a_folder_without_a_run_is_refused(fission: Fission, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    told, nowhere = fission("report", "empty"), fission("report", "nowhere")
    assert (told.exit_code, nowhere.exit_code) == (2, 2)
    assert "empty: there is no run, comparison or study here" in told.stderr
    assert "'nowhere' does not exist" in nowhere.stderr
    assert list((tmp_path / "empty").iterdir()) == []


def test_where_nothing_can_be_written_nothing_is(fission: Fission, runs: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    told = fission("report", str(runs), "--format", "md", "--out", "file/report")
    assert told.exit_code == 2
    assert "file/report: nothing can be written here" in told.stderr


def test_what_no_font_here_can_show_is_told_by_name(fission: Fission, runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "nowhere", set)
    told = fission("report", str(runs), "--format", "md", "--title", "\U00020bb7")
    assert told.exit_code == 0
    assert told.stderr == "no font here has U+20BB7 (CJK UNIFIED IDEOGRAPH-20BB7): install one that has\n"


def test_a_report_since_an_earlier_one_tells_what_has_changed(fission: Fission, runs: Path) -> None:
    fission("compare", "baitiao_consumer", "cash_for_invites", *SMALL, "--set", "economics.overhead=50", "--out", "later")
    told = fission("report", "later", "--since", str(runs), "--format", "md")
    page = Path("later/report/report-en.md").read_text(encoding="utf-8")
    assert told.exit_code == 0, told.output
    assert "Inputs that have changed" in page
    assert "| Baitiao consumer | economics.overhead | 0 CNY | 50 CNY |" in page
