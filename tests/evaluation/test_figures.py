"""Decisions to figures, on answers made by hand."""

import pytest

from geomap.evaluation.figures import calibrate, cover, pair_document, recognition, resolution
from geomap.evaluation.gold import GoldToponym
from geomap.evaluation.judging import Answer, Ceiling, Judgement, Known
from geomap.evaluation.metrics import NO_ANSWER_KM


def toponym(start, text, *, point=True):
    at = (1.0, 1.0) if point else (None, None)
    return GoldToponym(start=start, end=start + len(text), text=text, lat=at[0], lon=at[1])


def answer(start, text, kind="literal", confidence=None, guess=None):
    return Answer(
        start=start,
        end=start + len(text),
        text=text,
        kind=kind,
        status="resolved",
        confidence=confidence,
        place=guess,
        guess=guess,
    )


GOLD = (toponym(0, "Iraqi"), toponym(10, "Mosul"), toponym(20, "Elm Street", point=False))
KNOWN = (Known(demonym=True), Known(demonym=False), Known(demonym=False))
FOUND = (
    answer(0, "Iraqi", "demonym"),
    answer(10, "Mosul city"),
    answer(20, "Elm Street"),
    answer(50, "Nice"),
    answer(60, "Turks", "demonym"),
)


def test_demonyms_are_in_or_out_on_both_sides():
    within = pair_document(GOLD, KNOWN, FOUND, demonyms=True)
    without = pair_document(GOLD, KNOWN, FOUND, demonyms=False)
    assert (len(within.gold), len(within.found)) == (3, 5)
    assert (len(without.gold), len(without.found)) == (2, 3)
    assert within.pairs["exact"] == {0: 0, 2: 2}
    assert without.pairs["exact"] == {1: 1}
    assert without.pairs["overlap"] == {0: 0, 1: 1}


def test_recognition_against_all_gold_and_against_gold_with_a_point():
    paired = [pair_document(GOLD, KNOWN, FOUND, demonyms=True)]
    exact = recognition(paired, "exact")
    assert (exact.gold, exact.predicted, exact.matched) == (3, 5, 2)
    # Elm Street has no point: it is neither to be found, nor found for nothing
    linked = recognition(paired, "exact", with_point=True)
    assert (linked.gold, linked.predicted, linked.matched) == (2, 4, 1)
    assert recognition(paired, "overlap").recall == 1.0


def judged(km, *, by_code, country=None, same_id=None, twin=None):
    return Judgement(
        answered=km < NO_ANSWER_KM, km=km, by_code=by_code, country=country, same_id=same_id, twin=twin
    )


JUDGED = [
    judged(5.0, by_code=True, country=True, same_id=True, twin=True),
    judged(1000.0, by_code=True, country=True, same_id=False, twin=True),
    judged(500.0, by_code=False, country=False),
    judged(NO_ANSWER_KM, by_code=False, country=False),
]


def test_no_answer_counts_in_all_gold_only():
    figures = resolution(JUDGED)
    assert (figures.n, figures.answered, figures.acc_161, figures.acc_161_by_code) == (4, 0.75, 0.25, 0.5)
    assert (figures.country, figures.same_id, figures.same_id_or_twin) == (0.5, 0.5, 1.0)
    assert figures.median_km == 750.0
    conditioned = resolution(JUDGED, conditioned=True)
    assert (conditioned.n, conditioned.answered) == (3, 1.0)
    assert conditioned.acc_161 == pytest.approx(1 / 3)
    assert conditioned.mean_km == pytest.approx(1505 / 3)


def test_figures_of_nothing_are_none():
    figures = resolution([])
    assert (figures.n, figures.acc_161, figures.auc, figures.country) == (0, None, None, None)


def test_ceiling_and_what_is_reached_of_it():
    known = [
        Known(demonym=False, has_id=True, place_id="geonames:1"),
        Known(demonym=False, has_id=True),
        Known(demonym=False),
        Known(demonym=False),
    ]
    ceilings = [
        Ceiling(km=1.0, by_code=True),
        Ceiling(km=2.0, by_code=True),
        Ceiling(km=900.0, by_code=True),
        Ceiling(km=900.0, by_code=False),
    ]
    figures = cover(known, ceilings, resolution(JUDGED))
    assert (figures.ceiling, figures.ceiling_by_code, figures.ids) == (0.5, 0.75, 0.5)
    assert (figures.reached, figures.reached_by_code) == (0.5, pytest.approx(2 / 3))


def test_answers_without_a_candidate_are_not_calibrated(opened):
    place = opened.gazetteer.country("IQ")
    right = GoldToponym(start=0, end=4, text="Iraq", lat=place.lat, lon=place.lon)
    wrong = GoldToponym(start=0, end=4, text="Iraq", lat=-50.0, lon=0.0)
    known = Known(demonym=False)
    figures = calibrate(
        [
            (answer(0, "Iraq", confidence=0.9, guess=place), right, known),
            (answer(0, "Iraq", confidence=0.6, guess=place), wrong, known),
            (answer(0, "Iraq"), right, known),
        ]
    )
    assert figures.answers == 2
    by_threshold = {row.threshold: row for row in figures.abstain}
    assert (by_threshold[0.7].kept, by_threshold[0.7].wrong) == (0.5, 0.0)
    assert (by_threshold[0.5].kept, by_threshold[0.5].wrong) == (1.0, 0.5)
    # (0.1 + 0.6) / 2
    assert figures.error == pytest.approx(0.35)
