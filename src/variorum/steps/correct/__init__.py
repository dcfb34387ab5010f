"""Correct: an editor's joins, splits, relabels and rejects, applied to what the run found."""

from variorum.steps.correct.points import correct_points
from variorum.steps.correct.variants import correct_variants

__all__ = ["correct_points", "correct_variants"]
