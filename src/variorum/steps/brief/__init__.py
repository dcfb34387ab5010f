"""Brief: the story in a few sentences, each made of one report's own statement and never without a citation."""

from variorum.steps.brief.write import write_brief

__all__ = ["write_brief"]
