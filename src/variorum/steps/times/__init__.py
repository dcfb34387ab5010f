"""Times: expressions of time in an article, resolved against the day of its publication."""

from variorum.steps.times.dating import date_articles
from variorum.steps.times.resolve import resolve_times

__all__ = ["date_articles", "resolve_times"]
