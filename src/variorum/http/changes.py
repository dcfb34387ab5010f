"""Pages that change something: corrections, additions, the suppression list. Every form carries its hidden value."""

from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from variorum.errors import ConfigError, InputError
from variorum.http.pages import SEEN_COOKIE
from variorum.http.security import matches_form
from variorum.http.view import desk_of, render
from variorum.records.report import Report, ReportClaim, ReportPoint
from variorum.records.story import VariantKind

_MOST_WORDS = 12
_YEAR_SECONDS = 365 * 86400


async def _form(request: Request) -> FormData:
    form = await request.form(max_files=4, max_fields=200)
    given = form.get("csrf")
    if not isinstance(given, str) or not matches_form(request.scope, given):
        raise HTTPException(403, "This form is too old; go back, load the page again and send it once more.")
    return form


def _text(form: FormData, name: str, most: int = 2000) -> str:
    value = form.get(name)
    return value.strip()[:most] if isinstance(value, str) else ""


def _back(request: Request, path: str) -> Response:
    if request.app.state.worker is not None:
        request.app.state.worker.wake()
    return RedirectResponse(path, status_code=303)


def _passage(report: Report, claim: ReportClaim) -> dict[str, str]:
    """The words by which a claim is found again: the beginning of its first span, in its report."""
    article = next(a for a in report.articles if a.id == claim.article)
    words = article.text[claim.spans[0].start : claim.spans[0].end]
    return {"source": article.outlet or article.source, "words": " ".join(words.split()[:_MOST_WORDS])}


def _fields(report: Report, point: ReportPoint, form: FormData, reason: str, by: str) -> tuple[str, dict[str, Any]]:
    """A correction from the form: (operation, fields)."""
    signed: dict[str, Any] = {"reason": reason, "by": by}
    claims = {c.id: c for c in point.claims}
    chosen = [claims[k] for k in form.getlist("claim") if isinstance(k, str) and k in claims]
    rest = [c for c in point.claims if c not in chosen]
    what = _text(form, "what")
    if what == "reject-point":
        return "reject", signed | {"point": [_passage(report, point.claims[0])]}
    if what == "reject-claim" and len(chosen) == 1:
        return "reject", signed | {
            "claim": _passage(report, chosen[0]),
            "point": [_passage(report, c) for c in rest[:1]],
        }
    if what == "split" and chosen and rest:
        return "split", signed | {
            "apart": [_passage(report, c) for c in chosen],
            "from": [_passage(report, c) for c in rest],
        }
    if what == "join":
        other = next((p for p in report.points if p.id == _text(form, "other")), None)
        if other is not None and other.id != point.id:
            return "join", signed | {"claims": [_passage(report, point.claims[0]), _passage(report, other.claims[0])]}
    if what.startswith(("reject-variant:", "relabel-variant:")):
        action, _, key = what.partition(":")
        variant = next((v for v in report.variants if v.id == key and v.point == point.id), None)
        if variant is not None:
            sides = [claims[k] for k in (*variant.claims[:1], *variant.against[:1]) if k in claims]
            found = {"variant": variant.kind, "claims": [_passage(report, c) for c in sides]}
            if action == "reject-variant":
                return "reject", signed | found
            kind, relation = _text(form, f"kind-{key}"), _text(form, f"relation-{key}")
            changed = {"kind": kind} if kind and kind != variant.kind else {}
            changed |= {"relation": relation} if relation and relation != variant.relation else {}
            if changed:
                return "relabel", signed | found | changed
    if what == "reword" and (text := _text(form, "text", 500)):
        return "relabel", signed | {"point": [_passage(report, point.claims[0])], "text": text}
    raise HTTPException(400, "Nothing was chosen; go back, choose what to change and say why.")


async def correct(request: Request) -> Response:
    """The points of a story, each with what can be changed in it."""
    desk = desk_of(request)
    key = request.path_params["story"]
    report = desk.reports.report(key)
    if report is None:
        raise HTTPException(404, "There is no comparison to correct yet.")
    if request.method == "POST":
        form = await _form(request)
        reason, by = _text(form, "reason", 500), _text(form, "by", 100)
        if not reason:
            raise HTTPException(400, "Say why: a correction without a reason is of no use to the next editor.")
        point = next((p for p in report.points if p.id == _text(form, "point")), None)
        if point is None:
            raise HTTPException(409, "This point has changed since; load the page again.")
        try:
            desk.correct(key, *_fields(report, point, form, reason, by))
        except (ConfigError, InputError) as error:
            raise HTTPException(400, str(error)) from error
        return _back(request, f"/story/{key}/correct?point={point.id}#kept")
    letters = {a.id: (a.siglum, a.outlet or a.source) for a in report.articles}
    return render(
        request,
        "correct.html.j2",
        key=key,
        report=report,
        letters=letters,
        chosen=request.query_params.get("point", ""),
        variants={p.id: [v for v in report.variants if v.point == p.id] for p in report.points},
        kinds=[k.value for k in VariantKind],
        kept=desk.corrections.of(key),
    )


async def take_back(request: Request) -> Response:
    """Take a correction back."""
    key = request.path_params["story"]
    number = _text(await _form(request), "seq")
    if not number.isdigit() or int(number) not in {c.seq for c in desk_of(request).corrections.of(key)}:
        raise HTTPException(404, "There is no such correction.")
    desk_of(request).corrections.take_back(int(number))
    return _back(request, f"/story/{key}/correct#kept")


async def seen(request: Request) -> Response:
    """Note that all was seen until now."""
    await _form(request)
    response = RedirectResponse("/", status_code=303)
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    response.set_cookie(SEEN_COOKIE, stamp, max_age=_YEAR_SECONDS, httponly=True, samesite="strict")
    return response


async def add(request: Request) -> Response:
    """Add an article: pasted, or as a file."""
    if request.method == "GET":
        return render(request, "add.html.j2", told=(), added=())
    form = await _form(request)
    rows: list[dict[str, Any]] = []
    files: list[tuple[str, bytes]] = []
    text = _text(form, "text", 2_000_000)
    if text:
        row = {"text": text, "outlet": _text(form, "outlet", 200) or None, "published": _text(form, "published", 40)}
        url = _text(form, "url", 2000)
        rows.append(
            {k: v for k, v in row.items() if v} | ({"url": url} if url.startswith(("http://", "https://")) else {})
        )
    for upload in form.getlist("file"):
        if isinstance(upload, UploadFile) and upload.filename:
            files.append((upload.filename, await upload.read()))
    if not rows and not files:
        raise HTTPException(400, "There is no text; paste an article or choose a file.")
    desk = desk_of(request)
    result = await run_in_threadpool(desk.add_given, rows, files)
    if request.app.state.worker is not None:
        request.app.state.worker.wake()
    return render(
        request,
        "add.html.j2",
        told=[r.detail for r in result.rejections],
        added=desk.store.articles_of(result.new),
        known=result.known,
    )


async def suppressed(request: Request) -> Response:
    """The names that are taken out of pages and search."""
    desk = desk_of(request)
    if request.method == "POST":
        form = await _form(request)
        name = _text(form, "name", 200)
        if _text(form, "what") == "lift":
            desk.store.unsuppress(name)
        elif name and (reason := _text(form, "reason", 500)):
            desk.store.suppress(name, reason=reason, at=datetime.now(UTC))
        else:
            raise HTTPException(400, "Give the name and the reason.")
        return RedirectResponse("/suppressed", status_code=303)
    return render(request, "suppressed.html.j2", names=desk.store.suppressed())
