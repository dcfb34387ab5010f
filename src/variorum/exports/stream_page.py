"""The picture of a stream: stories over time with their outlets, each with how it grew; one file, no network."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from variorum.exports.html import environment, static, unfit
from variorum.records.story_stream import EventKind, StoryEvent, StreamReport, StreamStory

if TYPE_CHECKING:
    from jinja2 import Template

_MOST_STORIES = 200
_MOST_ALONE = 300
_MOST_OUTLETS = 6
_WIDTH, _EDGE = 1000.0, 12.0
_TICKS = 6
_SHOWN = 140


@cache
def _template() -> "Template":
    return environment().get_template("stream.html.j2")


def stream_page(stories: Sequence[StreamStory]) -> str:
    """The page as one HTML file.

    Args:
        stories: All stories, in any order.

    Returns:
        The file's text, to be written as UTF-8. The largest 200 stories of two and more reports are pictured, in the
        order in which they began; reports that stand alone are listed below.
    """
    from markupsafe import Markup

    many = [s for s in stories if len(s.reports) > 1]
    shown = sorted(many, key=lambda s: (-len(s.reports), s.id))[:_MOST_STORIES]
    alone = [s.reports[0] for s in stories if len(s.reports) == 1]
    reports = [r for s in stories for r in s.reports]
    dated = sorted(r.at for s in shown for r in s.reports if r.at is not None)
    scale = (dated[0], dated[-1]) if dated and dated[0] < dated[-1] else None
    style = Markup(static("page.css") + static("stream.css"))  # noqa: S704 - the package's own files
    shown.sort(key=lambda s: (_began(s), s.id))
    text = _template().render(
        style=style,
        tally=_tally(len(reports), len(many), len(alone), len({r.outlet for r in reports if r.outlet})),
        left_out=len(many) - len(shown),
        undated=sum(r.at is None for r in reports),
        ticks=_ticks(scale) if scale else [],
        stories=[_story(s, scale) for s in shown],
        alone=[_report(r, None) for r in alone[:_MOST_ALONE]],
        alone_left_out=max(0, len(alone) - _MOST_ALONE),
    )
    return unfit(text)


def _began(story: StreamStory) -> float:
    return min((r.at for r in story.reports if r.at is not None), default=float("inf"))


def _tally(reports: int, stories: int, alone: int, outlets: int) -> str:
    parts = [
        _count(reports, "report"),
        _count(outlets, "outlet") if outlets else "",
        f"{_count(stories, 'story', 'stories')} of two and more",
        f"{_count(alone, 'report')} alone" if alone else "",
    ]
    return ", ".join(p for p in parts if p)


def _count(n: int, one: str, many: str = "") -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def _day(seconds: float, *, clock: bool) -> str:
    at = datetime.fromtimestamp(seconds, UTC)
    day = f"{at.day} {at:%b %Y}"
    return f"{day}, {at:%H:%M}" if clock else day


def _place(at: float, scale: tuple[float, float]) -> float:
    return round(_EDGE + (_WIDTH - 2 * _EDGE) * (at - scale[0]) / (scale[1] - scale[0]), 1)


def _ticks(scale: tuple[float, float]) -> list[dict[str, Any]]:
    """Marks of the axis, at whole hours or days."""
    span = scale[1] - scale[0]
    days = (1, 2, 7, 14, 30, 61, 91, 182, 365, 1826, 3652)
    steps = [*(3600.0 * h for h in (1, 2, 3, 6, 12)), *(86400.0 * d for d in days)]
    step = next((s for s in steps if span / s <= _TICKS), steps[-1])
    first = datetime.fromtimestamp(scale[0], UTC).replace(minute=0, second=0, microsecond=0)
    if step >= 86400:
        first = first.replace(hour=0)
    out: list[dict[str, Any]] = []
    at = first
    while at.timestamp() <= scale[1] and len(out) < 40:
        if at.timestamp() >= scale[0]:
            clock = step < 86400
            label = f"{at.day} {at:%b} {at:%H:%M}" if clock else f"{at.day} {at:%b %Y}"
            out.append({"x": _place(at.timestamp(), scale) / 10, "label": label})
        at += timedelta(seconds=step)
    return out


def _story(story: StreamStory, scale: tuple[float, float] | None) -> dict[str, Any]:
    dated = sorted((r for r in story.reports if r.at is not None), key=lambda r: r.at or 0.0)
    first = dated[0] if dated else story.reports[0]
    outlets = list(dict.fromkeys(r.outlet for r in [*dated, *story.reports] if r.outlet))
    later = [o for o in outlets if o != first.outlet]
    named = ", ".join(later[:_MOST_OUTLETS])
    if len(later) > _MOST_OUTLETS:
        named += f" and {len(later) - _MOST_OUTLETS} more"
    begin = first.at
    ordered = [*dated, *(r for r in story.reports if r.at is None)]
    dots = [_place(r.at, scale) for r in dated if r.at is not None] if scale else []
    return {
        "id": story.id,
        "headline": first.headline[:_SHOWN],
        "who": first.outlet or first.name,
        "tally": _count(len(story.reports), "report") + (f" from {_count(len(outlets), 'outlet')}" if outlets else ""),
        "outlets": named,
        "when": _span(dated),
        "dots": dots,
        "bar": (dots[0], dots[-1]) if len(dots) > 1 else None,
        "reports": [_report(r, begin) for r in ordered],
        "history": [_event(e, story.id) for e in story.history if e.kind in (EventKind.MERGED, EventKind.SPLIT)],
    }


def _span(dated: Sequence[StreamReport]) -> str:
    if not dated or dated[0].at is None or dated[-1].at is None:
        return "no dates"
    first, last = _day(dated[0].at, clock=False), _day(dated[-1].at, clock=False)
    return first if first == last else f"{first} – {last}"


def _report(report: StreamReport, begin: float | None) -> dict[str, Any]:
    after = ""
    if begin is not None and report.at is not None:
        after = _after(report.at - begin)
    return {
        "outlet": report.outlet or report.name,
        "headline": report.headline[:_SHOWN],
        "url": report.url if report.url.startswith(("https://", "http://")) else "",
        "when": _day(report.at, clock=report.at % 86400 != 0) if report.at is not None else "no date",
        "after": after,
        "roundup": report.roundup,
    }


def _after(seconds: float) -> str:
    """How long after the first report another came, in words."""
    minutes = int(seconds // 60)
    if minutes <= 0:
        return "first"
    if minutes < 60:
        return f"{minutes} min later"
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest} min later" if rest else f"{hours} h later"
    return f"{minutes // 1440} days later"


def _event(event: StoryEvent, story: str) -> dict[str, str]:
    many = _count(len(event.articles), "report")
    if event.kind is EventKind.MERGED:
        came = event.story == story
        what = f"{many} of story {event.other} came in" if came else f"it went into story {event.story}"
    else:
        left = event.other == story
        what = f"{many} went out to story {event.story}" if left else f"it came out of story {event.other}"
    return {"what": what, "why": event.reason, "by": event.by}
