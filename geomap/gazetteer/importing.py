"""A gazetteer from any mix of source files and other gazetteers."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from geomap.errors import BuildError, MissingGazetteerError
from geomap.files import sha256_of_file
from geomap.gazetteer.file import connect, is_gazetteer, packaged_path, read_info
from geomap.gazetteer.records import Entry
from geomap.gazetteer.sources import SOURCES, SourceFile, SourceFormat, SourceReport, open_source
from geomap.gazetteer.swapped import SwapFinder
from geomap.gazetteer.writer import GazetteerWriter, open_writer

__all__ = ["DEFAULT", "ImportReport", "ImportedFile", "build_from_sources", "expand_sources"]

_OWN = "own"
"""Key of lists that users type themselves, whose coordinates are checked against the country."""

DEFAULT = "default"
"""What stands for the gazetteer that comes with geomap in a list of sources."""

_STALE_SECONDS = 3600.0
_RECORDS_A_STEP = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """What one file gave."""

    format: str
    report: SourceReport
    places: int


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """What a build made.

    Attributes:
        digest: SHA-256 of the content.
        files: One per source file, in the order in which they were read.
        copied: Places taken from other gazetteers.
        doubled: Entries whose id was there already; their names were added to the first.
        replaced: Entries that took the place of what the gazetteer that is added to held of them.
        linked: Entries found to be another source's entry for a place; their names were added.
        derived: Units without a point of their own, put at their most populous place.
        strangers: Names, links and parents of places that the build does not hold.
        ignored: Files of folders and archives that are of no known format.
        places, names: What the file holds in the end.
    """

    path: Path
    digest: str = ""
    files: list[ImportedFile] = field(default_factory=list)
    copied: int = 0
    doubled: int = 0
    replaced: int = 0
    linked: int = 0
    derived: int = 0
    strangers: int = 0
    ignored: list[str] = field(default_factory=list)
    places: int = 0
    names: int = 0


def build_from_sources(
    output: Path,
    sources: Sequence[str | Path],
    *,
    source_format: str | None = None,
    bare: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> ImportReport:
    """Build one gazetteer from source files, folders, archives and other gazetteers.

    Countries, their names in many languages, demonyms and abbreviations are taken from the gazetteer that
    comes with geomap. The same place from two sources is one place in the result; the earlier source's
    entry stands.

    Args:
        output: The file to write; an earlier one stays as it is until the new one is whole.
        sources: Paths, or ``default`` for the whole gazetteer that comes with geomap.
        source_format: Name of the format of all files; by default each is recognised by its content.
        bare: Nothing but the sources: no countries of geomap's own.
        tell: Called with a few words as each part of the work begins or advances.

    Raises:
        BuildError: A file is of no known format or cannot be unpacked, or there is no place in all of them.
        MissingInputError: There is no such file.
        OutputError: The file cannot be written.
    """
    report = ImportReport(path=output)
    bases, files = _sorted_out(sources, source_format, report)
    _sweep(output)
    digests = _digests([*bases, *(file.path for file, _ in files)])
    with open_writer(output, tell) as writer:
        _copy_bases(writer, bases, bare=bare, tell=tell)
        report.copied = sum(writer.staging.places.values())
        described: dict[str, dict[str, str]] = {}
        for file, form in files:
            _describe(described, _version(file, digests), form, _read(writer, file, form, report, tell))
        facts = {"title": _title(bases, files), "date": "", "inputs": _inputs(digests)}
        if files and not any(told.report.used for told in report.files):
            raise BuildError(_nothing(report))
        report.digest = writer.finish(described.values(), facts)
    report.doubled, report.replaced = writer.staging.doubled, writer.staging.replaced
    report.strangers = writer.staging.strangers
    report.linked, report.derived = writer.linked, writer.derived
    connection = connect(output)
    try:
        info = read_info(connection, output)
    finally:
        connection.close()
    report.places, report.names = info.places, info.names
    return report


def _sorted_out(
    sources: Sequence[str | Path], source_format: str | None, report: ImportReport
) -> tuple[list[Path], list[tuple[SourceFile, SourceFormat]]]:
    """Part gazetteers from source files; files about places of other files come last."""
    bases = [_as_base(source) for source in sources]
    paths = [Path(source) for source, base in zip(sources, bases, strict=True) if base is None]
    files = list(expand_sources(paths, source_format, report.ignored))
    files.sort(key=lambda pair: pair[1].companion)
    return [base for base in bases if base is not None], files


def _as_base(source: str | Path) -> Path | None:
    """Return the path of a source that is a gazetteer, or None."""
    if str(source) == DEFAULT and not Path(source).exists():
        return packaged_path()
    return Path(source) if is_gazetteer(Path(source)) else None


def expand_sources(
    paths: Sequence[Path], source_format: str | None, ignored: list[str]
) -> Iterator[tuple[SourceFile, SourceFormat]]:
    """Yield each file to read with its format, looking into folders and archives.

    Args:
        paths: Files, folders and archives.
        source_format: Name of the format of all of them, or None to recognise each.
        ignored: Takes the names of files in folders and archives that are of no known format.

    Raises:
        BuildError: A file that was named is of no known format.
    """
    for path in paths:
        file = open_source(path)
        form = _format_of(file, source_format)
        if form is not None:
            yield file, form
            continue
        members = list(file.members())
        found = False
        for member in members:
            form = _format_of(member, source_format)
            if form is None:
                ignored.append(member.name)
            else:
                found = True
                yield member, form
        if not found:
            raise BuildError(
                f"{file.name} is of no known format; name one with --source: {', '.join(SOURCES)}"
            )


def _format_of(file: SourceFile, name: str | None) -> SourceFormat | None:
    if name is not None:
        return None if file.is_container and not SOURCES.get(name).sniff(file) else SOURCES.get(name)
    return next((form for form in SOURCES.plugins() if form.sniff(file)), None)


def _copy_bases(
    writer: GazetteerWriter, bases: list[Path], *, bare: bool, tell: Callable[[str], None]
) -> None:
    """Take other gazetteers whole, or else the countries of geomap's own."""
    for base in bases:
        tell(f"copying {base.name}")
        _copy(writer, base, only_countries=False)
    if not bases and not bare:
        try:
            _copy(writer, packaged_path(), only_countries=True)
        except MissingGazetteerError:
            tell("no gazetteer to take countries from")


def _copy(writer: GazetteerWriter, path: Path, *, only_countries: bool) -> None:
    connection = connect(path)
    try:
        writer.copy(connection, only_countries=only_countries)
    finally:
        connection.close()


def _read(
    writer: GazetteerWriter,
    file: SourceFile,
    form: SourceFormat,
    report: ImportReport,
    tell: Callable[[str], None],
) -> list[str]:
    """Read one file; return the keys of the sources that its places are of."""
    told = SourceReport(file.name)
    if not file.is_container and file.encoding == "cp1252":
        told.note(1, "not UTF-8: read as Windows-1252; save it as UTF-8 if names look wrong")
    before = dict(writer.staging.places)
    writer.staging.keeps_strangers = not form.companion
    swapped = SwapFinder()
    for step, record in enumerate(form.read(file, told)):
        if form.key == _OWN and isinstance(record, Entry):
            swapped.look(record.place, told)
        writer.take(record)
        if step % _RECORDS_A_STEP == 0:
            tell(f"reading {file.name} {_percent(file)}")
    fresh = sum(writer.staging.places.values()) - sum(before.values())
    report.files.append(ImportedFile(format=form.key, report=told, places=fresh))
    return sorted(key for key, count in writer.staging.places.items() if count > before.get(key, 0))


def _describe(
    described: dict[str, dict[str, str]], version: str, form: SourceFormat, keys: list[str]
) -> None:
    """Say of each source from which files it is."""
    for key in keys:
        if key in described:
            described[key]["version"] += f"; {version}"
            continue
        described[key] = {
            "key": key,
            "title": form.title,
            "version": version,
            "date": "",
            "licence": form.licence,
            "attribution": form.attribution,
            "url": form.url,
        }


def _nothing(report: ImportReport) -> str:
    """Say why there is nothing to build from: what became of the rows, and the first that is bad."""
    rows = sum(told.report.rows for told in report.files)
    bad = sum(told.report.bad for told in report.files)
    problem = next((one for told in report.files for one in told.report.problems), None)
    first = f"; {problem.source}, row {problem.row}: {problem.reason}" if problem is not None else ""
    return f"no row of the sources could be used: {rows:,} rows, {bad:,} bad{first}"


def _percent(file: SourceFile) -> str:
    return f"{min(100, 100 * file.position // file.size)} %" if file.size > 0 else ""


def _digests(paths: list[Path]) -> dict[Path, str]:
    """Return the SHA-256 of each path that a build reads, empty for folders; each is read once for it."""
    return {path: "" if path.is_dir() else sha256_of_file(path) for path in dict.fromkeys(paths)}


def _version(file: SourceFile, digests: dict[Path, str]) -> str:
    """Return which file it was: its name and the beginning of its digest."""
    digest = digests[file.path]
    return file.name if digest == "" else f"{file.name}, sha256 {digest[:12]}"


def _title(bases: list[Path], files: list[tuple[SourceFile, SourceFormat]]) -> str:
    names = [*(base.name for base in bases), *(file.name for file, _ in files)]
    return f"gazetteer of {', '.join(names[:5])}" + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _inputs(digests: dict[Path, str]) -> str:
    """Return the SHA-256 of what the build read, by name and digest."""
    digest = hashlib.sha256()
    for path, content in digests.items():
        digest.update(f"{path.name}\0{content}\0".encode())
    return digest.hexdigest()


def _sweep(output: Path) -> None:
    """Remove what killed builds of the same file left behind, an hour and more ago."""
    if not output.parent.is_dir():
        return
    for part in output.parent.glob(f".{output.name}.*.part"):
        if time.time() - part.stat().st_mtime > _STALE_SECONDS:
            part.unlink(missing_ok=True)
