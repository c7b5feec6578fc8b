"""A build that is killed leaves no file that opens, and an earlier file as it was."""

from benchmarks import killed
from benchmarks.killed import kill_builds, opens
from benchmarks.processes import python
from benchmarks.synthetic_places import write_places

CARELESS = """
import pathlib, shutil, sys, time
shutil.copyfile(sys.argv[1], sys.argv[2])
time.sleep(1)
pathlib.Path(sys.argv[2]).write_text("done")
"""


def test_killed_builds_leave_nothing_that_opens(tmp_path):
    source, work = tmp_path / "places.txt", tmp_path / "work"
    write_places(source, 10_000)
    work.mkdir()
    report = kill_builds([source], work, kills=5)
    assert report.kills == 5
    assert (report.opened, report.spoilt, report.visible, report.unswept) == (0, 0, 0, 0)
    assert report.left > 0


def test_a_build_that_writes_in_place_is_found_out(tmp_path, mini_path, monkeypatch):
    monkeypatch.setattr(
        killed, "build_command", lambda output, _: python("-c", CARELESS, str(mini_path), str(output))
    )
    report = kill_builds([], tmp_path, kills=4)
    assert report.opened > 0
    assert report.spoilt > 0


def test_a_file_opens_only_when_whole(tmp_path, mini_path):
    assert opens(mini_path)
    short = tmp_path / "short.db"
    short.write_bytes(mini_path.read_bytes()[:-4096])
    assert not opens(short)
    assert not opens(tmp_path / "absent.db")
