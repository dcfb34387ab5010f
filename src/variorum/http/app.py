"""The application: routes, and what stands behind them."""

import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from variorum import exports
from variorum.desk import Desk
from variorum.errors import VariorumError
from variorum.http import api, changes, pages
from variorum.http.api.answers import PREFIX, problem
from variorum.http.live import Watcher, live
from variorum.http.security import Guard, Rules
from variorum.http.view import render
from variorum.http.work import Worker

_log = logging.getLogger(__name__)
_HERE = Path(__file__).parent
_PAGE = Path(exports.__file__).parent / "static"
_WORDS = {
    400: "The request cannot be understood.",
    404: "There is nothing at this address.",
    405: "This address does not do that.",
    413: "That is too large.",
}


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much of other people's text is shown.

    Attributes:
        excerpt_chars: Most characters of an article or claim in a list or a search.
        article_chars: Most characters of an article on its own page, or None for all of it.
    """

    excerpt_chars: int = 400
    article_chars: int | None = None


def _problem(request: Request, error: Exception) -> Response:
    """What went wrong, in our words: never an exception's text, which could tell of paths or contents."""
    if isinstance(error, HTTPException):
        status, told = error.status_code, error.detail
        if told in ("", "Not Found", "Method Not Allowed", "Bad Request"):
            told = _WORDS.get(status, "The request was refused.")
    else:
        _log.error("%s: %s", request.url.path, error)
        status, told = 503, "The store cannot be read or written just now. The server’s log says why."
    if request.url.path.startswith(f"{PREFIX}/"):
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else None
        return problem(status, told, headers=headers)
    return render(request, "problem.html.j2", told=told, code=status)


def create_app(desk: Desk, *, rules: Rules, worker: Worker | None = None, limits: Limits | None = None) -> Starlette:
    """The pages of one store.

    Args:
        desk: The store and its use cases.
        rules: Who may ask.
        worker: Makes comparisons beside the pages; None where nothing is made (reading only).
        limits: How much of other people's text is shown.

    Returns:
        An ASGI application.
    """
    watcher = Watcher(desk)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        watcher.start()
        if worker is not None:
            worker.start()
        try:
            yield
        finally:
            await watcher.stop()
            if worker is not None:
                worker.stop()

    def route(path: str, call: Callable[..., object], *methods: str) -> Route:
        return Route(path, call, methods=list(methods or ("GET",)))

    app = Starlette(
        routes=[
            route("/", pages.stories),
            route("/story/{story}", pages.story),
            route("/story/{story}/history", pages.history),
            route("/story/{story}/correct", changes.correct, "GET", "POST"),
            route("/story/{story}/take-back", changes.take_back, "POST"),
            route("/article/{article}", pages.article),
            route("/who", pages.who),
            route("/search", pages.search),
            route("/sources", pages.sources),
            route("/seen", changes.seen, "POST"),
            route("/add", changes.add, "GET", "POST"),
            route("/suppressed", changes.suppressed, "GET", "POST"),
            route("/live", live),
            *api.routes(),
            Mount("/static/page", StaticFiles(directory=_PAGE)),
            Mount("/static", StaticFiles(directory=_HERE / "static")),
        ],
        middleware=[Middleware(Guard, rules=rules)],
        exception_handlers={HTTPException: _problem, VariorumError: _problem},
        lifespan=life,
    )
    app.state.desk = desk
    app.state.worker = worker
    app.state.watcher = watcher
    app.state.pages = OrderedDict()
    app.state.max_body = rules.max_body
    app.state.limits = limits or Limits()
    return app
