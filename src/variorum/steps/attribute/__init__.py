"""Attribution: who says what, by the words of each article."""

from variorum.steps.attribute.read import attribute

__all__ = ["attribute"]
