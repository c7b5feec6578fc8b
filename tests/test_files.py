import hashlib
import io
import os
import stat
import sys

import pytest

from geomap.errors import OutputError
from geomap.files import atomic_path, load_words, sha256_of_file, write_output


def test_a_file_is_written_whole_with_its_own_line_ends(tmp_path):
    path = tmp_path / "deep" / "er" / "out.txt"
    write_output(path, "é\r\nü\n")
    assert path.read_bytes() == "é\r\nü\n".encode()
    write_output(str(path), b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"
    assert [entry.name for entry in path.parent.iterdir()] == ["out.txt"]


def test_a_failure_leaves_the_old_file_and_no_rest(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("old", encoding="utf-8")

    def fail():
        with atomic_path(path) as part:
            part.write_text("half", encoding="utf-8")
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        fail()
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.txt"]


def test_the_temporary_file_lies_beside_its_target(tmp_path):
    path = tmp_path / "out.csv"
    with atomic_path(path) as part:
        assert part.parent == path.parent
        assert part.name.startswith(".out.csv.")
        assert not path.exists()
        part.write_text("a", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "a"
    assert not part.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path):
    plain, ours = tmp_path / "plain", tmp_path / "ours"
    plain.write_text("", encoding="utf-8")
    write_output(ours, "")
    assert stat.S_IMODE(ours.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(OutputError, match=r"cannot write .*: it is a folder; name a file in it"):
        write_output(tmp_path, "x")


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"cannot write .*out\.txt") as caught:
        write_output(tmp_path / "file" / "out.txt", "x")
    assert "\n" not in str(caught.value)


def test_a_full_disk_is_an_output_error(tmp_path, monkeypatch):
    path = tmp_path / "out.txt"
    path.write_text("old", encoding="utf-8")

    def full(self, payload):
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(type(path), "write_bytes", full)
    with pytest.raises(OutputError, match=r"cannot write .*out\.txt: No space left on device"):
        write_output(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.txt"]


def test_another_file_s_error_inside_the_block_is_not_ours(tmp_path):
    def read_missing():
        with atomic_path(tmp_path / "out.txt"):
            (tmp_path / "missing.txt").read_bytes()

    with pytest.raises(FileNotFoundError) as caught:
        read_missing()
    assert not isinstance(caught.value, OutputError)


def test_a_dash_is_standard_output(monkeypatch):
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="ascii"))
    write_output("-", "é\n")
    assert buffer.getvalue() == "é\n".encode()


def test_the_digest_of_a_file(tmp_path):
    path = tmp_path / "big"
    payload = os.urandom(3 << 20)
    path.write_bytes(payload)
    assert sha256_of_file(path) == hashlib.sha256(payload).hexdigest()


@pytest.mark.parametrize("package", ["geomap.extraction", "geomap.incidents"])
def test_word_lists_are_lower_case(package):
    words = load_words(package)
    for name, entries in words.items():
        assert entries, name
        assert all(entry == entry.lower() for entry in entries), name
