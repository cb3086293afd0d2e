from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dreamwindow.files import cleanup_abandoned, cleanup_temp_files, is_temporary
from dreamwindow.files.temporary import temporary_beside


def left_by_us(folder: Path, age_s: float, name: str = "a.png") -> Path:
    path = temporary_beside(folder / name)
    path.write_bytes(b"half")
    then = path.stat().st_mtime - age_s
    os.utime(path, (then, then))
    return path


def left_by_a_dead_process(folder: Path) -> Path:
    code = "import sys; from pathlib import Path; from dreamwindow.files.temporary import temporary_beside as t\n"
    code += "p = t(Path(sys.argv[1]) / 'a.png'); p.write_bytes(b''); print(p)"
    done = subprocess.run([sys.executable, "-c", code, folder], check=True, capture_output=True, text=True)
    return Path(done.stdout.strip())


def test_our_names_are_known_and_no_others(tmp_path: Path) -> None:
    assert is_temporary(temporary_beside(tmp_path / "a.png").name)
    assert is_temporary(temporary_beside(tmp_path / "x\ny").name)
    for name in ("a.png", ".a.png.tmp", "a.dw.tmp", ".a.00000000-1.dw.tmp", ".hidden", "~$a.tmp"):
        assert not is_temporary(name)


def test_two_writers_never_share_a_temporary_file(tmp_path: Path) -> None:
    assert len({temporary_beside(tmp_path / "a") for _ in range(100)}) == 100


def test_only_what_is_ours_and_old_enough_is_cleaned(tmp_path: Path) -> None:
    old, new = left_by_us(tmp_path, 7_200), left_by_us(tmp_path, 60)
    (tmp_path / "theirs.tmp").write_bytes(b"")
    os.utime(tmp_path / "theirs.tmp", (0, 0))
    assert cleanup_temp_files(tmp_path, "*.tmp", older_than_s=3_600) == [old]
    assert new.exists()
    assert (tmp_path / "theirs.tmp").exists()


def test_the_pattern_chooses_and_may_go_down(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    below = left_by_us(tmp_path / "inner", 10)
    here = left_by_us(tmp_path, 10, "b.json")
    assert cleanup_temp_files(tmp_path, ".a.png*", older_than_s=1) == []
    assert cleanup_temp_files(str(tmp_path), "**/.a.png*", older_than_s=1) == [below]
    assert here.exists()


def test_what_a_gone_process_left_is_abandoned_at_once_and_what_a_live_one_writes_is_not(tmp_path: Path) -> None:
    ours, dead = left_by_us(tmp_path, 0), left_by_a_dead_process(tmp_path)
    assert cleanup_abandoned(tmp_path) == [dead]
    assert ours.exists()


def test_a_pid_that_was_used_again_does_not_keep_a_file(tmp_path: Path) -> None:
    older_than_this_process = left_by_us(tmp_path, 10 * 365 * 86_400)
    assert cleanup_abandoned(tmp_path) == [older_than_this_process]


def test_another_hosts_file_is_left_alone(tmp_path: Path) -> None:
    path = left_by_a_dead_process(tmp_path)
    mark = path.name.removeprefix(".a.png.")[:8]
    other = path.rename(path.with_name(path.name.replace(mark, "0" * 8)))
    assert cleanup_abandoned(tmp_path) == []
    assert other.exists()
