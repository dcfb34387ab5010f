"""Align: claims of different articles that say the same become one point."""

from variorum.steps.align.points import align_claims

__all__ = ["align_claims"]
