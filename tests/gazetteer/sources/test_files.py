import bz2
import gzip
import os
import zipfile
from pathlib import Path

import pytest

from geomap.errors import BuildError, MissingInputError
from geomap.gazetteer.sources import SourceFile, open_source

TEXT = "1\tHoms\n2\tحمص\n3\tخ\n"


def lines(file: SourceFile) -> list[str]:
    return [line for _, line in file.lines()]


def zipped(path: Path, members: dict[str, str | bytes]) -> SourceFile:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return open_source(path)


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress], ids=["plain", "gzip", "bzip2"])
def test_packed_or_not_reads_the_same(tmp_path: Path, pack):
    path = tmp_path / "places.txt"  # the name says nothing about the packing
    path.write_bytes(pack(TEXT.encode()))
    file = open_source(path)
    assert not file.is_container
    assert file.is_packed == (pack is not bytes)
    assert file.header == "1\tHoms"
    assert list(file.lines()) == [(1, "1\tHoms"), (2, "2\tحمص"), (3, "3\tخ")]
    assert file.position == file.size == path.stat().st_size


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("\ufeffname\r\nHoms\r\n".encode(), ["name", "Homs"]),
        (b"name\nHoms", ["name", "Homs"]),
        ("name\nMünchen\n".encode("cp1252"), ["name", "München"]),
        ("name\nحمص\n".encode("utf-16"), ["name", "حمص"]),
        ("a\u2028b\x85c\n".encode(), ["a\u2028b\x85c"]),
        (b"", []),
    ],
    ids=[
        "byte order mark and CRLF",
        "no last newline",
        "Windows-1252",
        "UTF-16",
        "only \\n ends lines",
        "empty",
    ],
)
def test_text_as_files_hold_it(tmp_path: Path, content: bytes, expected: list[str]):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert lines(open_source(path)) == expected
    assert open_source(path).header == (expected[0] if expected else "")


def test_a_letter_cut_by_the_end_of_the_head_is_no_other_encoding(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * ((1 << 16) - 1) + "ح\n".encode())
    assert lines(open_source(path))[0].endswith("xح")


def test_members_of_a_zip_are_the_data_in_order(tmp_path: Path):
    file = zipped(
        tmp_path / "alternateNamesV2.zip",
        {
            "iso-languagecodes.txt": "ISO 639-3\n",
            "b/": b"",
            "b/SY.txt": TEXT,
            "alternateNamesV2.txt": "1\n",
            "__MACOSX/._SY.txt": "x",
            ".hidden": "x",
            "readme.txt": "x",
        },
    )
    assert file.is_container
    assert file.head == ""
    assert [member.member for member in file.members()] == ["alternateNamesV2.txt", "b/SY.txt"]
    member = list(file.members())[1]
    assert (member.name, member.stem) == ("alternateNamesV2.zip/b/SY.txt", "SY")
    assert lines(member) == TEXT.splitlines()
    assert member.position == member.size == len(TEXT.encode())


def test_a_zip_is_opened_once_for_all_its_members(tmp_path: Path, monkeypatch):
    file = zipped(tmp_path / "many.zip", {f"{n}.txt": str(n) for n in range(50)})
    opened = []
    original = zipfile.ZipFile.__init__
    monkeypatch.setattr(
        zipfile.ZipFile,
        "__init__",
        lambda self, *args, **kwargs: (opened.append(1), original(self, *args, **kwargs))[1],
    )
    assert sorted(int(lines(member)[0]) for member in file.members()) == list(range(50))
    assert len(opened) == 1
    assert file.position > 0


def test_a_member_can_be_named(tmp_path: Path):
    zipped(tmp_path / "a.zip", {"x/SY.txt": TEXT})
    assert lines(SourceFile(path=tmp_path / "a.zip", member="x/SY.txt")) == TEXT.splitlines()


def test_members_of_a_folder_are_the_data_in_order(tmp_path: Path):
    for name in ("b/2.txt", "b/10.txt", "a.txt", ".git/x", "b/README.md", "c/.DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    file = open_source(tmp_path)
    assert file.is_container
    assert not file.is_packed
    assert (file.size, file.head) == (0, "")
    names = [member.path.relative_to(tmp_path).as_posix() for member in file.members()]
    assert names == ["a.txt", "b/10.txt", "b/2.txt"]


def test_a_link_to_a_folder_above_is_not_followed(tmp_path: Path):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    try:
        (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    assert [member.name for member in open_source(tmp_path).members()] == ["a.txt"]


def test_what_is_not_there():
    with pytest.raises(MissingInputError, match=r"no such file or folder: .*nowhere\.txt"):
        open_source(Path("nowhere.txt"))


def cut(packed: bytes) -> bytes:
    return packed[: len(packed) // 2]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress], ids=["gzip", "bzip2"])
def test_a_file_cut_short_is_one_line(tmp_path: Path, pack):
    path = tmp_path / "allCountries.txt"
    path.write_bytes(cut(pack(os.urandom(200_000))))
    with pytest.raises(BuildError, match=r"allCountries\.txt is damaged or cut short: ") as caught:
        lines(open_source(path))
    assert "\n" not in str(caught.value)


def test_a_zip_cut_short_is_one_line(tmp_path: Path):
    file = zipped(tmp_path / "whole.zip", {"allCountries.txt": TEXT * 1000})
    path = tmp_path / "allCountries.zip"
    path.write_bytes(cut(file.path.read_bytes()))
    with pytest.raises(BuildError, match=r"allCountries\.zip cannot be unpacked: ") as caught:
        list(open_source(path).members())
    assert "\n" not in str(caught.value)


def test_a_damaged_member_is_one_line(tmp_path: Path):
    file = zipped(tmp_path / "SY.zip", {"SY.txt": os.urandom(50_000)})
    content = bytearray(file.path.read_bytes())
    content[20_000:20_100] = bytes(100)
    file.path.write_bytes(content)
    (member,) = open_source(file.path).members()
    with pytest.raises(BuildError, match=r"SY\.zip/SY\.txt is damaged or cut short: "):
        lines(member)


def test_a_locked_zip_is_one_line(tmp_path: Path):
    file = zipped(tmp_path / "SY.zip", {"SY.txt": TEXT})
    content = bytearray(file.path.read_bytes())
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(start) + flags] |= 1  # the flag of an encrypted member
    file.path.write_bytes(content)
    (member,) = open_source(file.path).members()
    with pytest.raises(BuildError, match=r"SY\.zip/SY\.txt cannot be unpacked: .*password"):
        lines(member)


def test_an_empty_zip_holds_nothing(tmp_path: Path):
    file = zipped(tmp_path / "empty.zip", {})
    assert file.is_container
    assert list(file.members()) == []


def test_errors_of_the_reader_of_a_file_stay_what_they_are(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(RecursionError, match="mine"), open_source(path).open():
        raise RecursionError("mine")
