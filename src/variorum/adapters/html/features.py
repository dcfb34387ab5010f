"""What can be said of each block of a page before it is judged: numbers for the model, a row a block."""

import re
from collections import defaultdict
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from variorum.adapters.html.blocks import BIT, FLAGS, Block, Blocks
from variorum.data.page_words import GROUPS, OPENERS, WORDS

_WORD = re.compile(r"\w+")
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_ENDS = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]›」』*_ ]*$")
_STOPS = re.compile(r"[.,;!?。、，！？،]")
_CAPS = re.compile(r"\b[A-ZÀ-ÖØ-Þ]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}:\d\d|\b(?:ago|AM|PM|EST|GMT)\b")
_DIGIT = re.compile(r"\d")
_OPENING = "\"'“‘«([¿¡"

# Names of parts that hold other people's words or other articles.
_APART = BIT["comment"] | BIT["related"] | BIT["popup"] | BIT["offer"]
_HINT_NAMES = tuple(name for name, _ in GROUPS)
_FLAG_NAMES = tuple(FLAGS)
_TAGS = ("p", "div", "li", "td", "h1", "h2", "h3", "h4", "blockquote", "figcaption", "span", "pre", "dd")
_TAG_PLACE = {tag: k for k, tag in enumerate(_TAGS)}
_HINT_BITS = np.array([BIT[n] for n in _HINT_NAMES], dtype=np.int64)[None, :]
_FLAG_BITS = np.array([FLAGS[n] for n in _FLAG_NAMES], dtype=np.int64)[None, :]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a page's head says, as far as it helps to judge its blocks.

    Attributes:
        titles: Headlines, white space folded, lower case.
        description: Its description, likewise.
        body: The article's body as its structured data give it, white space folded, or "".
        people: Its authors, lower case.
        news: Whether it calls itself a news article.
    """

    titles: tuple[str, ...] = ()
    description: str = ""
    body: str = ""
    people: tuple[str, ...] = ()
    news: bool = False


def _norm(text: str) -> str:
    return text.lower().replace("\n", " ")


def _own(block: Block) -> list[float]:
    """What a block's words alone tell."""
    text = block.text
    n = len(text)
    short = text if n <= 400 else text[:300] + " " + text[-100:]
    words = _WORD.findall(short.lower())
    found = len(words) if n <= 400 else text.count(" ") + 1
    if text.isascii():
        count: float = found
    else:
        wide = len(WIDE.findall(short))
        count = found if wide < 0.3 * len(short) else n / 2
    told = set(words)
    first = words[0] if words else ""
    row: list[float] = [
        n,
        count,
        min(1.0, block.linked / n),
        min(1.0, block.bold / n),
        min(1.0, block.leaning / n),
        len(_STOPS.findall(short)) / min(count, 80) if count else 0.0,
        bool(_ENDS.search(text[-12:])),
        len(_CAPS.findall(short)) / max(1, min(count, 80)),
        len(_DIGIT.findall(short)) / len(short),
        n < 120 and bool(_YEAR.search(short)),
        not (text[0].isalnum() or text[0] in _OPENING),
        n / max(1, count),
        text[0].islower(),
        "|" in text,
        bool(block.stamp),
        text.isupper(),
        text[-1] == ":",
        text[0] in "\"“‘'«",
        "@" in text or "#" in text,
    ]
    row += [first in opening for _, opening in OPENERS]
    row += [not told.isdisjoint(said) for _, said in WORDS]
    return row


_OWN = (
    "chars words linked bold leaning stops ends caps digits year odd word_length lower bar stamped upper colon quoted "
    "handle"
).split()
_OWN += [*(f"opens_{name}" for name, _ in OPENERS), *(f"says_{name}" for name, _ in WORDS)]

NAMES: tuple[str, ...] = (
    *_OWN,
    *(f"next1_{n}" for n in ("words", "linked", "ends")),
    *(f"next2_{n}" for n in ("words", "linked", "ends")),
    *(f"before1_{n}" for n in ("words", "linked", "ends")),
    *(f"before2_{n}" for n in ("words", "linked", "ends")),
    *(f"near_{n}" for n in _HINT_NAMES),
    *(f"above_{n}" for n in _HINT_NAMES),
    *(f"in_{n}" for n in _FLAG_NAMES),
    *(f"is_{n}" for n in _TAGS),
    "depth", "broken", "place", "prose_before", "prose_after", "after_title", "same_parent_before", "kin",
    "parent_prose", "parent_linked", "grand_prose", "grand_linked", "great_prose", "great_linked", "sign_prose",
    "sign_linked", "sign_count", "inside_best", "best_share", "from_best", "best_first", "best_last", "is_title",
    "title_share",
    "in_description", "in_body", "has_body", "names_author", "news", "seen_before", "page_prose", "page_blocks",
    "prose", "lone", "parent_blocks", "parent_words",
)  # fmt: skip


def features_of(page: Blocks, known: Known) -> NDArray[np.float32]:
    """Numbers for each block.

    Args:
        page: Nodes and blocks.
        known: What the head says.

    Returns:
        Shape `(blocks, len(NAMES))`.
    """
    nodes, blocks = page.nodes, page.blocks
    total = len(blocks)
    own = np.array([_own(b) for b in blocks], dtype=np.float32)
    words, linked, ends = own[:, 1], own[:, 2], own[:, 6]
    tags = [nodes[b.node].tag for b in blocks]
    flags = np.array([nodes[b.node].flags for b in blocks])
    # Prose: sentences, not in links. What a page has of it, weighed by length, shows where its article lies.
    prose = np.where((words >= 8) & (ends > 0) & (linked < 0.5), words * (1 - linked), 0.0)
    prose = np.where(flags & FLAGS["hidden"], prose * 0.2, prose)
    all_prose = float(prose.sum()) or 1.0
    before = (np.concatenate([[0.0], np.cumsum(prose)[:-1]]) / all_prose).tolist()
    # Plain numbers from here on: numpy's own are slow one by one.
    prosed: list[float] = prose.tolist()
    worded: list[float] = words.tolist()
    links: list[float] = (words * linked).tolist()

    size = len(nodes)
    p_list = [0.0] * size
    w_list = [0.0] * size
    l_list = [0.0] * size
    c_list = [0] * size
    d_list = [0.0] * size
    for k, b in enumerate(blocks):
        at = b.node
        node = nodes[at]
        p_list[at] += prosed[k]
        d_list[at] += 0.3 * prosed[k] if (node.above | node.hints) & _APART else prosed[k]
        w_list[at] += worded[k]
        l_list[at] += links[k]
        c_list[at] += 1
    parents = [n.parent for n in nodes]
    # Children stand after their parents, so one pass from the end sums every subtree.
    s_list = d_list.copy()
    for k in range(size - 1, 0, -1):
        up = parents[k]
        p_list[up] += p_list[k]
        w_list[up] += w_list[k]
        l_list[up] += l_list[k]
        c_list[up] += c_list[k]
        own_prose = d_list[k]
        if own_prose:
            s_list[up] += own_prose
            s_list[parents[up]] += own_prose / 2
            s_list[parents[parents[up]]] += own_prose / 4
    best = max(range(size), key=lambda k: s_list[k] * (1 - l_list[k] / (w_list[k] or 1)) if p_list[k] else -1.0)
    chain: dict[int, int] = {}
    at, steps = best, 0
    while True:
        chain[at] = steps
        if at == parents[at]:
            break
        at, steps = parents[at], steps + 1

    signs: dict[tuple[object, ...], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    keys = []
    for k, b in enumerate(blocks):
        node = nodes[b.node]
        over = nodes[node.parent]
        key = (node.tag, _numberless(node.names), over.tag, _numberless(over.names))
        keys.append(key)
        sign = signs[key]
        sign[0] += prosed[k]
        sign[1] += worded[k]
        sign[2] += links[k]
        sign[3] += 1

    # Groups of what stands between a block and the nodes that hold the best one: a wrapper of the whole page
    # says nothing.
    apart_hints = [0] * size
    apart_flags = [0] * size
    for k in range(1, size):
        if k not in chain:
            up = parents[k]
            apart_hints[k] = apart_hints[up] | nodes[k].hints
            apart_flags[k] = apart_flags[up] | nodes[k].own_flags
    near_bits = []
    above_bits = []
    flag_bits = []
    norms = [_norm(b.text) if len(b.text) < 600 else _norm(b.text[:600]) for b in blocks]
    title_sets = [set(t.split()) for t in known.titles]
    title_at = _title_place(norms, tags, known.titles)
    inside = [k for k, b in enumerate(blocks) if prosed[k] and _step(b.node, chain, parents)[0] == 0]
    first, last = (inside[0], inside[-1]) if inside else (0, total - 1)
    seen: set[str] = set()
    body = known.body
    prev_parent = -1
    rows = []
    for k, b in enumerate(blocks):
        node = nodes[b.node]
        up = node.parent
        upup = parents[up]
        near_bits.append(node.hints | nodes[up].hints | nodes[upup].hints | b.hints)
        above_bits.append(apart_hints[b.node])
        flag_bits.append(apart_flags[b.node] | nodes[b.node].own_flags)
        up3 = parents[upup]
        steps, meet, own_steps = _step(b.node, chain, parents)
        sign = signs[keys[k]]
        text = norms[k]
        title_share = 0.0
        if title_sets and len(text) <= 250:
            mine = set(text.split())
            for theirs in title_sets:
                both = len(mine & theirs)
                if both:
                    title_share = max(title_share, both / (len(mine) + len(theirs) - both))
        rows.append(
            (
                node.depth,
                b.broken,
                k / total,
                before[k],
                1 - before[k] - prosed[k] / all_prose,
                (k - title_at) / total if title_at >= 0 else -2.0,
                prev_parent == up,
                c_list[up] / total,
                p_list[up] / all_prose,
                l_list[up] / (w_list[up] or 1),
                p_list[upup] / all_prose,
                l_list[upup] / (w_list[upup] or 1),
                p_list[up3] / all_prose,
                l_list[up3] / (w_list[up3] or 1),
                sign[0] / all_prose,
                sign[2] / (sign[1] or 1),
                sign[3],
                steps == 0,
                p_list[meet] / all_prose,
                steps * 10 + own_steps,
                (k - first) / total,
                (k - last) / total,
                text in known.titles,
                title_share,
                bool(known.description) and len(text) > 20 and (text[:100] in known.description),
                bool(body) and b.text[:120] in body,
                bool(body),
                any(p in text for p in known.people) if len(text) < 160 else False,
                known.news,
                text in seen,
                all_prose,
                total,
                prosed[k],
                c_list[b.node] == 1,
                c_list[up],
                w_list[up],
            )
        )
        seen.add(text)
        prev_parent = up
    nb = np.array(near_bits, dtype=np.int64)[:, None]
    ab = np.array(above_bits, dtype=np.int64)[:, None]
    near = (nb & _HINT_BITS) > 0
    above = (ab & _HINT_BITS) > 0
    in_flags = (np.array(flag_bits, dtype=np.int64)[:, None] & _FLAG_BITS) > 0
    is_tag = np.array([_TAG_PLACE.get(t, -1) for t in tags])[:, None] == np.arange(len(_TAGS))
    three = np.stack([words, linked, ends], axis=1)
    shifted = [_shift(three, d) for d in (-1, -2, 1, 2)]
    place = np.array(rows, dtype=np.float32)
    return np.concatenate(
        [own, *shifted, near, above, in_flags, is_tag, place], axis=1, dtype=np.float32, casting="unsafe"
    )


def _shift(columns: NDArray[np.float32], by: int) -> NDArray[np.float32]:
    """Rows moved by `by`; where there is none, -1."""
    out = np.full_like(columns, -1.0)
    if abs(by) < len(columns):
        if by > 0:
            out[by:] = columns[:-by]
        else:
            out[:by] = columns[-by:]
    return out


_DIGITS = re.compile(r"\d+")


def _numberless(names: str) -> str:
    return _DIGITS.sub("", names) if names else ""


def _step(node: int, chain: dict[int, int], parents: Sequence[int]) -> tuple[int, int, int]:
    """Steps from the best node up to where it meets a node's own chain, that meeting, and the node's steps up to it."""
    own = 0
    while node not in chain:
        node = parents[node]
        own += 1
    return chain[node], node, min(own, 9)


def _title_place(norms: Sequence[str], tags: Sequence[str], titles: Sequence[str]) -> int:
    """Where the headline stands: a heading that is one, else the first heading of the first rank; -1 where none."""
    exact = [k for k, t in enumerate(norms) if t in titles]
    for k in exact:
        if tags[k] in ("h1", "h2"):
            return k
    if exact:
        return exact[0]
    return next((k for k, t in enumerate(tags) if t == "h1"), -1)
