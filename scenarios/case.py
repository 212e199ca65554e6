"""A case: a folder or workbook of tables and settings, read whole or refused whole."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from costing.errors import Finding, InputError
from costing.model import shipped_models
from costing.sheets.frames import absent, read_table
from scenarios.inputs.canonical import (
    digest,
    fingerprint,
    lots_text,
    settings_text,
    table_text,
)
from scenarios.inputs.contract import TABLES
from scenarios.inputs.contract.schemes import with_running
from scenarios.inputs.crosschecks import crosscheck
from scenarios.inputs.crosschecks.draft import Draft
from scenarios.inputs.documents import located
from scenarios.inputs.folder import LOTS_FILE, SETTINGS_FILE
from scenarios.inputs.names import names_of, needs_names, text_beside
from scenarios.inputs.privacy import masked, personal_cells
from scenarios.inputs.source import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    import pandas as pd

    from allocation.rules import Lot
    from costing.sheets.frames import Table
    from costing.sheets.sheet import Sheet
    from scenarios.inputs.names import Names
    from scenarios.inputs.places import Places
    from scenarios.inputs.settings import CaseSettings
    from scenarios.inputs.source import Source

_NAMED: Final = 20
"""Columns that nothing reads of which a note gives the names."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case, sound as far as it can be told without running it.

    Parameters
    ----------
    name : str
        Of its folder or workbook, without its ending.
    folder : Path
        Where it was read from, or the workbook lies; a cost model may lie there.
    settings : CaseSettings
    lots : tuple of Lot
        At least one, in file order.
    tables : mapping of str to DataFrame
        Every table of the contract, in the form of ``costing.tables``; one that is
        absent has no rows.
    present : frozenset of str
        Tables that have a file or a sheet. Without ``offers`` every provider is taken
        to offer.
    inputs : mapping of str to str
        SHA-256 of each part in its canonical form (``scenarios.inputs.canonical``):
        ``case``, ``lots``, each table that is present, and ``model`` where it is the
        case's own.
    fingerprint : str
        SHA-256 over the inputs: the same for all files that say the same.
    model_text : str
        The cost model's document where it lies beside; empty for one that is shipped.
    scenarios : mapping of str to str
        Text of each scenario file of the case, by its name; no part of the fingerprint.
    notes : tuple of str
        What its owner may like to know, such as columns that nothing reads.
    places : Places or None
        Of a workbook: where its cells are, for what is found later.
    """

    name: str
    folder: Path
    settings: CaseSettings
    lots: tuple[Lot, ...]
    tables: Mapping[str, pd.DataFrame]
    present: frozenset[str]
    inputs: Mapping[str, str]
    fingerprint: str
    model_text: str
    scenarios: Mapping[str, str]
    notes: tuple[str, ...]
    places: Places | None = None

    def told(self) -> AbstractContextManager[None]:
        """Turn what is found later, within, into findings about its workbook."""
        return self.places.told() if self.places else nullcontext()

    @property
    def model_name(self) -> str:
        """Give the cost model by its name, without the folders it may lie in."""
        return own_name(self.settings.model) if self.model_text else self.settings.model


def load_case(path: str | Path) -> Case:
    """Read a case from its folder, or from a workbook, .xlsx or .ods.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Case

    Raises
    ------
    InputError
        With every finding of every file or sheet.
    """
    source = source_of(Path(path))
    settings, lots = source.settings.settings, source.lots.settings
    sound, sound_lots = source.settings.sound, source.lots.sound
    sheets = source.sheets
    model_text, of_text = _model_text(source.folder, sound)
    names, of_names = (
        (None, of_text) if of_text else _names(sound, model_text, set(sheets))
    )
    tables = _tables(sheets, names)
    draft = Draft(
        tables,
        frozenset(sheets),
        sound,
        sound_lots.lots if sound_lots else None,
        names,
    )
    findings = [*source.findings, *source.settings.findings, *source.lots.findings]
    findings += of_names
    findings += [one for table in tables.values() for one in table.findings]
    findings += crosscheck(draft)
    findings = _private(findings, sheets, sound)
    findings = [_located(one, source) for one in findings]
    if findings or settings is None or lots is None:
        raise InputError(findings)
    frames = {name: table.frame for name, table in tables.items()}
    parts = _inputs(settings, model_text, lots.lots, frames, frozenset(sheets))
    return Case(
        source.name,
        source.folder,
        settings,
        lots.lots,
        MappingProxyType(frames),
        frozenset(sheets),
        MappingProxyType(parts),
        fingerprint(parts),
        model_text,
        source.scenarios,
        tuple(_notes(source, tables)),
        source.places,
    )


def with_content(
    case: Case,
    *,
    settings: CaseSettings | None = None,
    lots: Sequence[Lot] | None = None,
    tables: Mapping[str, pd.DataFrame] | None = None,
) -> Case:
    """Give a case with other content, and the inputs and fingerprint that go with it.

    Parameters
    ----------
    case : Case
    settings : CaseSettings, optional
    lots : sequence of Lot, optional
        All of them.
    tables : mapping of str to DataFrame, optional
        Those that are other, whole, in the form of ``costing.tables``. One that was
        absent is present from then on if it has rows.

    Returns
    -------
    Case
        With the same fingerprint if its content is the same. Nothing is checked.
    """
    other = dict(tables or {})
    added = {name for name, frame in other.items() if len(frame)}
    present = case.present | added
    text = case.model_text
    if settings is not None and settings.model != case.settings.model:
        try:
            text = text_beside(case.folder, settings.model)
        except InputError:  # told of where its names are looked up
            text = ""
    changed = replace(
        case,
        settings=settings or case.settings,
        lots=case.lots if lots is None else tuple(lots),
        tables=MappingProxyType({**case.tables, **other}),
        present=present,
        model_text=text,
    )
    again = _inputs(changed.settings, text, changed.lots, other, present & set(other))
    parts = {**case.inputs, **again}
    if not text:
        parts.pop("model", None)
    return replace(
        changed, inputs=MappingProxyType(parts), fingerprint=fingerprint(parts)
    )


def _inputs(
    settings: CaseSettings,
    model_text: str,
    lots: Sequence[Lot],
    tables: Mapping[str, pd.DataFrame],
    present: frozenset[str],
) -> dict[str, str]:
    """Hash each part of a case in its canonical form."""
    name = own_name(settings.model) if model_text else settings.model
    texts = {"case": settings_text(settings, name), "lots": lots_text(lots)}
    texts |= {
        name: table_text(name, tables[name]) for name in TABLES if name in present
    }
    if model_text:
        texts["model"] = model_text
    return {part: digest(text) for part, text in texts.items()}


def _located(finding: Finding, source: Source) -> Finding:
    """Give a finding the row of its key, and the cell in a workbook."""
    if finding.file == SETTINGS_FILE:
        finding = located(finding, source.settings)
    elif finding.file == LOTS_FILE:
        finding = located(finding, source.lots)
    return source.places.of(finding) if source.places else finding


def _names(
    settings: CaseSettings | None, text: str, present: set[str]
) -> tuple[Names | None, tuple[Finding, ...]]:
    """List the names of the cost model, where the case names one or has need of one."""
    if settings is None or not needs_names(settings, present):
        return None, ()
    return names_of(settings.model, text)


def _model_text(
    folder: Path, settings: CaseSettings | None
) -> tuple[str, tuple[Finding, ...]]:
    """Read the document of the case's own cost model, or say why it cannot be."""
    if settings is None:
        return "", ()
    try:
        return text_beside(folder, settings.model), ()
    except InputError as error:
        return "", error.findings


def _tables(sheets: Mapping[str, Sheet], names: Names | None) -> dict[str, Table]:
    """Make a table of each sheet, and an empty one of each that is absent."""
    tables = {name: absent(spec) for name, spec in TABLES.items()}
    says = "input of the cost model, as this rate has it"
    for name, sheet in sheets.items():
        spec = TABLES[name]
        if spec.open_to and names is not None:
            written = {one.lower() for one in sheet.header}
            spec = spec.with_numbers(written & set(names.inputs), says)
        tables[name] = read_table(sheet, spec)
    schemes = tables["schemes"]
    tables["schemes"] = replace(schemes, frame=with_running(schemes))
    return tables


def _private(
    findings: list[Finding], sheets: Mapping[str, Sheet], settings: CaseSettings | None
) -> list[Finding]:
    """Add findings of personal cells, and keep what they hold out of the others."""
    accepted = settings.privacy.accept if settings else ()
    day = settings.price_date if settings else date.max
    personal = [
        one
        for name, sheet in sheets.items()
        for one in personal_cells(sheet, TABLES[name], accepted, day)
    ]
    hidden = masked(findings, personal)
    # Without case.toml nobody knows what was accepted: hide, and say nothing.
    return [*hidden, *(one for one, _ in personal)] if settings else hidden


def _notes(source: Source, tables: Mapping[str, Table]) -> Iterator[str]:
    notes = [*source.notes, *source.settings.notes, *source.lots.notes]
    notes += [note for sheet in source.sheets.values() for note in sheet.notes]
    for table in tables.values():
        if table.ignored:
            columns = ", ".join(table.ignored[:_NAMED])
            if len(table.ignored) > _NAMED:
                columns += f" and {len(table.ignored) - _NAMED} more"
            notes.append(f"{table.spec.file}: columns that nothing reads: {columns}.")
    return map(source.places.note, notes) if source.places else iter(notes)


def own_name(model: str) -> str:
    """Give the file name of a case's own cost model, beside the files of the case."""
    name = Path(model).name
    taken = {SETTINGS_FILE, LOTS_FILE, *(spec.file for spec in TABLES.values())}
    is_taken = name.lower() in taken or name in shipped_models()
    return f"model-{name}" if is_taken else name
