import folium
import pytest

from geomap.errors import OutputError
from geomap.rendering import MapSettings, MapView, render_map


def test_view_is_the_same_page(frame):
    settings = MapSettings(title="A map")
    view = MapView(frame, settings)
    assert view.html == render_map(frame, settings)
    assert view.html == view.html


def test_save_writes_the_page(frame, tmp_path):
    view = MapView(frame)
    view.save(tmp_path / "map.html")
    assert (tmp_path / "map.html").read_bytes().decode("utf-8") == view.html


def test_save_to_a_folder_is_one_clear_error(frame, tmp_path):
    with pytest.raises(OutputError, match="it is a folder"):
        MapView(frame).save(tmp_path)


def test_notebook_frame_is_sandboxed(frame):
    markup = MapView(frame, MapSettings(title='A "map"'))._repr_html_()
    assert 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"' in markup
    assert "allow-same-origin" not in markup
    assert 'title="A &quot;map&quot;"' in markup
    assert "<script>" not in markup


def test_layers_of_users_are_saved_without_the_policy_and_with_a_warning(frame, tmp_path):
    view = MapView(frame)
    folium.Marker([33.3, 44.4], popup="mine").add_to(view.folium)
    with pytest.warns(UserWarning, match="without its content security policy"):
        view.save(tmp_path / "map.html")
    html = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" not in html
    assert "L.marker(" in html
    assert "mine" in html
    assert "https://code.jquery.com" in html
    assert "cdn.jsdelivr.net/npm/leaflet@" not in html


def test_html_of_an_opened_map_warns_too(frame):
    view = MapView(frame)
    assert isinstance(view.folium, folium.Map)
    assert view.folium is view.folium
    with pytest.warns(UserWarning, match="without its content security policy"):
        assert "L.Icon.Default.mergeOptions" in view.html
