"""Names: people, countries, places, organisations, frameworks, agreements and outlets of a story."""

from variorum.steps.names.join import name_entities

__all__ = ["name_entities"]
