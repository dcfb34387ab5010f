"""Pages with their gold: which blocks are body, by the public sets beside the checkout.

A block is body where its words stand in the gold in order. Pages without a whole gold text are marked by the strings
that must and must not be in it, and, for much less, by what trafilatura takes from them.
"""

import difflib
import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import msgspec
import numpy as np
from numpy.typing import NDArray

from evals.shared import SHARED
from variorum.adapters.html.blocks import Blocks
from variorum.adapters.html.document import shown_blocks
from variorum.adapters.html.features import NAMES, Known, features_of
from variorum.adapters.html.head import head_of
from variorum.adapters.html.metadata import known_of
from variorum.adapters.html.parse import parse_page

WHOLE = ("aeb", "readability_pages", "fundus_en")
STRINGS = "trafilatura_eval_en"
DATES = "htmldate_eval_mediacloud_2020"
_WORD = re.compile(r"\w+")
_RUN = 4  # words that must agree in a row, unless they are a block's all
# readability_pages takes captions for body; Variorum keeps them apart, so it is not learnt from there.
_PICTURES = [NAMES.index(n) for n in ("in_figure", "in_caption", "is_figcaption", "near_picture")]
_LONG_CAPTION = 60


class Example(msgspec.Struct):
    """One page: its blocks, their numbers, and what is known of which are body.

    Attributes:
        name: The set.
        row: The set's row.
        half: Which half of the set it is in: pages of one site stand in one half.
        texts: Words of each block.
        rows: Shape `(blocks, features)`.
        body: 1, 0, or -1 where nothing is known.
        weight: What each block counts in learning.
        words: Words of each block.
    """

    name: str
    row: dict[str, Any]
    half: int
    texts: list[str]
    rows: NDArray[np.float32]
    body: NDArray[np.float64]
    weight: NDArray[np.float64]
    words: NDArray[np.float64]


@cache
def load(name: str) -> tuple[dict[str, Any], ...]:
    """The rows of a set."""
    with gzip.open(SHARED / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return tuple(json.loads(line) for line in file)


def site_of(name: str, row: dict[str, Any]) -> str:
    """What pages share that were made alike: the host, the outlet, the stem of a test page's name."""
    url = row.get("url") or ""
    if "://" in url:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    return re.sub(r"-\d+$", "", str(row["id"])) if name == "readability_pages" else str(row.get("outlet") or row["id"])


def half_of(name: str, row: dict[str, Any]) -> int:
    """The half of its set that a page belongs to, by a hash of its site."""
    return hashlib.sha256(site_of(name, row).encode()).digest()[0] % 2


def _body(texts: Sequence[str], gold: str) -> NDArray[np.float64]:
    """The share of each block's words that stand in the gold."""
    tokens: list[str] = []
    owner: list[int] = []
    for k, text in enumerate(texts):
        for word in _WORD.findall(text):
            tokens.append(word)
            owner.append(k)
    size = np.bincount(np.array(owner, dtype=int), minlength=len(texts)) if owner else np.zeros(len(texts))
    hits = np.zeros(len(texts))
    matcher = difflib.SequenceMatcher(None, tokens, _WORD.findall(gold), autojunk=False)
    for at, _, run in matcher.get_matching_blocks():
        for k in owner[at : at + run]:
            if run >= _RUN or size[k] <= run:
                hits[k] += 1
    return (hits / np.maximum(1, size) >= 0.5).astype(float)


def _by_strings(texts: Sequence[str], row: dict[str, Any]) -> NDArray[np.float64]:
    body = np.full(len(texts), -1.0)
    folded = [" ".join(t.split()) for t in texts]
    for strings, value in ((row["without"], 0.0), (row["with"], 1.0)):
        for string in (" ".join(s.split()) for s in strings):
            for k, text in enumerate(folded):
                if string and (string in text or (len(text) > 25 and text in string)):
                    body[k] = value
    return body


def _page(html: str) -> tuple[Blocks, Known] | None:
    root = parse_page(html)
    if root is None:
        return None
    blocks = shown_blocks(root)
    return (blocks, known_of(head_of(root))) if blocks.blocks else None


def _example(name: str, row: dict[str, Any], gold: str | None, share: float) -> Example | None:
    page = _page(row["html"])
    if page is None:
        return None
    blocks, known = page
    texts = [b.text for b in blocks.blocks]
    rows = features_of(blocks, known)
    words = np.array([max(1, len(_WORD.findall(t))) for t in texts], dtype=float)
    body = _by_strings(texts, row) if gold is None else _body(texts, gold)
    if gold is None:
        weight = np.where(body >= 0, share * np.minimum(words, 60) / 300, 0.0)
    else:
        held = float((words * (body > 0)).sum())
        if name not in WHOLE and held < 50:
            return None
        weight = share * (words / max(60.0, held)) ** 0.7
    if name == "readability_pages":
        weight = np.where((rows[:, _PICTURES].max(axis=1) > 0) & (words < _LONG_CAPTION), 0.05 * weight, weight)
    return Example(
        name=name, row=row, half=half_of(name, row), texts=texts, rows=rows, body=body, weight=weight, words=words
    )


def examples(*, teacher: float = 0.3) -> Iterator[Example]:
    """Every page that may be learnt from.

    Args:
        teacher: What a page marked by trafilatura counts against one with a gold text.
    """
    import trafilatura

    for name in WHOLE:
        for row in load(name):
            if (found := _example(name, row, row["text"], 1.0)) is not None:
                yield found
    for name in (STRINGS, DATES):
        for row in load(name):
            if name == STRINGS and (found := _example(name, row, None, 1.5)) is not None:
                yield found
            taken = trafilatura.extract(row["html"], fast=True, include_comments=False) or ""
            if (found := _example(name, row, taken, teacher)) is not None:
                yield found
