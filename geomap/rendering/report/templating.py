"""Reports as HTML and Markdown, through Jinja2 templates that a user can copy and change.

Templates run in Jinja2's sandbox: one that came by mail can draw the report in another way, and nothing else.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import InputError, MissingInputError, UnknownNameError
from geomap.rendering.csp import content_policy
from geomap.rendering.markup import web_address
from geomap.rendering.report.blocks import Picture, Report
from geomap.rendering.report.words import clean

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

__all__ = ["TEMPLATED", "bundled_template", "to_html", "to_markdown"]

TEMPLATED = {"html": ".html", "md": ".md"}
"""Formats that are made by a template, and the extension of one."""

# What Markdown and its extensions give a meaning to: anywhere, in addresses, and at the start of a line.
_MEANT = re.compile(
    r"[\\`*_{}\[\]|~$^@]|:(?=//)|(?<=www)\.|^\s*[#+=:%-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]", re.IGNORECASE
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_POLICY = "<!-- policy -->"


def bundled_template(name: str) -> str:
    """Return the template of a format as text, to copy and change.

    Args:
        name: ``html`` or ``md``.

    Raises:
        UnknownNameError: Reports of that format are not made by a template.
    """
    if name not in TEMPLATED:
        known = ", ".join(TEMPLATED)
        raise UnknownNameError(f"reports as '{name}' are not made by a template; those that are: {known}")
    return (files("geomap.rendering") / "templates" / f"report.{name}").read_text(encoding="utf-8")


def to_html(report: Report, template: Path | None = None) -> str:
    """Return a report as one HTML page that loads nothing and runs no script of its own.

    Raises:
        InputError: The template cannot be used; the message names the line.
        MissingInputError: There is no such template.
    """
    from markupsafe import Markup

    environment = _environment({"data_address": data_address})
    page = _rendered(environment, "html", template, report, policy=Markup(_POLICY))
    policy = content_policy(page + (report.interactive or "")).replace("script-src ;", "script-src 'none';")
    # The widths of a table's columns are attributes, which no hash can allow.
    policy = re.sub(r"style-src [^;]*", "style-src 'unsafe-inline'", policy)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page.replace(_POLICY, meta, 1)


def to_markdown(
    report: Report, template: Path | None = None, *, picture_address: Callable[[Picture], str] | None = None
) -> str:
    """Return a report as Markdown; pictures are in it as data unless ``picture_address`` says where.

    Raises:
        InputError: The template cannot be used; the message names the line.
        MissingInputError: There is no such template.
    """
    filters: dict[str, Callable[..., str]] = {
        "escaped": _as_it_is(escaped),
        "emphasised": _as_it_is(emphasised),
        "address": _as_it_is(address),
        "picture_address": picture_address or data_address,
    }
    text = _rendered(_environment(filters), "md", template, report)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def data_address(picture: Picture) -> str:
    """Return a drawing as an address that holds it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(picture.svg.encode('utf-8')).decode('ascii')}"


def escaped(text: str) -> str:
    """Return text on one line that means nothing in Markdown or in HTML."""
    safe = "".join(_ENTITIES.get(char, char) for char in _MEANT.sub(r"\\\g<0>", clean(text)))
    # A space at either end parts a run of words from the next.
    before, after = text[:1].isspace(), len(text) > 1 and text[-1].isspace()
    return f"{' ' * before}{safe}{' ' * after}"


def emphasised(text: str) -> str:
    """Return text as strong, with the spaces at its ends outside of the stars."""
    inner = escaped(text.strip())
    if inner == "":
        return escaped(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{' ' * bool(before)}**{inner}**{' ' * bool(after)}"


def address(url: str) -> str:
    """Return the address of a link, in angle brackets, or nothing when it is not one of the web."""
    safe = web_address(url) or ""
    quoted = "".join(char if "!" <= char <= "~" and char not in '<>"\\`' else _percent(char) for char in safe)
    return f"<{quoted.replace('&', '&amp;')}>"


def _as_it_is(filter_text: Callable[[str], str]) -> Callable[[str], str]:
    """Return a filter whose text the template does not escape once more."""
    from markupsafe import Markup

    return lambda text: Markup(filter_text(text))


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


def _environment(filters: Mapping[str, Callable[..., str]]) -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters.update(filters)
    return environment


def _rendered(
    environment: SandboxedEnvironment, name: str, template: Path | None, report: Report, **values: object
) -> str:
    """Return what a template makes of a report; a fault of a user's template is an error of one line."""
    from jinja2 import TemplateError

    source = bundled_template(name) if template is None else _read(template)
    try:
        return environment.from_string(source).render(report=report, **values)
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as error:
        if template is None:
            raise
        line = getattr(error, "lineno", None)
        where = f"{template}" if line is None else f"{template}, line {line}"
        raise InputError(
            f"the template {where} cannot be used: {error}; "
            "geomap report --write-template FILE gives one that can"
        ) from error


def _read(template: Path) -> str:
    try:
        return template.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MissingInputError(f"there is no template {template}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the template {template} cannot be read: {error}") from error
