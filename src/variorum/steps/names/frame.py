"""Mentions outside the body's sentences: in the title, the standfirst and the captions between paragraphs.

Those words are not parsed, so only forms that the story's sentences have already settled are looked for.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from variorum.records.place import Span
from variorum.records.reading import Entity, EntityType
from variorum.records.source import Article

_WORD = re.compile(r"[^\W_]+(?:[.&'’][^\W_]+)*\.?|&")
_GAP = re.compile(r"[\s\-‐‑–]{0,3}")


def _regions(article: Article) -> Iterator[tuple[int, int]]:
    for part in (article.title, article.subtitle):
        if part is not None and part.start is not None and part.end is not None:
            yield part.start, part.end
    pieces = sorted((x.start, x.end) for paragraph in article.paragraphs for x in paragraph)
    reach = None
    for start, end in pieces:
        if reach is not None and start > reach:
            yield reach, start
        reach = end if reach is None else max(reach, end)


def _words(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Words with their places; a full stop stays only inside or after dotted abbreviations, a possessive goes."""
    out = []
    for m in _WORD.finditer(text, start, end):
        word = m.group()
        stripped = word[:-1] if word.endswith(".") and "." not in word[:-1] else word
        for mark in ("'s", "’s"):
            stripped = stripped.removesuffix(mark)
        if stripped:
            out.append((stripped, m.start(), m.start() + len(stripped)))
    return out


def frame_mentions(articles: Iterable[Article], entities: Sequence[Entity]) -> dict[str, set[Span]]:
    """Where the entities' written forms stand outside the sentences.

    Args:
        articles: The story's articles.
        entities: The entities as the sentences name them.

    Returns:
        New mentions by entity id.
    """
    owners: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for entity in entities:
        for alias in entity.aliases:
            words = tuple(w for w, _, _ in _words(alias, 0, len(alias)))
            if words and (words[0][0].isupper() or len(words) > 1) and len("".join(words)) > 1:
                owners[words].append(entity)
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    chosen: dict[tuple[str, ...], Entity] = {}
    for words, group in sorted(owners.items()):
        unique = {e.id: e for e in group}
        # A capital that also stands for its government is the place here.
        places = [e for e in unique.values() if e.type is EntityType.PLACE]
        pick = group[0] if len(unique) == 1 else places[0] if len(places) == 1 else None
        if pick is not None:
            chosen[words] = pick
            by_first[words[0]].append(words)
    for group_of_words in by_first.values():
        group_of_words.sort(key=lambda w: (-len(w), w))
    found: dict[str, set[Span]] = defaultdict(set)
    for article in articles:
        for start, end in _regions(article):
            for entity, a, b in _match(article.text, _words(article.text, start, end), by_first, chosen):
                found[entity.id].add(Span(article.id, a, b))
    return found


def _match(
    text: str,
    words: Sequence[tuple[str, int, int]],
    by_first: dict[str, list[tuple[str, ...]]],
    chosen: dict[tuple[str, ...], Entity],
) -> Iterator[tuple[Entity, int, int]]:
    k = 0
    while k < len(words):
        step = 1
        for form in by_first.get(words[k][0], ()):
            part = words[k : k + len(form)]
            if tuple(w for w, _, _ in part) == form and all(
                _GAP.fullmatch(text, part[i][2], part[i + 1][1]) for i in range(len(part) - 1)
            ):
                yield chosen[form], part[0][1], part[-1][2]
                step = len(form)
                break
        k += step
