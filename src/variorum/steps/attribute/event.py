"""One attribution while it is being read: tokens, not yet places."""

Range = tuple[int, int]


class Event:
    """One attribution, in tokens.

    Attributes:
        core: The token that carries the cue.
        cue: The cue's tokens, half open.
        kind: The cue's class.
        mode: What made it: verb, noun, phrase, colon.
        route: By which of its complements the content was found.
        source: The source's tokens, half open, or None where it goes unsaid.
        source_head: The token that heads the source, or None.
        own: Whether the source is the cue's own subject, not one that it shares with another verb.
        contents: The content's token ranges, half open, in order.
    """

    __slots__ = ("contents", "core", "cue", "kind", "mode", "own", "route", "source", "source_head")

    def __init__(self, core: int, cue: Range, kind: str, mode: str) -> None:
        self.core = core
        self.cue = cue
        self.kind = kind
        self.mode = mode
        self.route = mode
        self.source: Range | None = None
        self.source_head: int | None = None
        self.own = True
        self.contents: list[Range] = []
