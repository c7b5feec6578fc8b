"""What went wrong, span by span, for looking at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.evaluation.figures import pair_document
from geomap.evaluation.gold import GoldToponym
from geomap.evaluation.judging import Answer, Ceiling, Known, judge
from geomap.evaluation.scoring import DocumentScore

__all__ = ["iter_mistakes"]

AROUND = 40
"""Characters of context on each side."""


def iter_mistakes(
    corpus: str, scores: Sequence[DocumentScore], *, demonyms: bool
) -> Iterator[dict[str, object]]:
    """Yield a record for every span that was missed, found for nothing, left open or put wrong.

    ``part`` is gold_spans or end_to_end; ``mistake`` is missed, spurious, unanswered or wrong. A missed
    span says what was found in its place, if anything was.
    """
    for score in scores:
        for record in (*_given(score), *_found(score, demonyms=demonyms)):
            yield {"corpus": corpus, "doc_id": score.document.id, **record}


def _given(score: DocumentScore) -> Iterator[dict[str, object]]:
    if not score.plain.given:
        return
    rows = zip(score.document.toponyms, score.known, score.plain.given, score.ceilings, strict=True)
    for gold, known, answer, ceiling in rows:
        judged = judge(gold, known, answer.place)
        if gold.has_point and not judged.by_code:
            mistake = "wrong" if judged.answered else "unanswered"
            yield {
                "part": "gold_spans",
                "mistake": mistake,
                **_span(score, gold),
                **_gold(gold, known, ceiling),
                **_answer(gold, known, answer),
            }


def _found(score: DocumentScore, *, demonyms: bool) -> Iterator[dict[str, object]]:
    paired = pair_document(score.document.toponyms, score.known, score.plain.found, demonyms=demonyms)
    if not score.plain.found:
        return
    pairs, near = paired.pairs["exact"], paired.pairs["overlap"]
    for i, (gold, known) in enumerate(zip(paired.gold, paired.known, strict=True)):
        head = {"part": "end_to_end", **_span(score, gold), **_gold(gold, known, None)}
        if i not in pairs:
            instead = paired.found[near[i]].text if i in near else None
            yield {**head, "mistake": "missed", "found_instead": instead}
            continue
        answer = paired.found[pairs[i]]
        judged = judge(gold, known, answer.place)
        if gold.has_point and not judged.by_code:
            mistake = "wrong" if judged.answered else "unanswered"
            yield {**head, "mistake": mistake, **_answer(gold, known, answer)}
    matched = set(pairs.values())
    for j, answer in enumerate(paired.found):
        if j not in matched:
            about = {"kind": answer.kind, "status": answer.status, "overlaps_gold": j in near.values()}
            yield {"part": "end_to_end", "mistake": "spurious", **_span(score, answer), **about}


def _span(score: DocumentScore, span: GoldToponym | Answer) -> dict[str, object]:
    text = score.document.text
    around = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    return {"start": span.start, "end": span.end, "text": span.text, "before": around[0], "after": around[1]}


def _gold(gold: GoldToponym, known: Known, ceiling: Ceiling | None) -> dict[str, object]:
    return {
        "gold": {
            "lat": gold.lat,
            "lon": gold.lon,
            "geonameid": gold.geonameid,
            "names": list(gold.names),
            "country_code": known.country_code,
            "in_gazetteer": known.place_id is not None if known.has_id else None,
            "nearest_candidate_km": None if ceiling is None else round(ceiling.km, 1),
        }
    }


def _answer(gold: GoldToponym, known: Known, answer: Answer) -> dict[str, object]:
    place = answer.guess
    return {
        "kind": answer.kind,
        "status": answer.status,
        "confidence": None if answer.confidence is None else round(answer.confidence, 4),
        "best_guess": None
        if place is None
        else {
            "place_id": place.id,
            "name": place.name,
            "admin1": place.admin1,
            "country_code": place.country_code,
            "feature_code": place.feature_code,
            "km": round(judge(gold, known, place).km, 1),
        },
    }
