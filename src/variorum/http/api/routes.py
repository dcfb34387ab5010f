"""The addresses of the interface: what each takes, gives, and how it is described."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from variorum.errors import VariorumError
from variorum.exports.atom import Entry, conflict_entries, feed
from variorum.exports.citations import urn
from variorum.exports.formats import FORMS, Options, render
from variorum.exports.tables import TABLES
from variorum.http.api import records
from variorum.http.api.answers import PREFIX, ApiError, Asked, answer, problem, tagged
from variorum.http.api.openapi import Endpoint, Parameter, described
from variorum.http.view import clip, desk_of, limits_of
from variorum.questions import Checked, Questions, StoryFound
from variorum.records.report import DroppedPlace, Place, Report, ReportRejection
from variorum.stores.reports import ClaimFound
from variorum.text.withheld import cut, finder

_log = logging.getLogger(__name__)
_MOST = 199  # one more is asked for, to know whether there is a next page
_FAR = 100_000
_FEED_STORIES = 50
_FORM_NAMES = tuple(name for name in FORMS if name != "text")

LIMIT = Parameter(name="limit", what="most that are given", least=1, most=_MOST, default=50)
OFFSET = Parameter(name="offset", what="how many are passed over", least=0, most=_FAR, default=0)
STORY = Parameter(name="story", what="the story's id", where="path")
ARTICLE = Parameter(name="article", what="the article's id", where="path")


def _asked_of(request: Request) -> Questions:
    return Questions(desk_of(request))


def _page(asked: Asked) -> tuple[int, int]:
    return asked.number("limit", 50, _MOST, 1), asked.number("offset", 0, _FAR)


def _stories(request: Request, asked: Asked) -> Response:
    limit, offset = _page(asked)
    found = _asked_of(request).stories(
        asked.words("q"),
        least=asked.number("reports", 1, 1000, 1),
        since=asked.number("since", 0, 10**9) or None,
        limit=limit + 1,
        offset=offset,
    )
    following = asked.following(offset, limit, len(found) > limit)
    return answer(request, records.Stories(items=tuple(found[:limit]), next=following), next_page=following)


def _known_story(request: Request) -> StoryFound:
    found = _asked_of(request).story(request.path_params["story"])
    if found is None:
        raise ApiError(404, "There is no such story; it may have been merged into another one.", "story")
    return found


def _story(request: Request, asked: Asked) -> Response:
    found = _known_story(request)
    members = desk_of(request).stories.members(found.id)
    return answer(request, records.StoryAnswer(story=found, articles=members))


def _report_of(request: Request) -> Report:
    found = _known_story(request)
    report = _asked_of(request).report(found.id, most=limits_of(request).article_chars)
    if report is None:
        raise ApiError(404, "This story has no comparison yet: it has one report, or waits for its turn.", "story")
    return report


def _report(request: Request, asked: Asked) -> Response:
    return tagged(request, msgspec.json.encode(_report_of(request)), "application/json")


def _form(request: Request, asked: Asked) -> Response:
    form = FORMS.get(request.path_params["form"])
    if form is None or form.name not in _FORM_NAMES:
        raise ApiError(404, f"There is no such form; the forms are {', '.join(_FORM_NAMES)}.", "form")
    table = asked.choice("table", ("claims", *(t for t in TABLES if t != "claims")))
    options = Options(table=table, made=_at(_known_story(request).changed_at))
    # A page of articles could run nothing here anyway (the policy forbids it); it is given to be kept.
    headers = {"content-disposition": f'attachment; filename="story{form.endings[0]}"'}
    return tagged(request, render(_report_of(request), form, options), form.media_type, headers)


def _history(request: Request, asked: Asked) -> Response:
    limit, offset = _page(asked)
    key = request.path_params["story"]
    found = desk_of(request).stories.history(key, limit=offset + limit + 1)[offset:]
    if not found and desk_of(request).stories.story(key) is None:
        raise ApiError(404, "There is no such story.", "story")
    following = asked.following(offset, limit, len(found) > limit)
    items = tuple(records.Event(seq=e.seq, story=e.story, at=e.at, record=e.record) for e in found[:limit])
    return answer(request, records.Events(items=items, next=following), next_page=following)


def _article(request: Request, asked: Asked) -> Response:
    desk = desk_of(request)
    found = desk.store.article(request.path_params["article"])
    if found is None:
        raise ApiError(404, "There is no such article.", "article")
    end = cut(found.text, limits_of(request).article_chars, finder(desk.store.suppressed()))
    return answer(
        request,
        records.ArticleAnswer(
            id=found.id,
            text=found.text[:end],
            cut=end < len(found.text),
            outlet=found.outlet,
            title=found.title.text if found.title else None,
            byline=found.byline,
            published=found.published,
            language=found.language,
            url=found.url,
            credits=found.credits,
            body=tuple(Place(e.start, e.end) for pieces in found.paragraphs for e in pieces),
            dropped=tuple(DroppedPlace(start=d.start, end=d.end, reason=str(d.reason)) for d in found.dropped),
            story=desk.stories.story_of(found.id),
            revisions=tuple(a.id for a in desk.store.revisions(found)),
            raw_hash=found.raw_hash,
        ),
    )


def _told(request: Request, asked: Asked, found: Sequence[ClaimFound], limit: int, offset: int) -> Response:
    following = asked.following(offset, limit, len(found) > limit)
    most = limits_of(request).excerpt_chars
    items = tuple(msgspec.structs.replace(c, text=clip(c.text, most)) for c in found[:limit])
    return answer(request, records.Claims(items=items, next=following), next_page=following)


def _claims(request: Request, asked: Asked) -> Response:
    limit, offset = _page(asked)
    questions, words = _asked_of(request), asked.words("q", least=1)
    hidden = questions.desk.store.suppresses(words)
    found = () if hidden else questions.desk.reports.claims(words, limit=limit + 1, offset=offset)
    return _told(request, asked, found, limit, offset)


def _who(request: Request, asked: Asked) -> Response:
    limit, offset = _page(asked)
    name, role = asked.words("name", most=200, least=1), asked.choice("role", ("by", "about"))
    found = _asked_of(request).who_says(name, role=role, limit=limit + 1, offset=offset)
    return _told(request, asked, found, limit, offset)


def _speakers(request: Request, asked: Asked) -> Response:
    limit = asked.number("limit", 50, _MOST, 1)
    found = _asked_of(request).speakers(start=asked.words("start", most=200), limit=limit)
    items = tuple(records.Speaker(name=n, claims=c) for n, c in found)
    return answer(request, records.Speakers(items=items))


def _articles(request: Request, asked: Asked) -> Response:
    limit, offset = _page(asked)
    found = desk_of(request).store.search(asked.words("q", least=1), limit=limit + 1, offset=offset)
    following = asked.following(offset, limit, len(found) > limit)
    most = limits_of(request).excerpt_chars
    items = tuple(msgspec.structs.replace(f, excerpt=clip(f.excerpt, most)) for f in found[:limit])
    return answer(request, records.Articles(items=items, next=following), next_page=following)


def _check(request: Request, asked: Asked) -> Response:
    return answer(request, _asked_of(request).check(asked.words("sentence", most=1000, least=1)))


def _sources(request: Request, asked: Asked) -> Response:
    desk = desk_of(request)
    refused = tuple(
        ReportRejection(id=r.id, step=r.step, reason=str(r.reason), detail=r.detail)
        for r in desk.store.rejections(last=100)
    )
    return answer(request, records.Sources(feeds=tuple(desk.feeds.all()), rejections=refused))


# -- feeds ------------------------------------------------------------------------------------------------------------


def _at(stamp: str) -> datetime:
    at = datetime.fromisoformat(stamp)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _atom(request: Request, entries: Sequence[Entry], kind: str, title: str) -> Response:
    # A store in which nothing happened yet has its file's own time.
    made = datetime.fromtimestamp(desk_of(request).path.stat().st_mtime, UTC)
    body = feed(entries, id=urn("feed", kind), title=title, made=made, address=str(request.url.replace(query="")))
    return tagged(request, body.encode(), "application/atom+xml")


def _stories_feed(request: Request, asked: Asked) -> Response:
    base = str(request.base_url).rstrip("/")
    entries = [
        Entry(
            id=urn("story", s.id),
            title=s.title or "A story without a title",
            updated=_at(s.changed_at),
            html=f"<p>{s.reports} reports"
            + (f", {s.origins} origins, {s.disputes} conflicts" if s.origins is not None else "")
            + "</p>",
            link=f"{base}/story/{s.id}",
        )
        for s in _asked_of(request).stories(least=asked.number("reports", 2, 1000, 1), limit=_FEED_STORIES)
    ]
    return _atom(request, entries, "stories", "Stories")


def _conflicts_feed(request: Request, asked: Asked) -> Response:
    base, questions = str(request.base_url).rstrip("/"), _asked_of(request)
    entries: list[Entry] = []
    for s in questions.stories(least=2, limit=_FEED_STORIES):
        report = questions.report(s.id) if s.disputes else None
        if report is not None:
            entries += conflict_entries(report, updated=_at(s.changed_at), link=f"{base}/story/{s.id}")
    return _atom(request, entries[:_MOST], "conflicts", "Conflicts between reports")


# -- all of them ------------------------------------------------------------------------------------------------------

ENDPOINTS = (
    Endpoint(
        path="/stories",
        call=_stories,
        gives=records.Stories,
        what="Stories, the last changed first; with `q` those that have all the words, the best match first.",
        takes=(
            Parameter(name="q", what="words that an article or a claim of the story has", longest=500),
            Parameter(name="reports", what="fewest reports of a story", least=1, most=1000, default=1),
            Parameter(name="since", what="only stories changed after the change of this number", most=10**9, default=0),
            LIMIT,
            OFFSET,
        ),
    ),
    Endpoint(path="/stories/{story}", call=_story, gives=records.StoryAnswer, what="One story.", takes=(STORY,)),
    Endpoint(
        path="/stories/{story}/report",
        call=_report,
        gives=Report,
        what="A story's comparison: the story report.",
        takes=(STORY,),
    ),
    Endpoint(
        path="/stories/{story}/report/{form}",
        call=_form,
        media=tuple(sorted({FORMS[name].media_type.split(";")[0] for name in _FORM_NAMES})),
        what="A story's comparison in another form.",
        takes=(
            STORY,
            Parameter(name="form", what="the form", where="path", of=_FORM_NAMES),
            Parameter(name="table", what="which table CSV and Parquet hold", of=TABLES, default="claims"),
        ),
    ),
    Endpoint(
        path="/stories/{story}/history",
        call=_history,
        gives=records.Events,
        what="How a story grew: what was created, joined, merged, split.",
        takes=(STORY, LIMIT, OFFSET),
    ),
    Endpoint(
        path="/articles",
        call=_articles,
        gives=records.Articles,
        what="Articles that have all the words. U+0002 and U+0003 stand around words that match.",
        takes=(Parameter(name="q", what="the words", longest=500, shortest=1, needed=True), LIMIT, OFFSET),
    ),
    Endpoint(
        path="/articles/{article}",
        call=_article,
        gives=records.ArticleAnswer,
        what="One article as it was read, with what was left out of its body.",
        takes=(ARTICLE,),
    ),
    Endpoint(
        path="/claims",
        call=_claims,
        gives=records.Claims,
        what="Claims that have all the words, the best match first.",
        takes=(Parameter(name="q", what="the words", longest=500, shortest=1, needed=True), LIMIT, OFFSET),
    ),
    Endpoint(
        path="/who",
        call=_who,
        gives=records.Claims,
        what="Claims on the word of a name or about it, the newest first.",
        takes=(
            Parameter(
                name="name",
                what="a person, an office, an organisation, a framework",
                longest=200,
                shortest=1,
                needed=True,
            ),
            Parameter(name="role", what="on the name's word, or about it", of=("by", "about"), default="by"),
            LIMIT,
            OFFSET,
        ),
    ),
    Endpoint(
        path="/speakers",
        call=_speakers,
        gives=records.Speakers,
        what="Those on whose word most claims rest.",
        takes=(Parameter(name="start", what="how a word of the name begins", longest=200), LIMIT),
    ),
    Endpoint(
        path="/check",
        call=_check,
        gives=Checked,
        what="What the held texts say of a sentence.",
        takes=(Parameter(name="sentence", what="the sentence", longest=1000, shortest=1, needed=True),),
    ),
    Endpoint(
        path="/sources",
        call=_sources,
        gives=records.Sources,
        what="The feeds that are followed, and the last inputs that were not read.",
    ),
    Endpoint(
        path="/stories.atom",
        call=_stories_feed,
        media=("application/atom+xml",),
        what="A feed of the stories changed last.",
        takes=(Parameter(name="reports", what="fewest reports of a story", least=1, most=1000, default=2),),
    ),
    Endpoint(
        path="/conflicts.atom",
        call=_conflicts_feed,
        media=("application/atom+xml",),
        what="A feed of the conflicts in the stories changed last.",
    ),
)


def _serving(endpoint: Endpoint) -> Callable[[Request], Response]:
    known = frozenset(p.name for p in endpoint.takes if p.where == "query")

    def serve(request: Request) -> Response:
        try:
            return endpoint.call(request, Asked(request, known))
        except ApiError as error:
            return problem(error.status, error.detail, name=error.name)
        except VariorumError as error:
            _log.error("%s: %s", request.url.path, error)
            return problem(503, "The store cannot be read just now. The server’s log says why.")

    return serve


def _openapi(request: Request) -> Response:
    return tagged(request, msgspec.json.encode(described(ENDPOINTS)), "application/json")


def routes() -> list[Route]:
    """The interface's routes, the description first."""
    served: list[Any] = [Route(f"{PREFIX}/openapi.json", _openapi, methods=["GET"])]
    # Longer addresses first, so that "/stories.atom" is no story.
    served += [Route(PREFIX + e.path, _serving(e), methods=["GET"], name=e.name) for e in ENDPOINTS]
    return served
