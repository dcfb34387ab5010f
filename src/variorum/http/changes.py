"""Pages that change something: corrections, additions, the suppression list. Every form carries its hidden value."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import ImmutableMultiDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from variorum.errors import ConfigError, InputError
from variorum.exports.page.naming import short_source
from variorum.exports.page.points import numbers_of
from variorum.http.correcting import correction_of
from variorum.http.pages import SEEN_COOKIE
from variorum.http.security import matches_form
from variorum.http.view import desk_of, render
from variorum.records.report import Report
from variorum.records.story import VariantKind

_YEAR_SECONDS = 365 * 86400


class _File(NamedTuple):
    """A file that was uploaded."""

    name: str
    body: bytes


_Form = ImmutableMultiDict[str, str | _File]


async def _form(request: Request) -> _Form:
    """A form's fields; what was uploaded is read with them, and nothing of it stays open.

    Raises:
        HTTPException: If the form is not one that this server gave to this browser, or the store can only be read.
    """
    if desk_of(request).read_only and request.url.path != "/seen":  # what was seen is noted in the browser
        raise HTTPException(403, "This store can only be read here: nothing can be corrected, added or suppressed.")
    async with request.form(max_files=4, max_fields=200, max_part_size=request.app.state.max_body) as form:
        given = form.get("csrf")
        if not isinstance(given, str) or not matches_form(request.scope, given):
            raise HTTPException(403, "This form is too old. Go back, load the page again and send it once more.")
        fields: list[tuple[str, str | _File]] = []
        for name, value in form.multi_items():
            if isinstance(value, str):
                fields.append((name, value))
            elif value.filename:
                fields.append((name, _File(value.filename, await value.read())))
        return _Form(fields)


def _text(form: _Form, name: str, most: int = 2000) -> str:
    value = form.get(name)
    return value.strip()[:most] if isinstance(value, str) else ""


def _wake(request: Request) -> None:
    if request.app.state.worker is not None:
        request.app.state.worker.wake()


def _report(request: Request) -> Report:
    report = desk_of(request).reports.report(request.path_params["story"])
    if report is None:
        raise HTTPException(404, "There is no comparison to correct yet.")
    return report


async def correct(request: Request) -> Response:
    """The points of a story, each with what can be changed in it."""
    if request.method == "POST":
        return await run_in_threadpool(_correct, request, await _form(request))
    return await run_in_threadpool(_correcting, request)


def _correct(request: Request, form: _Form) -> Response:
    key = request.path_params["story"]
    report = _report(request)
    reason = _text(form, "reason", 500)
    if not reason:
        raise HTTPException(400, "Say why: a correction without a reason is of no use to the next editor.")
    point = next((p for p in report.points if p.id == _text(form, "point")), None)
    if point is None:
        raise HTTPException(409, "This point has changed since. Load the page again.")
    chosen = correction_of(
        report,
        point,
        what=_text(form, "what"),
        claims=[k for k in form.getlist("claim") if isinstance(k, str)],
        given={k: v.strip()[:500] for k, v in form.items() if isinstance(v, str)},
    )
    if chosen is None:
        raise HTTPException(400, "Nothing was chosen. Go back, choose what to change, and say why.")
    operation, fields = chosen
    try:
        desk_of(request).correct(key, operation, fields | {"reason": reason, "by": _text(form, "by", 100)})
    except (ConfigError, InputError) as error:
        raise HTTPException(400, f"This correction cannot be kept: {error}.") from error
    _wake(request)
    return RedirectResponse(f"/story/{key}/correct?point={point.id}#kept", status_code=303)


def _correcting(request: Request) -> Response:
    desk = desk_of(request)
    key = request.path_params["story"]
    report = _report(request)
    done = {c.n: c for c in report.corrections}
    row, held = desk.stories.story(key), desk.reports.held([key]).get(key)
    numbers = numbers_of(report)
    return render(
        request,
        "correct.html.j2",
        numbers=numbers,
        points=sorted(report.points, key=lambda p: numbers[p.id]),
        key=key,
        row=row,
        stale=row is not None and desk.is_stale(row, held),
        report=report,
        letters={a.id: (a.siglum, a.outlet or short_source(a.source)) for a in report.articles},
        chosen=request.query_params.get("point", ""),
        variants={p.id: [v for v in report.variants if v.point == p.id] for p in report.points},
        kinds=[k.value for k in VariantKind],
        kept=[(c, done.get(n)) for n, c in enumerate(desk.corrections.of(key), 1)],
    )


async def take_back(request: Request) -> Response:
    """Take a correction back."""
    key = request.path_params["story"]
    number = _text(await _form(request), "seq", 12)
    gone = number.isdecimal() and await run_in_threadpool(desk_of(request).take_back, key, int(number))
    if not gone:
        raise HTTPException(404, "There is no such correction.")
    _wake(request)
    return RedirectResponse(f"/story/{key}/correct#kept", status_code=303)


async def seen(request: Request) -> Response:
    """Note that all was seen that the page showed."""
    until = _text(await _form(request), "until", 15)
    if not until.isdecimal():
        raise HTTPException(400, "The request cannot be understood.")
    response = RedirectResponse("/", status_code=303)
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    response.set_cookie(SEEN_COOKIE, f"{int(until)}_{stamp}", max_age=_YEAR_SECONDS, httponly=True, samesite="strict")
    return response


async def add(request: Request) -> Response:
    """Add an article: pasted, or as a file."""
    if request.method == "GET":
        return await run_in_threadpool(render, request, "add.html.j2", told=(), added=(), known=0)
    form = await _form(request)
    row = {"text": _text(form, "text", 2_000_000), "outlet": _text(form, "outlet", 200)}
    row |= {"published": _text(form, "published", 40), "url": _text(form, "url", 2000)}
    if row["url"] and not row["url"].startswith(("http://", "https://")):
        raise HTTPException(400, "The address must begin with http:// or https://.")
    rows: list[dict[str, Any]] = [{k: v for k, v in row.items() if v}] if row["text"] else []
    files = [(f.name, f.body) for f in form.getlist("file") if isinstance(f, _File)]
    if not rows and not files:
        raise HTTPException(400, "There is no text. Paste an article or choose a file.")
    return await run_in_threadpool(_add, request, rows, files)


def _add(request: Request, rows: list[dict[str, Any]], files: list[tuple[str, bytes]]) -> Response:
    desk = desk_of(request)
    result = desk.add_given(rows, files)
    _wake(request)
    return render(
        request,
        "add.html.j2",
        told=[r.detail for r in result.rejections],
        added=desk.store.articles_of(result.new),
        known=result.known,
    )


async def suppressed(request: Request) -> Response:
    """The names that are taken out of pages and search."""
    store = desk_of(request).store
    if request.method == "GET":
        names = await run_in_threadpool(store.suppressed)
        return await run_in_threadpool(render, request, "suppressed.html.j2", count_of=len(names))
    form = await _form(request)
    name, reason = " ".join(_text(form, "name", 200).split()), _text(form, "reason", 500)
    if _text(form, "what") == "lift":
        await run_in_threadpool(store.unsuppress, name)
    elif len(name) > 1 and reason:
        await run_in_threadpool(lambda: store.suppress(name, reason=reason, at=datetime.now(UTC)))
    else:
        raise HTTPException(400, "Give the name and the reason.")
    return RedirectResponse("/suppressed", status_code=303)
