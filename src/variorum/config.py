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
        max_entries: Most articles that are taken from one feed, sitemap or list of feeds.
        allow_private: Whether addresses of this machine and its own network may be fetched.
        contact: Put into the user agent, so that a site can reach whoever fetches from it.
        pace_seconds: Pause between two requests to one host; longer where the host asks for it.
        fetch_seconds: Most seconds that one request may take from the first byte sent to the last received.
        headlines: Whether a row with a title and no text is an article, whose text is its title.
        languages: ISO 639-1 codes of the languages whose articles are read; empty where any is.
    """

    published: str | None = None
    press: str | None = None
    max_bytes: int = 20_000_000
    max_chars: int = 2_000_000
    max_articles: int = 200
    max_entries: int = 500
    allow_private: bool = False
    contact: str | None = None
    pace_seconds: float = 1.0
    fetch_seconds: float = 60.0
    headlines: bool = False
    languages: tuple[str, ...] = ("en",)
