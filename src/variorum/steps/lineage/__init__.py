"""Lineage: who leans on whom, stated or shown, and which articles carry one reporting."""

from variorum.steps.lineage.trace import trace_lineage

__all__ = ["trace_lineage"]
