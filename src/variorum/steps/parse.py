"""Parse: sentences and tokens of an article's body, with offsets into the article's own text."""

from variorum.ports import Tagger
from variorum.records.parse import Parse, Sentence, Token
from variorum.records.source import Article
from variorum.text.sentences import sentence_starts
from variorum.text.view import paragraph_views


def parse_article(article: Article, *, tagger: Tagger) -> Parse:
    """Split the body into sentences and tag it.

    Each paragraph is tagged by itself, so that a stray mark or a missing full stop harms only its own.

    Args:
        article: A cleaned article.
        tagger: Gives tokens, tags, dependencies and entities.

    Returns:
        The parse; empty of tokens where the body is empty.
    """
    views = paragraph_views(article)
    starts = [frozenset(sentence_starts(v.text)) for v in views]
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for p, (view, tagged) in enumerate(
        zip(views, tagger.tag([v.text for v in views], sentence_starts=starts), strict=True)
    ):
        base = len(tokens)
        place = {k: base + n for n, k in enumerate(k for k, t in enumerate(tagged) if t.text.strip())}
        first = base
        for k, t in enumerate(tagged):
            if k not in place:
                continue
            i = place[k]
            if i > first and t.sent_start:
                sentences.append(_sentence(tokens, len(sentences), first, i, p))
                first = i
            where = view.to_source(t.start, t.start + len(t.text))
            after = tagged[k + 1] if k + 1 < len(tagged) else None
            tokens.append(
                Token(
                    i=i,
                    start=where.start,
                    end=where.end,
                    text=t.text,
                    space=t.space or (after is not None and not after.text.strip()),
                    lemma=t.lemma,
                    pos=t.pos,
                    tag=t.tag,
                    dep=t.dep,
                    head=place.get(t.head, i),
                    sent=len(sentences),
                    ent=t.ent,
                    ent_begins=t.ent_begins,
                )
            )
        if len(tokens) > first:
            sentences.append(_sentence(tokens, len(sentences), first, len(tokens), p))
    return Parse(article=article.id, tokens=tuple(tokens), sentences=tuple(sentences))


def _sentence(tokens: list[Token], i: int, first: int, last: int, paragraph: int) -> Sentence:
    return Sentence(
        i=i,
        first=first,
        last=last,
        start=min(t.start for t in tokens[first:last]),
        end=max(t.end for t in tokens[first:last]),
        paragraph=paragraph,
    )
