"""Office files are zip archives that carry the time of their making; here they carry none, so that two of the same are the same."""

from __future__ import annotations

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
MADE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def fixed(package: bytes) -> bytes:
    """Return an Office file, and those embedded in it, without the time of their making."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, EPOCH), untimed(name, old.read(name)), ZIP_DEFLATED)
    return made.getvalue()


def untimed(name: str, data: bytes) -> bytes:
    """Return a file of the archive without a time in it."""
    if name.endswith(".xlsx"):
        return fixed(data)
    return MADE.sub(rb"\g<1>1980-01-01T00:00:00Z", data) if name == "docProps/core.xml" else data
