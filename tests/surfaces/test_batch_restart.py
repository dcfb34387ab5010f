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


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    return archive(tmp_path_factory.mktemp("given") / "archive.jsonl", *rows())


@pytest.fixture(scope="module")
def whole(given, tmp_path_factory):
    """The data set of a run that nothing disturbed."""
    out = tmp_path_factory.mktemp("whole") / "set"
    made(given, out)
    return out


def made(given, out, **options):
    return batch([given], out, steps=STEPS, piece_bytes=SMALL, **options)


def times(out):
    return {str(p): p.stat().st_mtime_ns for p in sorted(out.rglob("part-*.parquet"))}


def journal(out):
    path = out / "_run" / "journal.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def test_killed_at_any_moment_it_goes_on_and_comes_to_the_same_end(tmp_path, given, whole):
    out = tmp_path / "killed"
    chance = random.Random(3)
    kept = {}
    for _ in range(3):
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
from variorum.batches import lineage, reading
from variorum.batches.batch import batch

given, out, how, seconds = sys.argv[1:]
clean = reading.clean_documents

def poison(documents, **rest):
    name = documents[0].row_id
    if how == "killed" and name == "Vane-7":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "late" and name == "Vane-7":
        time.sleep(60)
    if how == "late" and name == "Vane-9":
        raise KeyError("no")
    return clean(documents, **rest)

told = lineage._rows

def poison_pair(one, other, shared):
    if how == "pair" and {{one.article.row_id, other.article.row_id}} == {{"The Ledger-3", "reprint-3"}}:
        os.kill(os.getpid(), signal.SIGKILL)
    return told(one, other, shared)

reading.clean_documents, lineage._rows = poison, poison_pair
made = batch([given], out, steps={STEPS!r}, piece_bytes={SMALL}, record_seconds=float(seconds), jobs=2)
print(json.dumps([made.rows["articles"], made.rejected]))
"""


def poisoned(given, out, how, *, seconds=60.0):
    """A run with a cleaner that fails at one article, in a program of its own: its processes are copies of it."""
    call = [sys.executable, "-c", POISONED, given, str(out), how, str(seconds)]
    return json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)


def test_a_record_that_ends_its_process_is_left_out_and_tried_again_when_asked(tmp_path, given, whole):
    out = tmp_path / "poisoned"
    assert poisoned(given, out, "killed") == [74, {"crashed": 1}]
    [row] = table(out, "rejections")
    assert (row["id"], row["reason"]) == (f"{given}:48", "crashed")
    assert "signal 9" in row["detail"]
    assert made(given, out).rejected == {"crashed": 1}  # finished is finished
    assert made(given, out, retry_rejected=True).rejected == {}
    assert data(out) == data(whole)


def test_a_pair_that_ends_its_process_is_left_out_and_what_came_of_it_is_made_anew(tmp_path, given, whole):
    out = tmp_path / "poisoned"
    assert poisoned(given, out, "pair") == [75, {"crashed": 1}]
    rows = {r["row_id"]: r for r in table(out, "articles")}
    [rejection] = table(out, "rejections")
    assert (rejection["step"], rejection["reason"]) == ("lineage", "crashed")
    assert {rows[key]["article"] for key in ("The Ledger-3", "reprint-3")} == set(rejection["id"].split(" and "))
    assert made(given, out, retry_rejected=True).rejected == {}
    assert data(out) == data(whole)


def test_a_record_that_takes_too_long_or_fails_is_left_out(tmp_path, given):
    out = tmp_path / "late"
    assert poisoned(given, out, "late", seconds=2.0) == [73, {"failed": 1, "timed_out": 1}]
    assert "KeyError" in next(r["detail"] for r in table(out, "rejections") if r["reason"] == "failed")


def test_a_full_disk_is_said_clearly_and_it_goes_on_when_there_is_room(tmp_path, given, whole, monkeypatch):
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
    assert data(out) == data(whole)


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


def test_reprints_are_of_one_origin_and_every_article_is_in_a_story(whole):
    rows = {r["row_id"]: r for r in table(whole, "articles")}
    assert rows["The Ledger-3"]["origin"] == rows["reprint-3"]["origin"] != rows["Vane-2"]["origin"]
    assert rows["The Ledger-3"]["story"] == rows["reprint-3"]["story"]
    # Four outlets have the words; who had them first nothing tells, so one of them stands for all.
    alike = [rows[f"{outlet}-3"] for outlet in ("The Ledger", "The Courier", "Vane", "reprint")]
    (first,) = [a["article"] for a in alike if a["copy_of"] is None]
    assert {a["copy_of"] for a in alike} == {None, first}
    assert sum(s["articles"] for s in table(whole, "stories")) == len(rows)
