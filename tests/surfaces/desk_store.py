"""A store with the invented ferry story compared, made without language models."""

from datetime import UTC, datetime
from pathlib import Path

from page_story import ferry

from variorum.desk import Desk
from variorum.exports.html import to_html
from variorum.records.place import Extent
from variorum.records.report import Report
from variorum.records.source import Article, Dropped, DropReason, Located
from variorum.steps.stories.state import VERSION

AT = datetime(2031, 3, 5, 9, tzinfo=UTC)
STORY = "story-ferry"


def articles_of(report: Report) -> list[Article]:
    """The report's articles as a store keeps them."""
    return [
        Article(
            id=a.id,
            source=a.source,
            text=a.text,
            language=a.language,
            outlet=a.outlet,
            published=a.published,
            url=f"https://{a.id}.example/ferry",
            title=Located(text=a.text.split("\n")[0][:60]),
            paragraphs=((Extent(0, len(a.text)),),),
            dropped=tuple(Dropped(start=d.start, end=d.end, reason=DropReason(d.reason)) for d in a.dropped),
            raw_hash=a.id,
        )
        for a in report.articles
    ]


def fill(path: Path) -> Desk:
    """A desk whose store holds the story and its comparison."""
    desk = Desk(path, now=lambda: AT)
    report = ferry()
    desk.store.add(articles_of(report), at=AT)
    place(desk, {a.id: STORY for a in report.articles})
    row = desk.story(STORY)
    desk.reports.put(
        STORY,
        report,
        change=row.change,
        made_of=desk.made_of,
        page=to_html(report, desk=f"/story/{STORY}"),
        at=AT,
    )
    return desk


def place(desk: Desk, stories: dict[str, str]) -> None:
    """Put articles into stories, as the clustering does."""
    desk.stories.write(
        membership={article: (story, None) for article, story in stories.items()},
        merged={},
        events=[(s, b'{"kind":"created","reason":"nothing alike"}') for s in sorted(set(stories.values()))],
        state=("stories", VERSION, b""),
        at=AT,
    )
