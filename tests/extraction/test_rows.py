import pytest

from geomap.extraction import mentions_of_row
from geomap.model import Document


def row(**cells):
    lines, spans, at = [], {}, 0
    for column, cell in cells.items():
        spans[column] = (at + len(column) + 2, at + len(column) + 2 + len(cell))
        lines.append(f"{column}: {cell}")
        at += len(lines[-1]) + 1
    return Document(
        id="t1",
        text="\n".join(lines),
        source="t.csv",
        row=1,
        fields=cells,
        roles={c: c for c in cells},
        spans=spans,
    )


@pytest.mark.parametrize(
    ("cell", "names", "cues"),
    [
        ("Arica", ["Arica"], [None]),
        ("Miraflores, Lima", ["Miraflores", "Lima"], [None, None]),
        ("Kogi State (Nigeria)", ["Kogi State", "Nigeria"], ["state", None]),
        ("12 km north of Jinja", ["Jinja"], [None]),
        ("2.7nm NW of the Pulau Nipa island", ["Pulau Nipa island"], ["island"]),
        ("Lake Kivu", ["Lake Kivu"], ["lake"]),
        ("near Homs / Hama", ["Homs", "Hama"], [None, None]),
        ("Bagram air base", ["Bagram air base"], ["air base"]),
        ("  Ürümqi ", ["Ürümqi"], [None]),
        ("31.2, 44", [], []),
        ("Soroti (near)", ["Soroti"], [None]),
        ("Bukedea, 20 km from the town of Soroti", ["Bukedea", "Soroti"], [None, None]),
        ("fields between Soroti and Lira", ["Soroti", "Lira"], [None, None]),
        ("Port of Spain", ["Port of Spain"], [None]),
        ("Bosnia and Herzegovina", ["Bosnia and Herzegovina"], [None]),
        ("northern Uganda", ["Uganda"], [None]),
        ("(Around 90 NM ESE of Salalah, Oman), Off Yemen", ["Salalah", "Oman", "Yemen"], [None] * 3),
        ("north of soroti", ["soroti"], [None]),
        ("PERU: NORTHERN: PIURA, SULLANA", ["PERU", "PIURA", "SULLANA"], [None] * 3),
        ("Jinja - Mukono", ["Jinja", "Mukono"], [None, None]),
    ],
)
def test_the_parts_of_a_place_cell(cell, names, cues):
    doc = row(place=cell)
    found = mentions_of_row(doc)
    assert [mention.text for mention in found] == names
    assert [mention.cue for mention in found] == cues
    for mention in found:
        assert doc.text[mention.start : mention.end] == mention.text
        assert mention.extractor == "column:place"


def test_unit_cells_follow_the_place_the_finest_first():
    found = mentions_of_row(row(country="Peru", admin1="Loreto", place="Iquitos, Maynas"))
    assert [(mention.text, mention.extractor) for mention in found] == [
        ("Iquitos", "column:place"),
        ("Maynas", "column:place"),
        ("Loreto", "column:admin1"),
        ("Peru", "column:country"),
    ]
    assert [mention.cue for mention in found] == [None, None, "province", None]
    assert mentions_of_row(row(note="Peru")) == ()
