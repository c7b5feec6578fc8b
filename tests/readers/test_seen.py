from geomap.readers import seen

WORDS = ["a", "b", "a", "c", "b", "d", "\ud800", "\ud800", "c", "e"]
NEW = [True, True, False, True, False, True, True, False, False, True]


def test_repeats_are_known_in_memory_and_in_a_file(monkeypatch):
    for in_memory in (3, 1_000):
        monkeypatch.setattr(seen, "IN_MEMORY", in_memory)
        for size in (1, 2, 4, 10):
            known = seen.Seen()
            told = [known.add_all(WORDS[at : at + size]) for at in range(0, len(WORDS), size)]
            assert [one for some in told for one in some] == NEW
            assert (known._file is not None) == (in_memory == 3)


def test_no_texts():
    assert seen.Seen().add_all([]) == []
