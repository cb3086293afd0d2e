"""The build hook, with a stand-in for npm: what is built, when it is not, and what a person reads when it fails."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import hatch_build
from hatch_build import Npm, PageError

NPM = """\
import pathlib, sys
web, static = pathlib.Path.cwd(), pathlib.Path("../static")
with (web.parent / "calls").open("a") as calls:
    calls.write(" ".join(sys.argv[1:]) + "\\n")
if sys.argv[1] == "ci":
    (web / "node_modules").mkdir(exist_ok=True)
    (web / "node_modules" / ".package-lock.json").touch()
else:
    static.mkdir(exist_ok=True)
    (static / "index.html").write_text("the page")
"""


class Project:
    """A page's folder and a stand-in for npm, whose ``script`` a test may replace."""

    def __init__(self, root: Path) -> None:
        self.web, self.static, self.script = root / "web", root / "static", root / "npm.py"
        (self.web / "src").mkdir(parents=True)
        (self.web / "package-lock.json").write_text("{}")
        (self.web / "src" / "main.ts").write_text("1")
        self.script.write_text(NPM)
        self._calls = root / "calls"

    @property
    def calls(self) -> list[str]:
        return self._calls.read_text().splitlines() if self._calls.exists() else []

    def build(self) -> None:
        hatch_build.build(self.web, self.static, Npm((sys.executable, str(self.script)), Path(sys.executable).parent))

    def fails_with(self, output: str) -> str:
        self.script.write_text(f"import sys; print({output!r}); sys.exit(1)")
        with pytest.raises(PageError) as failure:
            self.build()
        return str(failure.value)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_built_page_is_fresh_and_a_changed_source_makes_it_stale(project: Project) -> None:
    assert not hatch_build.is_fresh(project.web, project.static)
    project.build()
    assert hatch_build.is_fresh(project.web, project.static)
    (project.web / "src" / "main.ts").write_text("2")
    assert not hatch_build.is_fresh(project.web, project.static)


@pytest.mark.parametrize("deleted", ["index.html", "build.sha256"])
def test_a_page_with_a_part_deleted_is_not_fresh(project: Project, deleted: str) -> None:
    project.build()
    (project.static / deleted).unlink()
    assert not hatch_build.is_fresh(project.web, project.static)


def test_renaming_a_source_makes_the_page_stale(project: Project) -> None:
    before = hatch_build.fingerprint(project.web)
    (project.web / "src" / "main.ts").rename(project.web / "src" / "other.ts")
    assert hatch_build.fingerprint(project.web) != before


def test_what_tools_made_does_not_count_as_a_source(project: Project) -> None:
    before = hatch_build.fingerprint(project.web)
    project.build()
    assert hatch_build.fingerprint(project.web) == before


def test_build_tools_are_installed_once_and_again_when_the_lock_file_changed(project: Project) -> None:
    project.build()
    project.build()
    assert project.calls == ["ci --omit=dev --no-audit --no-fund", "run build", "run build"]
    installed = project.web / "node_modules" / ".package-lock.json"
    os.utime(project.web / "package-lock.json", (0, installed.stat().st_mtime + 10))
    project.build()
    assert project.calls[3:] == ["ci --omit=dev --no-audit --no-fund", "run build"]


def test_a_failed_build_leaves_no_stamp(project: Project) -> None:
    project.build()
    (project.web / "src" / "main.ts").write_text("2")
    project.fails_with("error: no")
    assert not hatch_build.is_fresh(project.web, project.static)


def test_a_build_that_writes_nothing_is_a_failure(project: Project) -> None:
    project.script.write_text("")
    with pytest.raises(PageError, match=r"wrote no .*index.html"):
        project.build()


def test_an_unreachable_registry_is_said_in_one_line(project: Project) -> None:
    said = project.fails_with("npm error code ENOTFOUND\nnpm error network request to somewhere failed")
    assert said == "npm's registry is out of reach (ENOTFOUND). Connect, then run the same command again."


def test_a_page_that_does_not_compile_says_where_in_one_line(project: Project) -> None:
    said = project.fails_with("error during build:\nBuild failed with 1 error:\n\nsrc/main.ts:6:10 Expected `}`\n at x")
    assert "src/main.ts:6:10 Expected `}`" in said
    assert "\n" not in said


def test_a_clone_without_the_page_says_so(project: Project) -> None:
    (project.web / "package-lock.json").unlink()
    with pytest.raises(PageError, match="holds no page"):
        project.build()


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.1", "v22.12.0", "v23.0.0", "v24.19.0", "v22.12.0\n"])
def test_a_node_that_vite_supports_is_used(version: str) -> None:
    assert hatch_build.runs_vite(version)


@pytest.mark.parametrize("version", ["v18.20.0", "v20.18.9", "v21.7.0", "v22.11.0", "", "command not found"])
def test_a_node_that_vite_does_not_support_is_not(version: str) -> None:
    assert not hatch_build.runs_vite(version)


def test_the_wheel_is_asked_for_only_if_something_is_to_be_built_and_no_node_will_do(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = object.__new__(hatch_build.PageBuildHook)
    monkeypatch.setattr(hook, "_folders", lambda: (project.web, project.static))
    monkeypatch.setenv("PATH", "")
    assert hook.dependencies() == [hatch_build.NODE_WHEEL]
    project.build()
    assert hook.dependencies() == []
