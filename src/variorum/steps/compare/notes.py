"""The sentences that say a difference: plain, short, present tense, no verdict on any outlet.

A report is named by its id in braces; whoever shows the sentence puts the report's letter there.
"""

from collections.abc import Iterable, Sequence

MAX_WORDS = 12
"""Words quoted of one side at most; an editor reads the rest one click away."""
_MARKS = str.maketrans("", "", '"“”„«»')  # ours stand around the words; two pairs would confuse


def who(articles: Iterable[str]) -> str:
    """The reports of one side: "{a}", "{a} and {b}", "{a}, {b} and {c}"."""
    return listed([f"{{{a}}}" for a in sorted(articles)])


def listed(parts: Sequence[str]) -> str:
    """A list as prose."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def say(articles: Sequence[str], one: str, many: str) -> str:
    """The side and its verb in the right number."""
    return f"{who(articles)} {one if len(articles) == 1 else many}"


def quoted(words: str) -> str:
    """Words of a report in quotation marks, cut in the middle where they are long."""
    parts = words.translate(_MARKS).strip(" ,;:'‘’").split()
    if len(parts) > MAX_WORDS:
        half = MAX_WORDS // 2
        parts = [*parts[:half], "…", *parts[-half:]]
    return f"“{' '.join(parts)}”"


def choices(words: Iterable[str], limit: int = 3) -> str:
    """Different words, each once, as quotations; those beyond `limit` are left to the page."""
    seen: dict[str, str] = {}
    for w in words:
        seen.setdefault(w.lower(), w)
    rows = sorted(seen.values(), key=lambda w: (w.lower(), w))
    return listed([quoted(w) for w in rows[:limit]])
