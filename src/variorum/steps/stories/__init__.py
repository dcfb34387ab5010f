"""Stories: a stream of articles becomes events that keep their names."""

from variorum.steps.stories.fold import StoryStream

__all__ = ["StoryStream"]
