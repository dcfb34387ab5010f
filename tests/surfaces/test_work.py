"""What runs beside the pages: articles are placed, stories compared, and compared again after a correction."""

import time
from datetime import UTC, datetime
from pathlib import Path

from variorum.config import Config
from variorum.desk import Desk
from variorum.http.work import Worker
from variorum.stores.lock import COMPARING, holding

TEXT = (
    "Ferry Petrel runs aground off Harnsey\n\nThe ferry Petrel ran aground off Harnsey on Tuesday evening, the harbour "
    "office said. Seven people were hurt. The line will stay closed until Friday, said the captain, Ilva Moren."
)


def _until(desk: Desk, done: int) -> tuple[str, str]:
    """Wait for so many comparisons; (story, when made)."""
    made: set[str] = set()
    for _ in range(1200):
        rows = desk.stories.recent()
        held = desk.reports.held([rows[0].id]) if rows else {}
        if rows and held and not desk.due():
            made.add(held[rows[0].id].made_at)
            if len(made) >= done:
                return rows[0].id, held[rows[0].id].made_at
        time.sleep(0.1)
    raise AssertionError("nothing was compared")


def test_what_comes_in_is_placed_compared_and_compared_again_after_a_correction(tmp_path: Path) -> None:
    path = tmp_path / "desk.variorum"
    with Desk(path, now=lambda: datetime.now(UTC)) as desk:
        other = {"text": TEXT.replace("Seven", "Five"), "outlet": "The Bell"}
        desk.add_given([{"text": TEXT, "outlet": "The Courier"}, other])
        worker = Worker(path, config=Config(), pause_seconds=0.1)
        worker.start()
        try:
            story, first = _until(desk, 1)
            with holding(path, COMPARING, wait=False) as free:
                assert not free
            before = desk.reports.report(story)
            assert before is not None
            claim = next(c for p in before.points for c in p.claims if "hurt" in c.text)
            passage = {"source": "The Courier", "words": "people were hurt"}
            desk.correct(story, "reject", {"reason": "no point", "point": [passage]})
            worker.wake()
            _, again = _until(desk, 1)
            for _ in range(600):
                if again != first:
                    break
                time.sleep(0.1)
                _, again = _until(desk, 1)
            report = desk.reports.report(story)
            assert report is not None
            assert [c.applied for c in report.corrections] == [True]
            assert claim.text not in {c.text for p in report.points for c in p.claims}
            assert worker.told_of(story) == ""
        finally:
            worker.stop()
