"""Every command and every line of Python in the guides runs, in order, and gives what the guide shows."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from variorum.cli.app import OK, main

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDES = ("journalist", "analyst", "researcher", "data-builder")


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_runs_from_start_to_end(guide, tmp_path, monkeypatch, capfd):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    shown = ""
    ran = 0
    for kind, info, body in _BLOCK.findall((ROOT / "docs" / "guides" / f"{guide}.md").read_text(encoding="utf-8")):
        if kind == "sh":
            shown = ""
            for line in body.replace("\\\n", " ").splitlines():
                command, *arguments = shlex.split(line)
                assert command == "variorum", line
                assert main(arguments) == OK, (line, capfd.readouterr().err)
                shown += capfd.readouterr().out
                ran += 1
        elif kind == "python":
            exec(compile(body, f"{guide}.md", "exec"), names)  # the guide's own words
            ran += 1
        elif "file=" in info:
            Path(info.split("file=")[1].strip()).write_text(body, encoding="utf-8")
        elif "output" in info:
            for line in filter(None, map(one_line, body.splitlines())):
                assert line in one_line(shown), (line, shown)
        else:
            raise AssertionError(f"{guide}: a block of {kind} that is not run")
    assert ran >= 5


def test_every_guide_is_tested_or_has_no_commands_to_run():
    for path in (ROOT / "docs" / "guides").glob("*.md"):
        fenced = [kind for kind, _, _ in _BLOCK.findall(path.read_text(encoding="utf-8"))]
        assert path.stem in GUIDES or not {"sh", "python"} & set(fenced), path.name
