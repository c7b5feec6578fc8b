"""Write the generated pages of docs/ from the code: the commands' help and the table of scoring features.

``python scripts/write_docs.py`` writes them; a test compares them with the code.
"""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from geomap.cli.main import COMMANDS, cli
from geomap.resolution.features import FEATURES

DOCS = Path(__file__).parents[1] / "docs"
BEGIN, END = "<!-- features: begin -->", "<!-- features: end -->"
WIDTH = 100


def cli_page() -> str:
    """Return docs/cli.md."""
    parts = [
        "# Commands",
        "Every command with its options, as `--help` shows them. "
        "This page is written by `make docs`; do not edit it by hand.",
        _section(()),
    ]
    for name in COMMANDS:
        parts.append(_section((name,)))
        command = cli.get_command(click.Context(cli), name)
        if isinstance(command, click.Group):
            parts += [_section((name, inner)) for inner in command.list_commands(click.Context(command))]
    return "\n\n".join(parts) + "\n"


def _section(names: tuple[str, ...]) -> str:
    shown = CliRunner().invoke(cli, [*names, "--help"], prog_name="geomap", terminal_width=WIDTH)
    heading = " ".join(("geomap", *names))
    return f"## {heading}\n\n```text\n{shown.output.strip()}\n```"


def features_table() -> str:
    """Return the table of scoring features, from their docstrings and weights."""
    lines = ["| feature | weight | what it asks |", "|---|---|---|"]
    for feature in FEATURES:
        text = feature.doc.replace("|", "\\|")
        lines.append(f"| `{feature.name}` | {feature.weight:g} | {text} |")
    return "\n".join(lines)


def resolution_page(old: str) -> str:
    """Return docs/resolution.md with the table in it replaced."""
    head, rest = old.split(BEGIN)
    return f"{head}{BEGIN}\n{features_table()}\n{END}{rest.split(END)[1]}"


def main() -> None:
    """Write both pages."""
    (DOCS / "cli.md").write_text(cli_page(), encoding="utf-8", newline="\n")
    page = DOCS / "resolution.md"
    page.write_text(resolution_page(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
