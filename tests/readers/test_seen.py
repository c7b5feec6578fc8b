from geomap.readers import seen


def test_repeats_are_known_in_memory_and_in_a_file(monkeypatch):
    monkeypatch.setattr(seen, "IN_MEMORY", 3)
    known = seen.Seen()
    words = ["a", "b", "a", "c", "b", "d", "\ud800", "\ud800", "c", "e"]
    assert [known.add(word) for word in words] == [
        True, True, False, True, False, True, True, False, False, True,
    ]  # fmt: skip
