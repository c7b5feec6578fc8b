"""The format of an input: by its content, and for ZIP archives by what is in them."""

from __future__ import annotations

from geomap.errors import UnreadableInputError
from geomap.readers.compound import entry_names, has_cycle
from geomap.readers.inputs import InputFile
from geomap.readers.packed import zip_members
from geomap.readers.settings import ReadSettings
from geomap.readers.sniff import HEAD_BYTES, READABLE, extension_of, kind_of

__all__ = ["kind_of_file"]

_WORKBOOKS = frozenset(["Workbook", "WORKBOOK", "Book", "BOOK"])
_OFFICE = {"word/document.xml": "a Word document", "ppt/presentation.xml": "a PowerPoint file"}


def kind_of_file(file: InputFile, settings: ReadSettings) -> str:
    """Return the name of the input format of a file.

    Raises:
        InputError: The file is missing, empty, or of a kind that is not read.
    """
    with file.open() as stream:
        head = stream.read(HEAD_BYTES)
    kind = kind_of(head, file.source, from_format=settings.from_format, encoding=settings.encoding)
    if kind == "zip":
        return _kind_of_zip(file)
    if kind == "xls":
        _require_workbook(file)
    if kind == "text" and settings.is_table:
        return "csv"
    return kind


def _kind_of_zip(file: InputFile) -> str:
    """Return what a ZIP archive is: office programs and map viewers pack their files so too."""
    with file.open() as stream:
        members = zip_members(stream, file.source)
    names = [info.filename for info in members]
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if "content.xml" in names and extension_of(file.source) in (".ods", ".ots"):
        return "ods"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "ods"
    for name, kind in _OFFICE.items():
        if name in names:
            raise UnreadableInputError(f"{file.source} is {kind}; {READABLE}; save it as .txt")
    if "doc.kml" in names or extension_of(file.source) == ".kmz":
        return "kmz"
    return "zip"


def _require_workbook(file: InputFile) -> None:
    """Refuse an old Office file that is no workbook."""
    with file.open() as stream:
        content = stream.read()
    if has_cycle(content):
        raise UnreadableInputError(f"{file.source} is a damaged Office file; open and save it again")
    if not _WORKBOOKS & set(entry_names(content)):
        raise UnreadableInputError(f"{file.source} is an old Word file; {READABLE}; save it as .txt")
