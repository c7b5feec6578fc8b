"""The figures of a corpus as a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from geomap.evaluation.figures import Calibration, Coverage, ResolutionFigures
from geomap.evaluation.metrics import Prf
from geomap.evaluation.report import CorpusReport, Facts, Recognition, VariantReport

__all__ = ["report_lines"]

_LABEL = 26
_COLUMN = 12

_ROWS = (
    ("toponyms", "n", "count"),
    ("answered", "answered", "share"),
    ("Acc@161 km", "acc_161", "share"),
    ("Acc@161, countries by code", "acc_161_by_code", "share"),
    ("Acc@20 km", "acc_20", "share"),
    ("AUC (0 is best)", "auc", "share"),
    ("mean error, km", "mean_km", "km"),
    ("median error, km", "median_km", "km"),
    ("right country", "country", "share"),
    ("right id", "same_id", "share"),
    ("right id or its twin", "same_id_or_twin", "share"),
)
_HEADS = {
    "conditioned": "answered",
    "all_gold": "all gold",
    "best_guess": "best guess",
    "exact": "exact",
    "overlap": "overlap",
    "exact_best_guess": "exact, bg",
    "overlap_best_guess": "overlap, bg",
}


def report_lines(report: CorpusReport) -> Iterator[str]:
    """Yield the lines of a corpus' figures."""
    yield from _facts(report.facts)
    if report.recognition is not None:
        yield ""
        yield from _recognition(report.recognition)
    yield from _variant(report.plain, "")
    if report.located is not None:
        share = f", source location known for {report.located.located:.0%} of the documents"
        yield from _variant(report.located, share)


def _facts(facts: Facts) -> Iterator[str]:
    of = "" if facts.documents == facts.of_documents else f" of {facts.of_documents:,}"
    yield (
        f"{facts.corpus}: {facts.documents:,}{of} documents, {facts.toponyms:,} gold toponyms, "
        f"{facts.with_point:,} with coordinates"
    )
    for reason, count in facts.dropped.items():
        yield f"  dropped {count:,} annotations of the file: {reason}"
    if facts.snapped > 0:
        yield f"  moved {facts.snapped:,} annotations to their name, which stands a few characters away"
    yield f"  sha256 {facts.sha256}"
    yield "  " + ", ".join(f"{name} {version}" for name, version in facts.versions.items())
    task = "in the task" if facts.demonyms else "left out on both sides"
    yield f"  demonyms {task}; {facts.demonym_share:.1%} of the annotated spans are such words"


def _recognition(figures: Recognition) -> Iterator[str]:
    yield _heads("Recognition", ("precision", "recall", "F1", "found right"))
    for title, table in (("", figures.all_gold), (", with coordinates", figures.with_point)):
        for rule, row in table.items():
            if row.gold > 0:
                yield _cells(f"{rule}{title}", _prf(row))
    yield "  gold as found: " + ", ".join(f"{count:,} {kind}" for kind, count in figures.kinds.items())


def _prf(row: Prf) -> tuple[str, ...]:
    return _share(row.precision), _share(row.recall), _share(row.f1), f"{row.matched:,}/{row.gold:,}"


def _variant(figures: VariantReport, title: str) -> Iterator[str]:
    if figures.gold_spans is not None:
        yield ""
        yield from _resolution(f"Gold spans{title}", figures.gold_spans)
    if figures.coverage is not None:
        yield from _coverage(figures.coverage)
    if figures.end_to_end is not None:
        yield ""
        yield from _resolution(f"End to end{title}", figures.end_to_end)
    for name, table in (
        ("gold spans", figures.calibration),
        ("end to end, exact spans", figures.end_to_end_calibration),
    ):
        if table is not None and table.answers > 0:
            yield ""
            yield from _calibration(f"Confidence, {name}{title}", table)


def _resolution(title: str, columns: Mapping[str, ResolutionFigures]) -> Iterator[str]:
    if len(title) > _LABEL:
        yield title
        title = ""
    yield _heads(title, tuple(_HEADS[name] for name in columns))
    for label, field, form in _ROWS:
        yield _cells(label, tuple(_formatted(getattr(one, field), form) for one in columns.values()))


def _formatted(value: float | None, form: str) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if form == "share" else f"{value:,.0f}"


def _coverage(figures: Coverage) -> Iterator[str]:
    yield (
        f"  ceiling of the gazetteer: {_share(figures.ceiling)} within 161 km "
        f"({_share(figures.reached)} of it reached), by code {_share(figures.ceiling_by_code)} "
        f"({_share(figures.reached_by_code)} reached); it has {_share(figures.ids)} of the gold's ids"
    )


def _calibration(title: str, figures: Calibration) -> Iterator[str]:
    yield f"{title}: {figures.answers:,} answers, expected calibration error {_share(figures.error)}"
    yield _heads("  confidence", ("answers", "mean", "right"))
    for one in figures.bins:
        cells = (f"{one.n:,}", _share(one.confidence), _share(one.right))
        yield _cells(f"  {one.low:.1f} to {one.high:.1f}", cells)
    yield _heads("  at least", ("answers", "of all", "wrong"))
    for row in figures.abstain:
        yield _cells(f"  {row.threshold:.2f}", (f"{row.n:,}", _share(row.kept), _share(row.wrong)))


def _heads(title: str, heads: tuple[str, ...]) -> str:
    return _cells(title, heads)


def _cells(label: str, cells: tuple[str, ...]) -> str:
    return f"{label:<{_LABEL}}" + "".join(f"{cell:>{_COLUMN}}" for cell in cells)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
