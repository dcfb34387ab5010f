"""A live blog's entries, kept apart."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from variorum.adapters.html.blocks import Blocks
from variorum.adapters.html.dates import iso_of
from variorum.adapters.html.head import Head, types_of, words
from variorum.records.page import Entry

_FEWEST = 3


def entries_of(blocks: Blocks, places: Mapping[int, tuple[int, int]], head: Head) -> tuple[Entry, ...]:
    """The entries of a live blog.

    An entry is a child of the node whose like-named children most often hold a machine-readable time.

    Args:
        blocks: The page's blocks.
        places: Where each block that was kept stands in the text.
        head: What the head says; updates in its structured data date the entries.

    Returns:
        The entries in the page's order; none where fewer than three stand on the page.
    """
    nodes = blocks.nodes
    timed: Counter[tuple[int, str]] = Counter()
    children: dict[tuple[int, str], set[int]] = defaultdict(set)
    for block in blocks.blocks:
        if not block.stamp:
            continue
        at = block.node
        seen: set[int] = set()
        while at not in seen:
            seen.add(at)
            key = (nodes[at].parent, nodes[at].tag)
            if at not in children[key]:
                children[key].add(at)
                timed[key] += 1
            at = nodes[at].parent
    several = [(n, key) for key, n in timed.items() if (n >= _FEWEST and key[0] != 0) or n >= _FEWEST]
    if not several:
        return ()
    # Of nested candidates the outermost with most entries.
    most = max(n for n, _ in several)
    holder = min((key for n, key in several if n == most), key=lambda key: key[0])
    owner: dict[int, int] = {}
    for k in range(len(nodes)):
        if k in children[holder]:
            owner[k] = k
        elif nodes[k].parent in owner and k:
            owner[k] = owner[nodes[k].parent]
    updates = _updates(head)
    grouped: dict[int, list[int]] = defaultdict(list)
    stamps: dict[int, str] = {}
    for k, block in enumerate(blocks.blocks):
        entry = owner.get(block.node)
        if entry is None:
            continue
        if block.stamp and entry not in stamps:
            stamps[entry] = block.stamp
        if k in places:
            grouped[entry].append(k)
    out = []
    for entry, held in sorted(grouped.items()):
        start, end = places[held[0]][0], places[held[-1]][1]
        stated = iso_of(stamps.get(entry, ""))
        if stated is None:
            opening = blocks.blocks[held[0]].text
            stated = next((when for told, when in updates if told and opening.startswith(told)), None)
        out.append(Entry(start=start, end=end, published=stated))
    return tuple(out) if len(out) >= _FEWEST else ()


def _updates(head: Head) -> list[tuple[str, str | None]]:
    """The openings and times of the updates that structured data list."""
    out = []
    for thing in head.things:
        if "LiveBlogPosting" not in types_of(thing):
            continue
        updates = thing.get("liveBlogUpdate")
        for update in updates if isinstance(updates, list) else [updates]:
            if isinstance(update, dict):
                when = update.get("datePublished")
                out.append((words(update.get("headline"))[:60], iso_of(when) if isinstance(when, str) else None))
    return out
