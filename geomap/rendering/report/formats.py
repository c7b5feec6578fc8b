"""The formats of reports, and the one function that writes a report to a file of any of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from geomap.errors import UnknownNameError
from geomap.files import STDOUT, write_output
from geomap.model import Artifact
from geomap.registry import Registry
from geomap.rendering.report.blocks import Picture, Report
from geomap.rendering.report.templating import TEMPLATED, to_html, to_markdown

__all__ = ["FORMATS", "ReportWriter", "report_format", "write_report"]

Tell = Callable[[str], object]
ReportWriter = Callable[[Report, Path | None, Tell], str | bytes]

FORMATS: Registry[ReportWriter] = Registry("report format", group="geomap.report_formats")
"""Functions (report, template, tell) → content; ``tell`` hears, in a line, what cannot be shown."""

EXTENSIONS = {"htm": "html", "markdown": "md"}
MEDIA_TYPES = {
    "html": "text/html",
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
DEFAULT_FORMAT = "html"


@FORMATS.register("html")
def _html(report: Report, template: Path | None, tell: Tell) -> str:
    """One HTML page that loads nothing: for mail, the browser and print."""
    return to_html(report, template)


@FORMATS.register("md")
def _markdown(report: Report, template: Path | None, tell: Tell) -> str:
    """Markdown, with the drawings inside; written to a file, they lie beside it."""
    return to_markdown(report, template)


@FORMATS.register("docx")
def _docx(report: Report, template: Path | None, tell: Tell) -> bytes:
    """A Word document with real headings, tables and pictures."""
    from geomap.rendering.report.docx import to_docx

    return to_docx(report, tell)


@FORMATS.register("pdf")
def _pdf(report: Report, template: Path | None, tell: Tell) -> bytes:
    """A PDF of A4 pages with bookmarks and links, Arabic set as Arabic."""
    from geomap.rendering.report.pdf import to_pdf

    return to_pdf(report, tell)


def report_format(output: str | Path, *, to_format: str | None = None, template: Path | None = None) -> str:
    """Return the format to write, from ``to_format`` or the file's extension.

    Raises:
        UnknownNameError: No format has that name or extension, or it takes no template.
    """
    if to_format is not None:
        name = to_format
        FORMATS.get(name)
    elif str(output) == STDOUT:
        name = DEFAULT_FORMAT
    else:
        extension = Path(output).suffix.removeprefix(".").lower()
        name = EXTENSIONS.get(extension, extension)
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            raise UnknownNameError(
                f"cannot tell the format of {output} from its extension; known: {known}; name one with --to"
            )
    if template is not None and name not in TEMPLATED:
        raise UnknownNameError(f"a report as {name} takes no template; those that do: {', '.join(TEMPLATED)}")
    return name


def _unheard(_: str) -> None:
    """Nobody asked to be told."""


def write_report(
    report: Report,
    output: str | Path,
    *,
    to_format: str | None = None,
    template: Path | None = None,
    tell: Tell = _unheard,
) -> Artifact:
    """Write a report to a file, or to standard output when ``output`` is ``-``.

    The drawings of a Markdown file are written beside it: ``brief.md`` gets ``brief-map.svg``.

    Raises:
        UnknownNameError: There is no such format.
        OutputError: The file cannot be written; an earlier file is left as it was.
    """
    name = report_format(output, to_format=to_format, template=template)
    if name == "md" and str(output) != STDOUT:
        content: str | bytes = _beside(report, Path(output), template)
    else:
        content = FORMATS.get(name)(report, template, tell)
    payload = content.encode("utf-8", "replace") if isinstance(content, str) else content
    write_output(output, payload)
    return Artifact(
        path=str(output),
        media_type=MEDIA_TYPES.get(name, "application/octet-stream"),
        rows=0,
        sha256=hashlib.sha256(payload).hexdigest(),
    )


def _beside(report: Report, output: Path, template: Path | None) -> str:
    """Write the drawings beside a Markdown file and return its text."""
    from urllib.parse import quote

    def name_of(picture: Picture) -> str:
        return f"{output.stem}-{picture.name}.svg"

    text = to_markdown(report, template, picture_address=lambda picture: quote(name_of(picture)))
    for picture in report.pictures:
        write_output(output.with_name(name_of(picture)), picture.svg)
    return text
