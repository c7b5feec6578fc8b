"""``geomap evaluate``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.options import (
    gazetteer_option,
    jobs_option,
    model_option,
    output_option,
    pins_option,
    quiet_option,
)
from geomap.cli.shared import make_settings, say

if TYPE_CHECKING:
    from geomap.evaluation import CorpusReport, Evaluated, EvaluationSettings
    from geomap.evaluation.ablation import Ablation

__all__ = ["command"]

FORMATS = ("table", "json")


@click.command(name="evaluate")
@click.argument("corpora", metavar="CORPUS...", nargs=-1, required=True)
@output_option("-", "File for the figures; - for standard output.")
@click.option(
    "--to", "to_format", type=click.Choice(FORMATS), help="table for people, json for programs; else by -o."
)
@click.option("--gold-spans", is_flag=True, help="Only decide the corpus' own spans.")
@click.option("--end-to-end", is_flag=True, help="Only recognise and decide from raw text.")
@click.option(
    "--source-location",
    is_flag=True,
    help="Also score with the place each document was written in: the corpus' own, else its outlet's home.",
)
@click.option(
    "--demonyms",
    type=click.Choice(["auto", "in", "out"]),
    default="auto",
    show_default=True,
    help="Are words for peoples (Iraqi) to be found? auto: if at least 1 % of the corpus' spans are such.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N documents.")
@click.option("--every", type=click.IntRange(min=1), metavar="N", default=1, help="Only each N-th document.")
@click.option(
    "--errors", type=click.Path(path_type=Path, dir_okay=False), help="Write every mistake as JSON lines."
)
@click.option(
    "--ablation", is_flag=True, help="Instead: gold spans with each scoring feature left out in turn."
)
@jobs_option
@gazetteer_option
@model_option
@pins_option
@quiet_option
def command(corpora: tuple[str, ...], output: str, to_format: str | None, **flags: Any) -> None:  # noqa: ANN401
    """Score this installation on labelled texts.

    CORPUS is JSON lines, {id, text, toponyms: [{start, end, name?, lat?, lon?, geonameid?}]}, or the XML
    of LGL, TR-News, GeoVirus or WikToR; .gz is unpacked. What each figure means is in docs/evaluation.md.

    \b
    Examples:
      geomap evaluate corpus.jsonl
      geomap evaluate lgl.xml --gold-spans --source-location
      geomap evaluate corpus.jsonl.gz -o figures.json --errors mistakes.jsonl
    """
    from geomap.files import write_output

    settings = _settings(flags)
    as_json = (to_format or ("json" if output.endswith(".json") else "table")) == "json"
    if flags["ablation"]:
        write_output(output, _ablation(corpora, settings, as_json=as_json))
        return
    found = _evaluated(corpora, settings, quiet=flags["quiet"])
    write_output(output, _json([one.report for one in found]) if as_json else _table(found))
    if flags["errors"] is not None:
        lines = (json.dumps(record, ensure_ascii=False) for one in found for record in one.mistakes)
        write_output(flags["errors"], "".join(f"{line}\n" for line in lines))


def _evaluated(corpora: Sequence[str], settings: EvaluationSettings, *, quiet: bool) -> list[Evaluated]:
    from geomap.evaluation import evaluate

    found = []
    for one in evaluate(corpora, settings):
        found.append(one)
        facts = one.report.facts
        say(f"{facts.corpus}: {facts.documents:,} documents scored", quiet=quiet)
    return found


def _ablation(corpora: Sequence[str], settings: EvaluationSettings, *, as_json: bool) -> str:
    from geomap.evaluation import ablate, ablation_lines

    found = list(ablate(corpora, settings))
    return _json(found) if as_json else "\n\n".join("\n".join(ablation_lines(one)) for one in found) + "\n"


def _settings(flags: dict[str, Any]) -> EvaluationSettings:
    from geomap.evaluation import EvaluationSettings

    both = flags["gold_spans"] == flags["end_to_end"]
    return EvaluationSettings(
        run=make_settings(flags),
        gold_spans=both or flags["gold_spans"],
        end_to_end=both or flags["end_to_end"],
        source_location=flags["source_location"],
        demonyms=flags["demonyms"],
        every=flags["every"],
        limit=flags["limit"],
    )


def _json(found: Sequence[Ablation | CorpusReport]) -> str:
    return json.dumps([one.record() for one in found], ensure_ascii=False, indent=2) + "\n"


def _table(found: Sequence[Evaluated]) -> str:
    from geomap.evaluation import report_lines

    return "\n\n".join("\n".join(line.rstrip() for line in report_lines(one.report)) for one in found) + "\n"
