"""A zip file as its parts, none larger than may be: what workbooks are packed in."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_PART: Final = 256_000_000
"""Bytes of one part, unpacked, above which a file is refused."""

LARGEST_WHOLE: Final = 512_000_000
"""Bytes of all the parts that are read, unpacked, above which a file is refused."""

MOST_PARTS: Final = 10_000
_LOCAL_HEADER: Final = 30
_ENCRYPTED: Final = 0x1
_WIDE_LETTERS: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""How a text starts of which each letter takes two bytes."""

_UNREADABLE: Final = (
    zipfile.BadZipFile,
    struct.error,
    NotImplementedError,
    ValueError,
    OSError,
    EOFError,
    IndexError,
)


class ArchiveError(Exception):
    """A zip file that cannot be read; its text is what was got instead."""


@dataclass(slots=True)
class Archive:
    """A zip file, its parts unpacked one by one as they are asked for.

    Parameters
    ----------
    content : bytes
    entries : mapping of str to ZipInfo
        By name.
    unpacked : int
        Bytes that have been unpacked so far.
    """

    content: bytes
    entries: Mapping[str, zipfile.ZipInfo]
    unpacked: int = 0

    def part(self, name: str) -> bytes:
        """Unpack one part, as long as it keeps within what it may hold.

        Raises
        ------
        ArchiveError
            If it is missing, too large, or not what the zip says of it.
        """
        entry = self.entries.get(name)
        if entry is None:
            msg = f"a file without its part {name}"
            raise ArchiveError(msg)
        if entry.flag_bits & _ENCRYPTED:
            msg = "a file with a password"
            raise ArchiveError(msg)
        most = min(LARGEST_PART, LARGEST_WHOLE - self.unpacked)
        if entry.file_size > most:
            raise _too_large(name, entry.file_size)
        whole = self._whole(name, entry, most)
        self.unpacked += len(whole)
        return whole

    def _whole(self, name: str, entry: zipfile.ZipInfo, most: int) -> bytes:
        """Unpack by hand: a zip may say that a part is smaller than it is."""
        start = entry.header_offset
        header = self.content[start : start + _LOCAL_HEADER]
        start += _LOCAL_HEADER + sum(
            int.from_bytes(header[place : place + 2], "little") for place in (26, 28)
        )
        packed = self.content[start : start + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            whole = packed
        elif entry.compress_type == zipfile.ZIP_DEFLATED:
            unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                whole = unpacking.decompress(packed, most + 1)
            except zlib.error:
                raise _broken(name) from None
        else:
            msg = f"a part {name} that is packed in a way that no spreadsheet uses"
            raise ArchiveError(msg)
        if len(whole) > most:
            raise _too_large(name, len(whole))
        if len(whole) != entry.file_size or zlib.crc32(whole) != entry.CRC:
            raise _broken(name)
        return whole


def _too_large(name: str, size: int) -> ArchiveError:
    return ArchiveError(
        f"a part {name} of {size:,} bytes or more when unpacked (at most "
        f"{LARGEST_PART:,} may be in one part and {LARGEST_WHOLE:,} in all)"
    )


def _unusual(name: str) -> ArchiveError:
    return ArchiveError(f"a part {name} as no spreadsheet writes it")


def _broken(name: str) -> ArchiveError:
    return ArchiveError(f"a file whose part {name} is damaged")


def opened(content: bytes) -> Archive:
    """List the parts of a zip file.

    Raises
    ------
    ArchiveError
        If it is no zip file, or lists more parts than any workbook has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            entries = {entry.filename: entry for entry in file.infolist()}
    except _UNREADABLE:
        msg = "a file that is damaged: its list of parts cannot be read"
        raise ArchiveError(msg) from None
    if len(entries) > MOST_PARTS:
        msg = f"a file of {len(entries):,} parts"
        raise ArchiveError(msg)
    return Archive(content, entries)


def strict_parser(name: str, part: bytes) -> expat.XMLParserType:
    """Give a parser of XML that takes only what spreadsheets write.

    That is UTF-8, without a document type, whose entities may swell. Its ``Parse``
    raises ``ArchiveError`` of anything else, and ``ExpatError`` of what is no XML.

    Parameters
    ----------
    name : str
        Of the part, for what is said of it.
    part : bytes
        Of which only how it starts is looked at.

    Raises
    ------
    ArchiveError
        If its letters take two bytes each.
    """
    if part[:2] in _WIDE_LETTERS:
        raise _unusual(name)

    def typed(*_: object) -> None:
        raise _unusual(name)

    def declared(_version: str, encoding: str | None, _alone: int) -> None:
        if encoding is not None and encoding.lower() != "utf-8":
            raise _unusual(name)

    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = typed
    parser.XmlDeclHandler = declared
    return parser


def check_sound(name: str, part: bytes) -> None:
    """Refuse a part that is no XML: readers of workbooks may hang on it.

    Raises
    ------
    ArchiveError
        If it is none, or of a kind that no spreadsheet writes.
    """
    try:
        strict_parser(name, part).Parse(part, True)  # noqa: FBT003 - its own signature
    except expat.ExpatError:
        raise _broken(name) from None


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Put parts into a zip file, not compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name), part)
    return stream.getvalue()
