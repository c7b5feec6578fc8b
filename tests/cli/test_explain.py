"""``geomap extract --explain``: each field of each incident with the words for it."""

TEXT = (
    "Clashes in Aleppo\n8 February 2024\n\n"
    "Rebels shelled a market in Aleppo, Syria, on Tuesday, killing at least four people.\n"
)


def test_each_field_is_printed_with_sentence_cue_and_rule(geomap):
    done = geomap("extract", "-", "--explain", stdin=TEXT.encode())
    assert done.code == 0
    assert done.out.startswith(b"{")
    told = done.err
    for words in (
        "2024-02-06 (day)",
        "weekday",
        "Aleppo, Syria",
        "at least 4",
        "perpetrator:subject",
        "market",
    ):
        assert words in told, words
    assert told.index("incident 1 of ") < told.index("event_type") < told.index("killed")


def test_without_it_nothing_is_explained(geomap):
    done = geomap("extract", "-", stdin=TEXT.encode())
    assert "event_type" not in done.err


def test_it_is_quiet_about_texts_without_incidents(geomap):
    done = geomap("extract", "-", "--explain", stdin=b"The weather in Paris was mild on Monday.\n")
    assert done.code == 0
    assert "incident 1" not in done.err
