"""``geomap merge``, and incident files given to the commands that read articles and tables."""

import json


def ids(path):
    return [feature["properties"]["incident_id"] for feature in json.loads(path.read_bytes())["features"]]


def table(path, *rows):
    path.write_text("id,place,date,title\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_a_new_release_of_a_table_updates_adds_and_deletes(geomap, tmp_path):
    old = table(tmp_path / "old.csv", "1,Homs,2024-01-01,one", "2,Baghdad,2024-01-02,two")
    new = table(tmp_path / "new.csv", "1,Homs,2024-01-01,ONE", "3,Aleppo,2024-01-03,three")
    known = tmp_path / "known.geojson"
    assert geomap("extract", old, "-o", known).code == 0
    done = geomap("merge", known, new, "-o", known)
    assert done.code == 0
    assert "1 added, 1 updated, 0 unchanged, 1 deleted, 0 kept" in done.err
    titles = [feature["properties"]["title"] for feature in json.loads(known.read_bytes())["features"]]
    assert titles == ["ONE", "three"]


def test_withdrawn_ids_are_deleted(geomap, tmp_path):
    known = tmp_path / "known.geojson"
    geomap(
        "extract", table(tmp_path / "old.csv", "1,Homs,2024-01-01,one", "2,Homs,2024-01-02,two"), "-o", known
    )
    gone = tmp_path / "gone.txt"
    gone.write_text(f"{ids(known)[0]}\n", encoding="utf-8")
    done = geomap("merge", known, known, "--delete", gone, "-o", tmp_path / "out.geojson")
    assert "1 unchanged, 1 deleted" in done.err
    assert ids(tmp_path / "out.geojson") == ids(known)[1:]


def test_an_incidents_file_is_taken_as_it_stands(geomap, examples, tmp_path):
    first = tmp_path / "first.geojson"
    geomap("extract", examples / "article.txt", examples / "incidents.csv", "-o", first)
    again = tmp_path / "again.geojson"
    done = geomap("extract", first, "-o", again)
    assert done.code == 0
    assert "earlier incidents" in done.err
    assert again.read_bytes() == first.read_bytes()
    geomap("export", first, "-o", tmp_path / "first.csv")
    geomap("extract", tmp_path / "first.csv", "-o", again)
    assert again.read_bytes() == first.read_bytes()


def test_an_incidents_file_and_a_table_make_one_map(geomap, examples, tmp_path):
    first = tmp_path / "first.geojson"
    geomap("extract", examples / "article.txt", "-o", first)
    both = tmp_path / "both.geojson"
    done = geomap("extract", first, examples / "incidents.csv", "-o", both)
    assert done.code == 0
    assert set(ids(first)) < set(ids(both))


def test_a_file_of_ours_is_read_as_a_table_when_told_so(geomap, examples, tmp_path):
    path = tmp_path / "incidents.csv"
    geomap("extract", examples / "article.txt", "-o", path)
    done = geomap("extract", path, "--from", "csv")
    assert done.code == 0
    assert "earlier" not in done.err


def test_a_damaged_file_of_a_folder_is_left_out_and_told(geomap, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "broken.csv").write_bytes(b"\x1f\x8bgarbage")
    table(folder / "good.csv", "1,Homs,2024-01-01,one")
    done = geomap("extract", folder, "-o", tmp_path / "out.geojson")
    assert done.code == 0
    assert "file left out" in done.err
    assert len(ids(tmp_path / "out.geojson")) == 1
