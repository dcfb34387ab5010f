"""The index on disk: what it keeps, and that one which cannot be trusted is never read."""

import json
from pathlib import Path

import numpy as np
import pytest

from variorum import corpora
from variorum.adapters.passage_index import VERSION, Entries, IndexUnreadableError, PassageIndex, packed
from variorum.errors import InputError
from variorum.records.source import Document
from variorum.steps.lineage.candidates import sample
from variorum.text.fingerprints import fingerprint

WIRE = (
    "The ferry Hald ran onto a sandbank off Kesmar in thick fog on Monday evening and all of the ninety people on "
    "board were taken off by boats from the harbour before midnight while the crew stayed to wait for the morning tide"
)


def entries(*documents: Document) -> Entries:
    return Entries(
        names=[d.source for d in documents],
        ids=[d.source for d in documents],
        digests=[b"0" * 16 for _ in documents],
        records=[packed(d) for d in documents],
        sampled=sample(fingerprint([d.text for d in documents])),
    )


def rows(index: Path, *names: str) -> list[dict]:
    return list(corpora.lineage([{"id": n, "text": f"{WIRE}, says {n}."} for n in names], index=str(index))[0])


def test_articles_come_back_as_they_were_read(tmp_path) -> None:
    path = str(tmp_path / "corpus.idx")
    given = [Document(source="a", text=WIRE, outlet="The Kesmar Post"), Document(source="b", text="Fog — 雾 🚢")]
    index = PassageIndex(path)
    for document in given:
        index.add(entries(document))
    index.commit()
    index.close()
    again = PassageIndex(path)
    blocks = list(again.blocks())
    assert [b.names for b in blocks] == [["a"], ["b"]]
    assert [again.document(n) for n in range(2)] == given
    assert np.array_equal(blocks[0].sampled.hashes, entries(given[0]).sampled.hashes)
    again.close()


def test_what_was_not_committed_does_not_count(tmp_path) -> None:
    path = tmp_path / "corpus.idx"
    rows(path, "a")
    index = PassageIndex(str(path))
    list(index.blocks())
    index.add(entries(Document(source="b", text=WIRE)))
    index.close()
    assert [(r["a"], r["b"]) for r in rows(path, "c")] == [("a", "c")]


def test_rows_that_nobody_took_leave_the_index_as_it_was(tmp_path) -> None:
    path = tmp_path / "corpus.idx"
    rows(path, "a")
    found, _ = corpora.lineage([{"id": "b", "text": WIRE}], index=str(path))
    next(found)
    found.close()
    assert [(r["a"], r["b"]) for r in rows(path, "c")] == [("a", "c")]


@pytest.mark.parametrize("harm", ["cut", "cut in its first line", "empty", "version", "other", "longer"])
def test_a_harmed_index_is_refused_in_clear_words(tmp_path, harm: str) -> None:
    path = tmp_path / "corpus.idx"
    rows(path, "a", "b")
    raw = path.read_bytes()
    head = json.loads(raw[:256])
    changed = {
        "cut": raw[:-100],
        "cut in its first line": raw[:40],
        "empty": b"",
        "version": json.dumps(head | {"version": VERSION + 1}).ljust(255).encode() + b"\n" + raw[256:],
        "other": b"not an index at all",
        "longer": json.dumps(head | {"bytes": head["bytes"] - 1}).ljust(255).encode() + b"\n" + raw[256:],
    }[harm]
    path.write_bytes(changed)
    with pytest.raises(IndexUnreadableError, match="run over all articles again"):
        rows(path, "c")
    assert path.read_bytes() == changed


def test_no_changed_byte_is_read_as_another_answer(tmp_path) -> None:
    path = tmp_path / "corpus.idx"
    rows(path, "a", "b")
    raw = path.read_bytes()
    for at in range(256, len(raw), 7):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0x41]) + raw[at + 1 :])
        with pytest.raises(IndexUnreadableError):
            rows(path, "c")


def test_an_index_that_is_open_elsewhere_is_not_written(tmp_path) -> None:
    path = tmp_path / "corpus.idx"
    index = PassageIndex(str(path))
    with pytest.raises(InputError, match="open in another run"):
        rows(path, "a")
    index.close()


def test_an_index_that_cannot_be_made_is_named(tmp_path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        rows(tmp_path / "nowhere" / "corpus.idx", "a")
    with pytest.raises(InputError, match="cannot be opened"):
        rows(tmp_path, "a")
