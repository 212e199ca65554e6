"""A spreadsheet without a screen, to work formulas out again by other people's code."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING, Any, Final

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from openpyxl.workbook import Workbook

PROGRAM: Final = shutil.which("soffice")
"""LibreOffice, or None where there is none."""

_PROFILE: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Always work out again: else it keeps the values that the file came with."""


def recalculated(content: bytes, folder: Path) -> bytes:
    """Work every formula of a workbook out again.

    Parameters
    ----------
    content : bytes
        An ``.xlsx``.
    folder : Path
        For what the program writes; new.

    Returns
    -------
    bytes
    """
    return recalculated_all({"given": content}, folder)["given"]


_KINDS: Final = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods"}


def recalculated_all(
    contents: Mapping[str, bytes], folder: Path, kind: str = "xlsx"
) -> dict[str, bytes]:
    """Work every formula of several workbooks out again, by one start of the program.

    Parameters
    ----------
    contents : mapping of str to bytes
        Each an ``.xlsx``, by a name that can be that of a file.
    folder : Path
        For what the program writes; new.
    kind : {"xlsx", "ods"}
        What it saves them as.

    Returns
    -------
    dict of str to bytes
    """
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    given = [folder / f"{name}.xlsx" for name in contents]
    for path, content in zip(given, contents.values(), strict=True):
        path.write_bytes(content)
    command = [
        str(PROGRAM),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        _KINDS[kind],
        "--outdir",
        str(folder / "made"),
        *map(str, given),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {
        name: (folder / "made" / f"{name}.{kind}").read_bytes() for name in contents
    }


def opened(content: bytes, *, values: bool = False) -> Workbook:
    """Open a workbook: its formulas, or the values that they hold."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def formulas(content: bytes) -> Iterator[tuple[str, str, str, Any]]:
    """Give every formula: sheet, cell, text, and the value that it holds."""
    held = opened(content, values=True)
    for sheet in opened(content).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    value = held[sheet.title][cell.coordinate].value
                    yield sheet.title, cell.coordinate, str(cell.value), value
