"""Check: sentences against the words that are cited for them. Nothing here knows how they were written."""

from variorum.steps.check.brief import check_brief
from variorum.steps.check.draft import check_draft

__all__ = ["check_brief", "check_draft"]
