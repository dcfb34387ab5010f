"""Round-ups and live blogs: articles that touch many stories and are none."""

import re

_HEAD = re.compile(
    r"\b(?:live[ -]?blog|live (?:updates?|coverage|text|report)|as it happened|minute[ -]by[ -]minute|round-?up|"
    r"(?:morning|evening|daily|weekly|news|weekend|business|world) (?:briefing|brief|digest|highlights|update|wrap)|"
    r"news in brief|in brief|week in (?:review|pictures)|(?:top|today'?s) (?:stories|headlines)|what to know today|"
    r"what we know this (?:morning|evening)|newsletter)\b|^live\s*:|^(?:watch )?live\b.{0,4}[-–—:]",
    re.IGNORECASE,
)


def is_roundup(title: str, text: str) -> bool:
    """Whether a headline says that the article gathers many things, or follows one as it goes on.

    Args:
        title: The headline; the text's first line stands for it where it is "".
        text: The body.
    """
    return bool(_HEAD.search(title or text[:160].split("\n", 1)[0]))
