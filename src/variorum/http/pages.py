"""Pages that are read."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from variorum.http.view import desk_of, render
from variorum.records.source import Article
from variorum.stores.reports import ClaimFound

_PAGE = 50
_LIVE_SECONDS = 2.0
_QUIET_BEATS = 8
SEEN_COOKIE = "variorum_seen"
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def seen_at(request: Request) -> str | None:
    """When this reader last said that all was seen."""
    value = request.cookies.get(SEEN_COOKIE, "")
    return value if _STAMP.fullmatch(value) else None


def _number(request: Request, name: str, default: int, most: int) -> int:
    text = request.query_params.get(name, "")
    if not text:
        return default
    if not re.fullmatch(r"\d{1,9}", text) or int(text) > most:
        raise HTTPException(400, f"'{name}' is a number up to {most}.")
    return int(text)


def stories(request: Request) -> Response:
    """Stories now: how large, of how many origins, how fresh, what is in dispute."""
    desk = desk_of(request)
    page = _number(request, "page", 0, 100_000)
    least = _number(request, "reports", 2, 1000)
    since = seen_at(request)
    only_new = request.query_params.get("changed") == "1"
    lines = desk.lines(least=least, since=since if only_new else None, limit=_PAGE + 1, offset=page * _PAGE)
    return render(
        request,
        "stories.html.j2",
        lines=lines[:_PAGE],
        more=len(lines) > _PAGE,
        page=page,
        least=least,
        since=since,
        only_new=only_new,
        counts=desk.store.counts(),
    )


def story(request: Request) -> Response:
    """One story's comparison."""
    desk = desk_of(request)
    key = request.path_params["story"]
    row = desk.stories.story(key)
    if row is None:
        raise HTTPException(404, "There is no such story; it may have been merged into another one.")
    page = desk.reports.page(key)
    if page is not None:
        return HTMLResponse(page, headers={"content-security-policy": "frame-ancestors 'none'"})
    worker = request.app.state.worker
    articles = desk.store.articles_of(desk.stories.members(key))
    return render(
        request,
        "waiting.html.j2",
        row=row,
        articles=articles,
        told=worker.told.get(key, "") if worker is not None else "",
    )


def history(request: Request) -> Response:
    """How a story grew."""
    desk = desk_of(request)
    key = request.path_params["story"]
    events = desk.stories.history(key)
    if not events and desk.stories.story(key) is None:
        raise HTTPException(404, "There is no such story.")
    articles = {a.id: a for a in desk.store.articles_of(desk.stories.members(key))}
    return render(request, "history.html.j2", row=desk.stories.story(key), key=key, events=events, articles=articles)


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of an article as the page shows it: `dropped` says why it is no part of the body, "" where it is."""

    text: str
    dropped: str = ""


def pieces(article: Article) -> list[Piece]:
    """An article's whole text in order, what the cleaner left out set apart."""
    out: list[Piece] = []
    at = 0
    for d in article.dropped:
        if d.start > at:
            out.append(Piece(text=article.text[at : d.start]))
        if d.end > max(at, d.start):
            out.append(Piece(text=article.text[max(at, d.start) : d.end], dropped=str(d.reason).replace("_", " ")))
        at = max(at, d.end)
    if at < len(article.text):
        out.append(Piece(text=article.text[at:]))
    return out


def article(request: Request) -> Response:
    """An article with its frame greyed, and its revisions."""
    desk = desk_of(request)
    found = desk.store.article(request.path_params["article"])
    if found is None:
        raise HTTPException(404, "There is no such article.")
    return render(
        request,
        "article.html.j2",
        article=found,
        pieces=pieces(found),
        story=desk.stories.story_of(found.id),
        revisions=[a for a in desk.store.revisions(found) if a.id != found.id],
        suppressed=desk.store.suppressed(),
    )


def who(request: Request) -> Response:
    """What is said by and about a person, an office-holder or a framework."""
    desk = desk_of(request)
    name = " ".join(request.query_params.get("name", "").split())[:200]
    by: tuple[ClaimFound, ...] = ()
    about: tuple[ClaimFound, ...] = ()
    if name and name.lower() not in desk.store.suppressed():
        by = desk.reports.said_by([name])
        about = desk.reports.claims(f'"{name}"', limit=100)
    return render(request, "who.html.j2", name=name, by=by, about=about, excerpt=request.app.state.excerpt_chars)


def search(request: Request) -> Response:
    """Claims and articles that have all of some words."""
    desk = desk_of(request)
    words = request.query_params.get("q", "")[:500]
    page = _number(request, "page", 0, 1000)
    found = desk.store.search(words, limit=21, offset=page * 20) if words.strip() else ()
    claims = desk.reports.claims(words, limit=21, offset=page * 20) if words.strip() else ()
    lowered = words.lower()
    if any(name in lowered for name in desk.store.suppressed()):
        claims = ()
    return render(
        request,
        "search.html.j2",
        words=words,
        found=found[:20],
        claims=claims[:20],
        more=len(found) > 20 or len(claims) > 20,
        page=page,
        excerpt=request.app.state.excerpt_chars,
    )


def sources(request: Request) -> Response:
    """The feeds that are followed, and what was not read."""
    desk = desk_of(request)
    feeds = [(f, desk.feeds.outcomes(f.url)) for f in desk.feeds.all()]
    return render(request, "sources.html.j2", feeds=feeds, rejections=desk.store.rejections()[-100:][::-1])


async def live(request: Request) -> Response:
    """A stream of events (Server-Sent Events): `changed` whenever a story changed or a comparison was made.

    Source: HTML Living Standard, 9.2 Server-sent events.
    """
    desk = desk_of(request)

    async def events() -> AsyncIterator[bytes]:
        last = await run_in_threadpool(desk.mark)
        yield b"retry: 5000\n\n"
        beats = 0
        while not await request.is_disconnected():
            await asyncio.sleep(_LIVE_SECONDS)
            now = await run_in_threadpool(desk.mark)
            beats += 1
            if now != last:
                last, beats = now, 0
                stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                yield f"event: changed\ndata: {stamp}\n\n".encode()
            elif beats >= _QUIET_BEATS:
                beats = 0
                yield b": still here\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")
