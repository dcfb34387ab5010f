"""Fuzz target: whatever the bytes are, reading them never crashes and every place is true.

usage: python -m fuzz.fuzz_read [--runs N] [--seed N] [FILE ...]     one file: that input again
       python -m fuzz.fuzz_read CORPUS_DIR -atheris_runs=N           with atheris installed, guided by coverage

Without atheris the inputs are drawn from a seeded generator that puts together pieces known to be hard: marks of every
style, opened and never closed; other scripts; signs of no width; tables, lists, transcripts; odd numbers and dates.
A failing input is written beside the caller as `crash-….txt`, to be given again as FILE.
"""

import random
from typing import Any

from fuzz import drive
from variorum.session import read

PIECES = (
    "The crane fell onto the quay of Halvik on Monday morning, the port authority said.",
    "Two dockers were hurt, according to Ena Solt, a crane driver.",
    "“It swayed, and then it was down,” said Ena Solt.",
    "He denied it.", "She told him that they had said so.", "By Lise Morna", "HALVIK (Nordbild) — ", "PHOTO: NORDBILD",
    "SOLT: It swayed.", "Q: Was anybody hurt?", "1. It fell", "- It fell", "| Port | 2 | 40% |", "Port\t2\t40%",
    "10:32 a.m.", "IT FELL ON THE QUAY OF HALVIK", "said", "that", "who", "according to", "and", "Mr.", "U.S.", "a.m.",
    "May 12, 2031", "on the 2nd", "a day earlier", "the night of the 1st", "0000-00-00", "31 February", "25:61 p.m.",
    "in 99999999 years", "5 to 7", "at least five", "1,200", "1.2.3.4", "$4.5 million", "40%", "five-and-", "½",
    "9" * 60, "x" * 90, "\n", "\n\n", "\r\n", "\r", "\t", " ", "  ", "\xa0", "\u2028", "\x0b", "\x0c", "\x85",
    "“", "”", "‘", "’", "\"", "'", "«", "»", "„", "‚", "‹", "›", "「", "」", "『", "』", "``", "''", "(", ")", "[", "]",
    ".", "…", "?!", ",", ";", ":", "—", "–", "-", "/", "|", "#", "*", "_", "@", "©", "<p>", "</p>", "&amp;", "{", "}",
    "قال المتحدث إن الميناء مغلق.", "הנמל סגור.", "港は閉鎖された。", "Кран упал.", "\u202e", "\u202c", "\u2066",
    "\u200b", "\u200d", "\ufeff", "\xad", "\u0301", "\ufe0f", "🏗️", "👩‍👩‍👧", "‼️", "𝐂𝐫𝐚𝐧𝐞", "ﬁ", "İ", "ß",
    "\ud800", "\udcff", "\0", "\x01", "\x7f", "\ufffd", "\U0010ffff",
)  # fmt: skip


def text_of(rng: random.Random) -> str:
    """One hard text."""
    parts = []
    for _ in range(rng.randrange(1, 40)):
        piece = rng.choice(PIECES)
        parts.append(piece * rng.choice((1, 1, 1, 1, 2, 7)))
        if rng.random() < 0.6:
            parts.append(rng.choice((" ", " ", "\n", "\n\n")))
    return "".join(parts)


def places(value: Any, length: int) -> None:  # noqa: ANN401 - parsed JSON
    """Every place in a row lies within its text.

    Raises:
        AssertionError: If one does not.
    """
    if isinstance(value, dict):
        start, end = value.get("start"), value.get("end")
        if isinstance(start, int) and isinstance(end, int):
            assert 0 <= start < end <= length, value
        for inner in value.values():
            places(inner, length)
    elif isinstance(value, list | tuple):
        for inner in value:
            places(inner, length)


def one(text: str) -> int:
    """Read one text, and check what is said of it; the number of rows (0 or 1).

    Raises:
        AssertionError: If the text is neither read nor refused, or a place is false.
    """
    found, rejections = read([{"id": "fuzz", "text": text}], published="2031-03-12")
    rows = list(found)
    assert len(rows) + len(rejections) == 1
    assert all(r.detail for r in rejections)
    for row in rows:
        assert len(row["text"]) == len(text)
        places(row, len(text))
        again, _ = read([{"id": "fuzz", "text": text}], published="2031-03-12")
        assert list(again) == [row]
    return len(rows)


def run(runs: int, seed: int) -> int:
    """Read `runs` generated texts; how many of them were read, not refused."""
    return drive.run(one, text_of, runs=runs, seed=seed, ending="txt")


if __name__ == "__main__":
    drive.main("fuzz.fuzz_read", one, run, what="texts")
