"""``geomap read``: what was understood, and why; and the mapping file that says so."""

import json

import pytest

TABLE = "id,town,when,killed,colour\n1,Homs,2024-02-05,2,red\n2,Hama,2024-02-06,,\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_columns_with_role_reason_share_and_examples(geomap, table):
    done = geomap("read", table, "--columns")
    assert done.code == 0, done.err
    lines = done.out.decode().splitlines()
    assert lines[0].endswith("t.csv: csv, utf-8, cells between commas")
    town = next(line for line in lines if line.startswith("town"))
    assert town.split() == ["town", "place", "100%", "header:", "its", "name", "'town'", "Homs", "|", "Hama"]
    assert next(line for line in lines if line.startswith("colour")).split() == ["colour", "-", "50%", "red"]


def test_columns_as_json(geomap, table):
    done = geomap("read", table, "--columns", "--json", "--place", "colour")
    told = json.loads(done.out)
    assert told["columns"][4] == {
        "name": "colour",
        "roles": ["place"],
        "reason": "option: named by an option",
        "filled": 0.5,
        "examples": ["red"],
    }


def test_a_mapping_file_is_written_edited_and_used(geomap, table, tmp_path):
    mapping = tmp_path / "m.toml"
    assert geomap("read", table, "--write-mapping", mapping).code == 0
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(text.replace('place = "town"', 'place = "town"\ntitle = "colour"'), encoding="utf-8")
    done = geomap("read", table, "--mapping", mapping)
    first = json.loads(done.out.splitlines()[0])
    assert first["values"] == {
        "place": "Homs",
        "date": "2024-02-05",
        "title": "red",
        "killed": "2",
        "id": "1",
    }
    done = geomap("geocode", table, "--mapping", mapping)
    assert done.code == 0, done.err
    assert b"place_status" in done.out


def test_documents_as_json_lines(geomap, table, tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("Shelling near Homs\n\nTwo people were killed near Homs.\n", encoding="utf-8")
    done = geomap("read", table, article)
    docs = [json.loads(line) for line in done.out.splitlines()]
    assert [doc.get("row") for doc in docs] == [1, 2, None]
    assert docs[0]["fields"]["colour"] == "red"
    assert docs[1]["values"] == {"place": "Hama", "date": "2024-02-06", "id": "2"}
    assert "killed near Homs" in docs[2]["text"]


def test_wrong_use(geomap, table, tmp_path):
    assert geomap("read", table, table.rename(tmp_path / "u.csv"), "--write-mapping", "-").code in (1, 2)
    done = geomap("read", tmp_path / "u.csv", "--mapping", tmp_path / "none.toml")
    assert done.code == 1
    assert done.err.startswith("Error: ")
    done = geomap("read", tmp_path / "u.csv", "--sheet", "x", "--columns")
    assert done.code == 0  # a text table has no sheets; nothing is asked of it
