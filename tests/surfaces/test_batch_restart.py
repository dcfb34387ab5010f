"""A batch that is killed, meets a poisonous record or a full disk: nothing is lost, nothing is done twice."""

import errno
import json
import os
import random
import subprocess
import sys
import time

import pytest
from tests.surfaces.test_batch_cli import archive, data, report, table

from variorum.batches import batch as use_case
from variorum.batches import folder
from variorum.batches.batch import batch
from variorum.errors import InputError

STEPS = ("clean", "lineage", "stories")
SMALL = 4_000
CALL = f"""
import sys
from variorum.batches.batch import batch
batch([sys.argv[1]], sys.argv[2], steps={STEPS!r}, jobs=2, piece_bytes={SMALL})
"""


def rows():
    some = [report(n, outlet) for outlet in ("The Ledger", "The Courier", "Vane") for n in range(20)]
    reprints = [{"id": f"reprint-{n}", "outlet": "Reprint", "url": f"https://reprint.example/{n}"} for n in range(15)]
    return [*some, *(some[n] | own for n, own in enumerate(reprints))]


@pytest.fixture
def given(tmp_path):
    return archive(tmp_path / "archive.jsonl", *rows())


def made(given, out, **options):
    return batch([given], out, steps=STEPS, piece_bytes=SMALL, **options)


def times(out):
    return {str(p): p.stat().st_mtime_ns for p in sorted(out.rglob("part-*.parquet"))}


def journal(out):
    path = out / "_run" / "journal.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def test_killed_at_any_moment_it_goes_on_and_comes_to_the_same_end(tmp_path, given):
    whole, out = tmp_path / "whole", tmp_path / "killed"
    made(given, whole)
    chance = random.Random(3)
    kept = {}
    for _ in range(4):
        goal = journal(out) + chance.randrange(1, 4)
        process = subprocess.Popen([sys.executable, "-c", CALL, given, str(out)], start_new_session=True)
        while process.poll() is None and journal(out) < goal:
            time.sleep(0.001)
        time.sleep(chance.random() * 0.05)
        process.kill()
        process.wait()
        now = times(out)
        assert all(now.get(path) == at for path, at in kept.items())  # what was finished was not written again
        kept |= now
    made(given, out)
    assert all(times(out).get(path) == at for path, at in kept.items())
    assert data(out) == data(whole)


POISONED = f"""
import json, os, signal, sys, time
from variorum.batches import reading
from variorum.batches.batch import batch

given, out, how, seconds, retry = sys.argv[1:]
clean = reading.clean_documents

def poison(documents, **rest):
    if documents[0].row_id == "Vane-7":
        if how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if how == "late":
            time.sleep(60)
        if how == "failed":
            raise KeyError("no")
    return clean(documents, **rest)

reading.clean_documents = poison
made = batch([given], out, steps={STEPS!r}, piece_bytes={SMALL}, record_seconds=float(seconds), jobs=2,
             retry_rejected=retry == "retry")
print(json.dumps([made.rows["articles"], made.rejected]))
"""


def poisoned(given, out, how, *, seconds=60.0, retry=False):
    """A run with a cleaner that fails at one article, in a program of its own: its processes are copies of it."""
    call = [sys.executable, "-c", POISONED, given, str(out), how, str(seconds), "retry" if retry else ""]
    return json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)


def test_a_record_that_ends_its_process_is_left_out_and_tried_again_when_asked(tmp_path, given):
    whole, out = tmp_path / "whole", tmp_path / "poisoned"
    made(given, whole)
    assert poisoned(given, out, "killed") == [74, {"crashed": 1}]
    [row] = table(out, "rejections")
    assert (row["id"], row["reason"]) == (f"{given}:48", "crashed")
    assert "signal 9" in row["detail"]
    assert made(given, out).rejected == {"crashed": 1}  # finished is finished
    assert poisoned(given, out, "killed", retry=True) == [74, {"crashed": 1}]
    assert made(given, out, retry_rejected=True).rejected == {}
    assert data(out) == data(whole)


def test_a_record_that_takes_too_long_or_fails_is_left_out(tmp_path, given):
    assert poisoned(given, tmp_path / "late", "late", seconds=2.0) == [74, {"timed_out": 1}]
    assert poisoned(given, tmp_path / "failed", "failed") == [74, {"failed": 1}]
    assert "KeyError" in table(tmp_path / "failed", "rejections")[0]["detail"]


def test_a_full_disk_is_said_clearly_and_it_goes_on_when_there_is_room(tmp_path, given, monkeypatch):
    out = tmp_path / "full"
    left = [4]
    sync = os.fsync

    def full(handle):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    monkeypatch.setattr(folder.os, "fsync", full)
    with pytest.raises(InputError, match=r"no room is left on the disk .* goes on from the last finished partition"):
        made(given, out)
    monkeypatch.undo()
    made(given, out)
    made(given, tmp_path / "whole")
    assert data(out) == data(tmp_path / "whole")


def test_number_of_processes_and_order_of_inputs_change_nothing(tmp_path):
    some = rows()
    paths = [archive(tmp_path / f"{n}.jsonl", *some[n::3]) for n in range(3)]
    batch(paths, tmp_path / "a", steps=STEPS, piece_bytes=SMALL, jobs=3)
    batch(paths[::-1], tmp_path / "b", steps=STEPS, piece_bytes=SMALL, jobs=1)
    assert data(tmp_path / "a") == data(tmp_path / "b")


def test_two_runs_do_not_share_a_folder(tmp_path, given, monkeypatch):
    monkeypatch.setattr(folder, "_LOCK_SECONDS", 0.1)
    with folder.held(tmp_path / "out"), pytest.raises(InputError, match="another run writes"):
        made(given, tmp_path / "out")


def test_stories_are_found_across_windows_and_reprints_are_of_one_origin(tmp_path, given):
    made(given, tmp_path / "set")
    rows = {r["row_id"]: r for r in table(tmp_path / "set", "articles")}
    assert rows["The Ledger-3"]["origin"] == rows["reprint-3"]["origin"] != rows["Vane-2"]["origin"]
    assert rows["The Ledger-3"]["story"] == rows["reprint-3"]["story"]
    assert {rows["The Ledger-3"]["copy_of"], rows["reprint-3"]["copy_of"]} >= {None}
    stories = table(tmp_path / "set", "stories")
    assert sum(s["articles"] for s in stories) == len(rows)
    assert json.dumps(stories)
    assert use_case.STEPS[:3] == STEPS
