"""Frozen settings; one object is passed down, nothing reads the environment later."""

import msgspec


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of one run.

    Attributes:
        published: Publication date given by the user for inputs that state none (ISO 8601 date or
            date-time), or None.
        max_bytes: Largest input file that is read, in bytes.
        max_chars: Longest article text that is read, in code points.
        max_articles: Most articles that one comparison takes.
        press: A TOML file of agencies and outlets that is laid over the package's own lists, or None.
        languages: ISO 639-1 codes of the languages whose articles are read.
    """

    published: str | None = None
    press: str | None = None
    max_bytes: int = 20_000_000
    max_chars: int = 2_000_000
    max_articles: int = 200
    languages: tuple[str, ...] = ("en",)
