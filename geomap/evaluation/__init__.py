"""Scores the installed version on labelled corpora."""

from geomap.evaluation.corpora import read_corpus
from geomap.evaluation.evaluate import Evaluated, evaluate
from geomap.evaluation.report import CorpusReport
from geomap.evaluation.scoring import EvaluationSettings
from geomap.evaluation.table import report_lines

__all__ = ["CorpusReport", "Evaluated", "EvaluationSettings", "evaluate", "read_corpus", "report_lines"]
