from importlib.metadata import EntryPoint

import pytest

from geomap import registry
from geomap.errors import UnknownNameError
from geomap.registry import Registry


def shout(text):
    return text.upper()


def test_a_plug_in_is_found_by_its_name():
    voices = Registry("voice")
    assert voices.register("loud")(shout) is shout
    assert voices.get("loud")("oi") == "OI"
    assert "loud" in voices
    assert "soft" not in voices


def test_names_come_in_order():
    voices = Registry("voice")
    for name in ("soft", "loud", "mid"):
        voices.register(name)(shout)
    assert list(voices) == ["loud", "mid", "soft"]


def test_a_name_registered_again_is_the_later_plug_in():
    voices = Registry("voice")
    voices.register("loud")(shout)
    voices.register("loud")(str.lower)
    assert voices.get("loud") is str.lower


def test_an_unknown_name_lists_the_known_ones():
    voices = Registry("voice")
    with pytest.raises(UnknownNameError, match="no voice is called 'soft'; known: none"):
        voices.get("soft")
    voices.register("mid")(shout)
    voices.register("loud")(shout)
    with pytest.raises(KeyError) as caught:
        voices.get("soft")
    assert str(caught.value) == "no voice is called 'soft'; known: loud, mid"


def test_third_party_plug_ins_come_by_entry_point_when_asked_for(monkeypatch):
    asked = []

    def entry_points(*, group, name):
        asked.append((group, name))
        return [EntryPoint(name, "builtins:len", group)] if name == "long" else []

    monkeypatch.setattr(registry, "entry_points", entry_points)
    voices = Registry("voice", group="geomap.voices")
    voices.register("loud")(shout)
    assert voices.get("loud") is shout
    assert asked == []
    assert voices.get("long") is len
    assert voices.get("long") is len
    with pytest.raises(UnknownNameError):
        voices.get("soft")
    assert asked == [("geomap.voices", "long"), ("geomap.voices", "soft")]
