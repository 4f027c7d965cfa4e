"""The pages of the documentation, with what their examples print now and the tables that the model makes now.

A page is Markdown. A fenced block whose first line is a comment with a path is a file of the example, written to the
folder in which the example runs. A ``python`` block is run, an ``sh`` block too; where a ``text`` block follows, it
holds what was printed (of a command that is refused: what it says); where none does, comparisons and twins run at a
small size, only to see that they run. Between ``<!-- made: ... -->`` and ``<!-- end -->`` stands what
``tests.docs.made`` returns. A page with ``<!-- in a copy -->`` runs its commands in a copy of the sources,
as plain Python, so that its files may be part of the model.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from reports.command import main
from tests.docs.made import made

HOME = Path(__file__).parents[2]
PAGES = [HOME / "README.md", HOME / "docs" / "zh" / "report.md", *(HOME / "docs" / f"{name}.md" for name in (
    "method", "limits", "constraints", "add-a-rule", "scenario-files", "guardrails", "measures", "python", "portraits",
    "twin", "life", "enterprise", "abusers", "sweep", "study-files", "scale", "stress", "search",
    "compare", "report", "figures", "validate", "data-files", "calibrate", "assumptions"))]
MADE = re.compile(r"(?P<mark><!-- made: (?P<what>.+?) -->\n).*?(?P<end><!-- end -->)", re.DOTALL)
FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```\n(?:\n```text\n(?P<shown>.*?)^```\n)?", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"# (?P<path>[\w./-]+\.(?:py|yaml))$", re.MULTILINE)
TIMES = re.compile(r"(result [0-9a-f]{32}), .* a second$", re.MULTILINE)
IN_A_COPY = "<!-- in a copy -->"
COMPARE, QUICKLY = re.compile(r"^(fission (?:compare|twin) .*[^\\])$", re.MULTILINE), r"\1 --persons 300 --days 40 --replications 2"
COPIED = ("sim", "scenarios", "experiments", "reports", "tests", "docs", "pyproject.toml")
FRONT_DOOR = "from reports.command import main; main(prog_name='fission')"
Shell = Callable[[list[str]], str]


class Refused(AssertionError):
    """A command of a page that does not do what the page says."""


def renewed(page: str, folder: Path) -> str:
    """Return a page as it would be written now; its examples run in an empty folder."""
    page = MADE.sub(lambda found: f"{found['mark']}\n{made(found['what'])}\n{found['end']}", page)
    shell, names = commands(page, folder), {"__name__": "page"}

    def run(fence: re.Match[str]) -> str:
        body = fence["body"] if fence["shown"] is not None else COMPARE.sub(QUICKLY, fence["body"])
        printed = done(fence["kind"], body, folder, shell, names)
        if fence["shown"] is None or printed is None:
            return fence[0]
        return f"```{fence['kind']}\n{fence['body']}```\n\n```text\n{printed}```\n"

    with contextlib.chdir(folder):
        return FENCE.sub(run, page)


def done(kind: str, body: str, folder: Path, shell: Shell, names: dict[str, object]) -> str | None:
    """Run one block and return what it printed; None for a block that is only to be read."""
    file = FILE.match(body)
    if file:
        path = folder / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
        return None
    if kind == "python":
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(body, names)
        return tidy(printed.getvalue())
    if kind == "sh":
        return tidy("".join(piped(line, shell) for line in body.replace("\\\n", " ").splitlines()))
    return None


def piped(line: str, shell: Shell) -> str:
    """Run one line; behind ``|`` may stand ``head -N`` or ``grep -E PATTERN``."""
    command, _, after = line.partition(" | ")
    lines = shell(shlex.split(command, comments=True)).splitlines(keepends=True)
    match shlex.split(after):
        case ["head", number]:
            lines = lines[: int(number.removeprefix("-"))]
        case ["grep", "-E", pattern]:
            lines = [each for each in lines if re.search(pattern, each)]
        case [] | ["less"]:
            pass
        case other:
            raise Refused(f"| {shlex.join(other)} is not known here")
    return "".join(lines)


def tidy(printed: str) -> str:
    """Return what was printed without what differs from run to run, and without spaces that end a line."""
    return "".join(f"{line.rstrip()}\n" for line in TIMES.sub(r"\1, ...", printed).splitlines())


def commands(page: str, folder: Path) -> Shell:
    """Return what runs a page's commands: in this process, or apart from it in a copy of the sources."""
    if IN_A_COPY not in page:
        return within
    for name in COPIED:
        source, target = HOME / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    away = {"PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(folder / ".cache"), "NUMBA_DISABLE_JIT": "1",
            "COLUMNS": "120"}
    environment = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"} | away
    return lambda words: apart(words, folder, environment)


def within(words: list[str]) -> str:
    """Run ``fission`` in this process; anything else is only to be read."""
    if words[:1] != ["fission"]:
        return ""
    alone = ["--workers", "1"] if words[1] == "compare" else []  # no pool of processes for a page
    told = CliRunner(env={"COLUMNS": "120"}).invoke(main, [*words[1:], *alone], prog_name="fission")
    if told.exit_code not in (0, 2, 4):
        raise Refused(f"{shlex.join(words)}\n{told.output}")
    return told.stdout or told.stderr


def apart(words: list[str], folder: Path, environment: dict[str, str]) -> str:
    """Run ``fission`` or ``pytest`` in a process of its own; anything else is only to be read."""
    start = {"fission": ["-c", FRONT_DOOR], "pytest": ["-m", "pytest", "-p", "no:cacheprovider"]}
    if not words or words[0] not in start:
        return ""
    line = [sys.executable, *start[words[0]], *words[1:]]
    told = subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False)
    if told.returncode != 0:
        raise Refused(f"{shlex.join(words)}\n{told.stdout}\n{told.stderr}")
    return told.stdout
