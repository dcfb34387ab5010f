"""The application: routes, and what stands behind them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from variorum.desk import Desk
from variorum.errors import VariorumError
from variorum.http import changes, pages
from variorum.http.security import Guard, Rules
from variorum.http.view import render
from variorum.http.work import Worker

_HERE = Path(__file__).parent
_WORDS = {
    400: "The request cannot be understood.",
    404: "There is nothing at this address.",
    405: "This address does not do that.",
    413: "That is too large.",
}


def _problem(request: Request, error: Exception) -> Response:
    """What went wrong, in our words: never an exception's text where it could tell of paths or contents."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    told = error.detail if isinstance(error, HTTPException) and error.detail else ""
    if status == 500:
        told = "The server could not answer. Its log says more."
    if not told or told in ("Not Found", "Method Not Allowed", "Bad Request"):
        told = _WORDS.get(status, "The request was refused.")
    return render(request, "problem.html.j2", status=status, told=told, code=status)


def create_app(desk: Desk, *, rules: Rules, worker: Worker | None = None, excerpt_chars: int = 400) -> Starlette:
    """The pages of one store.

    Args:
        desk: The store and its use cases.
        rules: Who may ask.
        worker: Makes comparisons beside the pages; None where nothing is made (reading only).
        excerpt_chars: Most characters of an article that a list or a search shows.

    Returns:
        An ASGI application.
    """

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        if worker is not None:
            worker.start()
        try:
            yield
        finally:
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
            route("/live", pages.live),
            Mount("/static", StaticFiles(directory=_HERE / "static"), name="static"),
        ],
        middleware=[Middleware(Guard, rules=rules)],
        exception_handlers={HTTPException: _problem, VariorumError: _problem, Exception: _problem},
        lifespan=life,
    )
    app.state.desk = desk
    app.state.worker = worker
    app.state.excerpt_chars = excerpt_chars
    return app
