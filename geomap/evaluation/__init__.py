"""Scores the installed version on labelled corpora."""

from geomap.evaluation.ablation import ablate, ablation_lines
from geomap.evaluation.corpora import read_corpus
from geomap.evaluation.evaluate import Evaluated, evaluate
from geomap.evaluation.report import CorpusReport
from geomap.evaluation.scoring import EvaluationSettings
from geomap.evaluation.table import report_lines

__all__ = [
    "CorpusReport",
    "Evaluated",
    "EvaluationSettings",
    "ablate",
    "ablation_lines",
    "evaluate",
    "read_corpus",
    "report_lines",
]
