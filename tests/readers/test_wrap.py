from geomap.readers.wrap import unwrap

WRAPPED = (
    "The harbour master said on Friday that a ferry with forty people on\n"
    "board had struck a rock off the western coast, and that boats from\n"
    "three villages had brought all of them to land.\n"
)


def test_wrapped_paragraphs_become_one_line_of_the_same_length():
    joined = unwrap(f"Ferry strikes rock\n\n{WRAPPED}\n   {WRAPPED}")
    assert len(joined) == len(f"Ferry strikes rock\n\n{WRAPPED}\n   {WRAPPED}")
    assert joined.startswith("Ferry strikes rock\n\nThe harbour")
    assert [line.strip()[-8:] for line in joined.split("\n") if line.strip()][1:] == ["to land."] * 2


def test_lines_that_end_sentences_stay():
    text = "\n".join(["Nobody was hurt when the boat turned back to port that morning."] * 4)
    assert unwrap(text) == text


def test_short_lines_and_long_paragraphs_stay():
    verses = "one\ntwo\nthree\nfour"
    paragraphs = "\n".join(["Word " + "word " * 59] * 3)
    assert unwrap(verses) == verses
    assert unwrap(paragraphs) == paragraphs


def test_a_lone_line_end_within_a_sentence_goes():
    text = "A bomb went off at the crowded station on Saturday, killing at least 21 people and \nwounding 68."
    assert unwrap(text) == text.replace("\n", " ")
    for kept in (
        "A bomb went off at the crowded station on Saturday, killing at least 21 people.\nand more",
        "A bomb went off at the crowded station on Saturday, killing 21 people\nPolice said so.",
        "short line\nand another",
    ):
        assert unwrap(kept) == kept
