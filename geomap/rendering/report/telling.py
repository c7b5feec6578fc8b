"""One incident in words: its row of the table, and its card."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from geomap.model import Incident, IncidentPlace, PlaceStatus, Source
from geomap.rendering.markup import web_address
from geomap.rendering.report.blocks import Card, Span, Text
from geomap.rendering.report.quoting import quoted
from geomap.rendering.report.totals import COUNTED, count_of, main_place
from geomap.rendering.report.words import Words, clean

__all__ = ["card_of", "row_of", "unplaced_reason"]

_FLAGS = ("attempted", "threatened", "claimed", "denied", "confirmed")
_ALTERNATIVES = 4
_REASONS = 3
_TITLE, _ROW_TITLE = 160, 110


def row_of(number: int, incident: Incident, words: Words) -> tuple[Text, ...]:
    """Return the cells of an incident's row: number, date, what, where, people, how sure."""
    place = main_place(incident)
    when = words.span(incident.when, form="short") or words("undated")
    kind = words.list([_type(incident, words), *_flags(incident, words)])
    return (
        (Span(text=str(number)),),
        (Span(text=when),),
        (
            Span(text=_title(incident, words, _ROW_TITLE), style="strong"),
            Span(text="\n"),
            Span(text=kind, style="soft"),
        ),
        _where_cell(place, len(incident.places), words),
        (Span(text=_people_line(incident, words) or "–"),),
        (Span(text=_sure(place, words) or "–"),),
    )


def card_of(number: int, incident: Incident, words: Words) -> Card:
    """Return everything that is known about an incident, each fact with its words."""
    flags = "".join(f" · {flag}" for flag in _flags(incident, words))
    facts = (fact for fact in _facts(incident, words) if len(fact[1]) > 0)
    return Card(
        number=number,
        title=_title(incident, words),
        about=(Span(text=_type(incident, words), style="strong"), Span(text=flags, style="soft")),
        facts=tuple(facts),
        quote_label=words("quote"),
        quote=quoted(incident),
        sources_label=words("sources"),
        sources=tuple(_source(source, words) for source in _told_once(incident.sources))
        or ((Span(text=words("no_source"), style="soft"),),),
    )


def unplaced_reason(place: IncidentPlace, words: Words) -> str:
    """Return why a place has no point."""
    if place.text is None:
        return words("why_unnamed")
    text = clean(place.text)
    if place.resolution is None or place.resolution.status is not PlaceStatus.AMBIGUOUS:
        return words("why_unresolved", words=text)
    names = list(dict.fromkeys(_names_of(place)))
    if len(names) < 2:
        return words("why_several", words=text)
    return words("why_ambiguous", words=text, names=words("or").join(names))


def _facts(incident: Incident, words: Words) -> Iterator[tuple[str, Text]]:
    yield words("when"), _when(incident, words)
    for place in incident.places:
        yield words("where"), _where(place, words)
        yield words("certainty"), _certainty(place, incident, words)
        yield words("others"), _said(words.list(_others(place)))
    yield words("people"), _people(incident, words)
    sides = [clean(side) for side in (incident.side_a, incident.side_b) if side]
    yield words("sides"), _said(words("dash").join(sides))
    yield words("weapon"), _said(clean(incident.weapon))
    yield words("target"), _said(clean(incident.target))


def _said(text: str) -> Text:
    return (Span(text=text),) if text != "" else ()


def _title(incident: Incident, words: Words, most: int = _TITLE) -> str:
    title = clean(incident.title) or clean(incident.description) or words("untitled")
    return (
        title
        if len(title) <= most
        else f"{title[:most].rpartition(' ')[0].rstrip(' …') or title[: most - 1]} …"
    )


def _type(incident: Incident, words: Words) -> str:
    kind = words.named("types", str(incident.event_type))
    return f"{kind}: {words.named('sub_types', incident.sub_type)}" if incident.sub_type else kind


def _flags(incident: Incident, words: Words) -> list[str]:
    shown = [words("background")] if incident.is_background else []
    shown += [words("aggregate")] if incident.is_aggregate else []
    shown += [words(value) for value in (incident.stage, incident.factuality) if value in _FLAGS]
    return (
        shown if incident.review_status == "auto" else [*shown, words(f"reviewed_{incident.review_status}")]
    )


def _when(incident: Incident, words: Words) -> Text:
    when = incident.when
    spans = [Span(text=words.span(when) or words("date_unknown"), style="strong")]
    note = words.phrases.get(f"date_{when.precision}")
    if note is not None and when.start is not None:
        spans.append(Span(text=f", {note}", style="soft"))
    return (*spans, *_verbatim(when.text, words))


def _verbatim(text: str | None, words: Words) -> Text:
    told = clean(text)
    if told == "":
        return ()
    return (Span(text=f" · {words('in_the_text')}", style="soft"), Span(text=told, style="quote"))


def _chain(place: IncidentPlace) -> str:
    """Return "Al-Mashtal, Baghdad, Iraq": name, units and country, each once."""
    found = None if place.resolution is None else place.resolution.place
    if found is None:
        return clean(place.text)
    parts = (clean(part) for part in (found.name, found.admin2, found.admin1, found.country))
    return ", ".join(dict.fromkeys(part for part in parts if part != ""))


def _precision(place: IncidentPlace, words: Words) -> str:
    fineness = words.named("precision", str(place.precision))
    if place.radius_km is None or place.radius_km == 0:
        return fineness
    return words.list([fineness, words("within", distance=words.distance(place.radius_km))])


def _where(place: IncidentPlace, words: Words) -> Text:
    if place.lat is None:
        return (Span(text=unplaced_reason(place, words)),)
    spans = [Span(text=_chain(place) or f"{place.lat:.4f}, {place.lon:.4f}", style="strong")]
    spans.append(Span(text=f" · {_precision(place, words)}", style="soft"))
    found = None if place.resolution is None else place.resolution.place
    is_said = found is None or clean(place.text) != found.name
    return (*spans, *(_verbatim(place.text, words) if is_said else ()))


def _where_cell(place: IncidentPlace, count: int, words: Words) -> Text:
    if place.lat is None:
        name = clean(place.text)
        return (Span(text=name or "–"), Span(text="\n"), Span(text=words("not_placed"), style="soft"))
    found = None if place.resolution is None else place.resolution.place
    name = clean(place.text) if found is None else clean(found.name)
    country = "" if found is None else clean(found.country)
    parts = list(dict.fromkeys(part for part in (name, country) if part))
    more = "" if count == 1 else f" {words('and_others', n=count - 1)}"
    return (
        Span(text=(", ".join(parts) or f"{place.lat:.3f}, {place.lon:.3f}") + more),
        Span(text="\n"),
        Span(text=words.named("precision", str(place.precision)), style="soft"),
    )


def _people_lines(incident: Incident, words: Words) -> Iterator[tuple[str, str]]:
    """Yield each count in words, with the source's own words where they say more than the number."""
    for kind in COUNTED:
        count = count_of(incident, kind)
        text = words.count(count, words.named("kinds", kind))
        is_exact = (
            count.best is not None and count.low in (None, count.best) and count.high in (None, count.best)
        )
        told = "" if is_exact else clean(count.text)
        if text != "" or told != "":
            yield text or words.named("kinds", kind), told
    for group in incident.counts_by_group:
        text = words.count(group.count, f"{clean(group.group)} {clean(group.kind)}".strip().replace("_", " "))
        if text != "":
            yield text, ""


def _people_line(incident: Incident, words: Words) -> str:
    counts = (words.count(count_of(incident, kind), words.named("kinds", kind)) for kind in COUNTED)
    return words.list([text for text in counts if text != ""])


def _people(incident: Incident, words: Words) -> Text:
    spans: list[Span] = []
    for text, told in _people_lines(incident, words):
        spans += [Span(text=words("list"))] if spans else []
        spans.append(Span(text=text, style="strong"))
        if told != "":
            spans += [Span(text=" "), Span(text=told, style="quote")]
    if not spans:
        return (Span(text=words("no_numbers"), style="soft"),)
    total = f" · {words('total')}" if len(incident.places) > 1 else ""
    return (*spans, Span(text=total, style="soft"))


def _sure(place: IncidentPlace, words: Words) -> str:
    told = place.resolution
    if told is None or place.lat is None:
        return ""
    if told.status is PlaceStatus.GIVEN:
        return words("given_short")
    return "" if told.confidence is None else words.percent(told.confidence)


def _certainty(place: IncidentPlace, incident: Incident, words: Words) -> Text:
    told = place.resolution
    if told is None or place.lat is None:
        return ()
    parts = []
    if told.status is PlaceStatus.GIVEN:
        parts.append(words("given"))
    elif told.confidence is not None:
        parts.append(words("certain", percent=words.percent(told.confidence)))
        lead = None if told.margin is None else round(told.margin * 100)
        parts += [] if lead in (None, round(told.confidence * 100)) else [words("lead", n=lead)]
    if told.place is not None and told.place.id != "":
        parts.append(words("entry", id=clean(told.place.id)))
    spans = [Span(text=" · ".join(parts))]
    reason = _reason(place, incident)
    why = (Span(text=f" · {words('why')}", style="soft"), Span(text=reason, style="soft"))
    return (*spans, *why) if reason != "" else tuple(spans)


def _reason(place: IncidentPlace, incident: Incident) -> str:
    """Return the first reasons for a place, as kept with the words that name it."""
    for entry in incident.evidence:
        if entry.field == "place" and entry.quote == place.text:
            return "; ".join(clean(entry.cue).partition(": ")[2].split("; ")[:_REASONS])
    return ""


def _names_of(place: IncidentPlace) -> Iterator[str]:
    for candidate in () if place.resolution is None else place.resolution.candidates:
        code = candidate.place.country_code
        yield f"{clean(candidate.place.name)} ({code})" if code else clean(candidate.place.name)


def _others(place: IncidentPlace) -> list[str]:
    return list(dict.fromkeys(_names_of(place)))[:_ALTERNATIVES] if place.lat is not None else []


def _told_once(sources: tuple[Source, ...]) -> Iterator[Source]:
    """Yield sources, one for all that would read the same."""
    seen: set[object] = set()
    for source in sources:
        key = (source.publisher, source.published, source.url, source.title)
        if key not in seen and any(part is not None for part in key):
            seen.add(key)
            yield source


def _source(source: Source, words: Words) -> Text:
    """Return a source with a link where its address is one of the web, else with the address as text."""
    url = web_address(source.url)
    host = "" if url is None else clean(urlsplit(url).netloc)
    title, publisher = clean(source.title), clean(source.publisher)
    label = title or publisher or host or clean(source.url)
    day = "" if source.published is None else words.day(source.published, form="short")
    spans = [Span(text=label, href=url)]
    for part in (publisher, day, host):
        if part not in ("", label):
            spans += [Span(text=" · "), Span(text=part, style="soft")]
    if url is None and clean(source.url) not in ("", label):
        spans += [Span(text=f" · {words('not_linked')}"), Span(text=clean(source.url), style="soft")]
    return tuple(spans)
