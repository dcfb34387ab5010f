"""Pages that are read."""

import contextlib
import difflib
import re
import time
from collections import OrderedDict
from itertools import pairwise

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from variorum.exports.html import BAR
from variorum.http.redact import redact
from variorum.http.view import desk_of, limits_of, render
from variorum.questions import Questions
from variorum.records.source import Article
from variorum.stores.store import Counts
from variorum.text.withheld import cut, finder

_PAGE = 50
_FOUND = 20
_COUNT_SECONDS = 5.0
_MOST_COMPARED = 20_000
_PAGES_KEPT = 64
SEEN_COOKIE = "variorum_seen"
_SEEN = re.compile(r"(\d{1,15})_(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)")


def seen_until(request: Request, last: int) -> tuple[int, str] | None:
    """Up to which change this reader said that all was seen, and when; None where it was another store's."""
    found = _SEEN.fullmatch(request.cookies.get(SEEN_COOKIE, ""))
    return (int(found[1]), found[2]) if found and int(found[1]) <= last else None


def number(request: Request, name: str, default: int, most: int) -> int:
    """A number from the address.

    Raises:
        HTTPException: If it is none, or larger than it may be.
    """
    text = request.query_params.get(name, "")
    if not text:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > most:
        raise HTTPException(400, f"‘{name}’ is a number up to {most}.")
    return int(text)


def _counts(request: Request) -> Counts:
    """How much is in the store, as it was a few seconds ago at most: counting reads whole indexes."""
    state = request.app.state
    kept: tuple[float, Counts] | None = getattr(state, "counts", None)
    if kept is None or time.monotonic() - kept[0] > _COUNT_SECONDS:
        kept = state.counts = (time.monotonic(), desk_of(request).store.counts())
    return kept[1]


def stories(request: Request) -> Response:
    """Stories now: how large, of how many origins, how fresh, what is in dispute."""
    desk = desk_of(request)
    page = number(request, "page", 0, 100_000)
    least = number(request, "reports", 2, 1000)
    last = desk.stories.last_change()
    seen = seen_until(request, last)
    only_new = request.query_params.get("changed") == "1" and seen is not None
    lines = desk.lines(
        least=least,
        since=seen[0] if only_new and seen else None,
        limit=_PAGE + 1,
        offset=page * _PAGE,
        as_kept=True,  # names are taken out of the whole page
    )
    return render(
        request,
        "stories.html.j2",
        lines=lines[:_PAGE],
        more=len(lines) > _PAGE,
        page=page,
        least=least,
        seen=seen,
        last=last,
        only_new=only_new,
        counts=_counts(request),
    )


def _parts(request: Request, key: str, made_at: str) -> tuple[bytes, bytes] | None:
    """A comparison's page before and after the bar, ready to be sent; those asked for last are kept in memory."""
    desk = desk_of(request)
    kept: OrderedDict[tuple[str, str, tuple[str, ...]], tuple[bytes, bytes]] = request.app.state.pages
    asked = key, made_at, desk.store.suppressed()
    parts = kept.get(asked)
    if parts is None:
        page = desk.reports.page(key)
        if page is None:
            return None
        before, _, after = redact(page, asked[2]).partition(BAR)
        parts = kept[asked] = before.encode("utf-8"), after.encode("utf-8")
        while len(kept) > _PAGES_KEPT:
            with contextlib.suppress(KeyError):  # another thread was quicker
                kept.popitem(last=False)
    return parts


def story(request: Request) -> Response:
    """One story's comparison."""
    desk = desk_of(request)
    key = request.path_params["story"]
    row = desk.stories.story(key)
    if row is None:
        raise HTTPException(404, "There is no such story; it may have been merged into another one.")
    held = desk.reports.held([key]).get(key)
    worker = request.app.state.worker
    told = worker.told_of(key) if worker is not None else ""
    if held is not None and (parts := _parts(request, key, held.made_at)) is not None:
        bar = render(request, "bar.html.j2", row=row, held=held, stale=desk.is_stale(row, held), told=told)
        return HTMLResponse(parts[0] + bytes(bar.body) + parts[1])
    articles = desk.store.articles_of(desk.stories.members(key))
    return render(request, "waiting.html.j2", row=row, articles=articles, told=told)


def history(request: Request) -> Response:
    """How a story grew."""
    desk = desk_of(request)
    key = request.path_params["story"]
    events = desk.stories.history(key)
    if not events and desk.stories.story(key) is None:
        raise HTTPException(404, "There is no such story.")
    named = {a for e in events for a in e.articles}
    articles = {a.id: a for a in desk.store.articles_of(sorted(named))}
    return render(request, "history.html.j2", row=desk.stories.story(key), key=key, events=events, articles=articles)


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of an article as the page shows it.

    Attributes:
        text: Its words.
        dropped: Why it is no part of the body, "" where it is.
        asked: Whether it is what a link led to.
    """

    text: str
    dropped: str = ""
    asked: bool = False


def pieces(article: Article, *, most: int | None = None, asked: tuple[int, int] | None = None) -> list[Piece]:
    """An article's text in order, what the cleaner left out set apart.

    Args:
        article: The article.
        most: Most code points that are shown, or None for all.
        asked: The stretch that a link led to, half open, in code points.
    """
    end = len(article.text) if most is None else min(most, len(article.text))
    at, to = asked if asked and asked[0] < asked[1] else (end, end)
    edges = {0, end, min(at, end), min(to, end)}
    reasons: dict[int, str] = {}
    for d in article.dropped:
        edges |= {min(d.start, end), min(d.end, end)}
    cuts = sorted(edges)
    dropped = iter(sorted(article.dropped, key=lambda d: d.start))
    current = next(dropped, None)
    for start in cuts:
        while current is not None and current.end <= start:
            current = next(dropped, None)
        if current is not None and current.start <= start:
            reasons[start] = str(current.reason).replace("_", " ")
    return [
        Piece(text=article.text[a:b], dropped=reasons.get(a, ""), asked=at <= a < to)
        for a, b in pairwise(cuts)
    ]


def _asked(request: Request) -> tuple[int, int] | None:
    found = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", request.query_params.get("at", ""))
    return (int(found[1]), int(found[2])) if found else None


def differences(before: Article, after: Article) -> list[tuple[str, str]]:
    """Words of two readings of one address as ("same", "gone" or "new", words)."""
    a, b = (re.findall(r"\S+\s*", t.text)[:_MOST_COMPARED] for t in (before, after))
    out: list[tuple[str, str]] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(a=a, b=b, autojunk=True).get_opcodes():
        if tag == "equal":
            out.append(("same", "".join(a[i:j])))
            continue
        if j > i:
            out.append(("gone", "".join(a[i:j])))
        if m > k:
            out.append(("new", "".join(b[k:m])))
    return out


def article(request: Request) -> Response:
    """An article with its frame greyed, and its revisions."""
    desk = desk_of(request)
    found = desk.store.article(request.path_params["article"])
    if found is None:
        raise HTTPException(404, "There is no such article.")
    revisions = desk.store.revisions(found)
    against = next((a for a in revisions if a.id == request.query_params.get("against") and a.id != found.id), None)
    most = limits_of(request).article_chars
    end = cut(found.text, most, finder(desk.store.suppressed()))
    return render(
        request,
        "article.html.j2",
        article=found,
        pieces=pieces(found, most=end, asked=_asked(request)),
        cut=end < len(found.text),
        story=desk.stories.story_of(found.id),
        revisions=revisions,
        against=against,
        differences=differences(against, found) if against is not None and most is None else [],
    )


def who(request: Request) -> Response:
    """What is said by and about a person, an office-holder or a framework."""
    desk = desk_of(request)
    name = " ".join(request.query_params.get("name", "").split())[:200]
    page = number(request, "page", 0, 1000)
    if not name or desk.store.suppresses(name):
        return render(
            request, "who.html.j2", name=name, by=(), about=(), page=0, more=False, speakers=Questions(desk).speakers()
        )
    by = desk.reports.naming(name, role="by", limit=_PAGE + 1, offset=page * _PAGE)
    about = desk.reports.naming(name, role="about", limit=_PAGE + 1, offset=page * _PAGE)
    near = () if by or about else Questions(desk).speakers(start=name)
    return render(
        request,
        "who.html.j2",
        name=name,
        by=by[:_PAGE],
        about=about[:_PAGE],
        page=page,
        more=len(by) > _PAGE or len(about) > _PAGE,
        speakers=near,
    )


def search(request: Request) -> Response:
    """Claims and articles that have all of some words."""
    desk = desk_of(request)
    words = " ".join(request.query_params.get("q", "")[:500].split())
    page = number(request, "page", 0, 1000)
    asked = bool(words) and not desk.store.suppresses(words)
    found = desk.store.search(words, limit=_FOUND + 1, offset=page * _FOUND) if asked else ()
    claims = desk.reports.claims(words, limit=_FOUND + 1, offset=page * _FOUND) if asked else ()
    return render(
        request,
        "search.html.j2",
        words=words,
        found=found[:_FOUND],
        claims=claims[:_FOUND],
        more=len(found) > _FOUND or len(claims) > _FOUND,
        page=page,
    )


def sources(request: Request) -> Response:
    """The feeds that are followed, and what was not read."""
    desk = desk_of(request)
    feeds = [(f, desk.feeds.outcomes(f.url)) for f in desk.feeds.all()]
    return render(request, "sources.html.j2", feeds=feeds, rejections=desk.store.rejections(last=100))
