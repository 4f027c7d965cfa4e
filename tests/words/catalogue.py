"""``python -m tests.words.catalogue``: extract all messages, take the translations over, and compile them."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from reports.words import LANGUAGES, LOCALES
from tests.words.texts import texts

HOME = Path(__file__).parents[2]
TEMPLATE = LOCALES / "fission.pot"
SAID = {"say": 1, "count": 2}
"""What is called with messages, and with how many."""
HEADER = "# Messages of Fission's reports. `make words` renews this file; the terms of the trade stand in docs/zh-glossary.md."
WIDTH = 132


class Plain(Catalog):
    """A catalogue whose header tells neither time nor machine."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the lines of the header."""
        language = [("Language", str(self.locale_identifier)), ("Plural-Forms", self.plural_forms)] if self.locale else []
        return [*language, ("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Transfer-Encoding", "8bit")]


def extracted() -> Catalog:
    """Return every message there is, those of the code with its file."""
    found = Plain(header_comment=HEADER, fuzzy=False)
    for path in sorted((HOME / "reports").rglob("*.py")):
        for message in said(path):
            found.add(message, locations=[(str(path.relative_to(HOME)), None)])
    for text in texts():
        found.add(text.text, context=text.context or None)
    return found


def said(path: Path) -> Iterator[str | tuple[str, ...]]:
    """Yield what a file says: the messages of each call of ``say``, and of ``count`` the two together.

    Raises ValueError for a call whose message is not written there.
    """
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SAID)
    for call in calls:
        arguments = call.args[: SAID[call.func.attr]]
        if len(arguments) < SAID[call.func.attr]:
            continue  # the count of a list
        if not all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in arguments):
            raise ValueError(f"{path}:{call.lineno}: write the message itself, so that it can be translated")
        yield arguments[0].value if len(arguments) == 1 else tuple(each.value for each in arguments)


def translated(template: Catalog, before: Catalog) -> Catalog:
    """Return the messages of a template with the translations there are: a new message has none, one that is gone stays aside."""
    found = Plain(before.locale, header_comment=HEADER, fuzzy=False)
    known = {(each.id, each.context): each for each in (*before.obsolete.values(), *messages(before))}
    for message in messages(template):
        old = known.pop((message.id, message.context), Message(message.id))
        found.add(message.id, old.string, message.locations, message.flags, message.auto_comments, old.user_comments,
                  context=message.context)
    found.obsolete.update({key: each for key, each in known.items() if each.string})
    return found


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue without its header."""
    yield from (message for message in catalogue if message.id)


def source(language: str) -> Path:
    """Return the file in which a language's translations stand."""
    return LOCALES / language / "LC_MESSAGES" / "fission.po"


def read(path: Path, language: str | None = None) -> Catalog:
    """Return the catalogue of a file, an empty one where there is no file."""
    found = read_po(io.BytesIO(path.read_bytes() if path.exists() else b""), locale=language)
    return translated(found, found)


def as_text(catalogue: Catalog) -> bytes:
    """Return a catalogue as its file, in the order of the code's files; without line numbers, which move."""
    file = io.BytesIO()
    write_po(file, catalogue, width=WIDTH, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as programs read it."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main() -> None:
    """Renew the template, and each language's translations in both forms."""
    template = extracted()
    TEMPLATE.write_bytes(as_text(template))
    for language in LANGUAGES[1:]:
        path = source(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        found = translated(template, read(path, language))
        path.write_bytes(as_text(found))
        path.with_suffix(".mo").write_bytes(compiled(found))
        missing = sum(not all(each.string if isinstance(each.string, tuple) else (each.string,)) for each in messages(found))
        print(f"{language}: {len(found)} messages, {missing} without a translation")


if __name__ == "__main__":
    main()
