"""The tables, as SQLAlchemy Core knows them; `migrations` makes them, this file reads and writes them.

Whole records are kept as MessagePack in a `record` column, beside the columns that are searched by. Times of the wall
clock are ISO 8601 in UTC; text search is FTS5 where the database is SQLite.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

RAW = Table(
    "raw",
    METADATA,
    Column("hash", String(64), primary_key=True, comment="SHA-256 of the bytes as they were read, in hex"),
    Column("media", String(16), nullable=False, comment="text or html"),
    Column("size", Integer, nullable=False, comment="bytes before compression"),
    Column("body", LargeBinary, nullable=False, comment="the bytes, zlib"),
)

ARTICLE = Table(
    "article",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True, comment="order of arrival"),
    Column("id", String(64), nullable=False),
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", String(40)),
    Column("language", String(8), nullable=False),
    Column("raw_hash", String(64), nullable=False),
    Column("added_at", String(40), nullable=False),
    Column("version", Integer, nullable=False, comment="version of the record's form"),
    Column("record", LargeBinary, nullable=False, comment="Article, MessagePack, zlib"),
    UniqueConstraint("id"),
    Index("ix_article_url", "url"),
    Index("ix_article_outlet", "outlet"),
    Index("ix_article_published", "published"),
)

REJECTION = Table(
    "rejection",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("input", Text, nullable=False),
    Column("step", String(32), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", String(40), nullable=False),
    UniqueConstraint("input", "reason"),
)

STORY = Table(
    "story",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("first", String(40), comment="publication of its first article"),
    Column("last", String(40), comment="publication of its last article"),
    Column("size", Integer, nullable=False),
    Column("changed_at", String(40), nullable=False),
    Column("change", Integer, nullable=False, server_default="0", comment="number of its last change, store-wide"),
    Index("ix_story_changed_at", "changed_at"),
    Index("ix_story_change", "change"),
    Index("ix_story_last", "last"),
)

MEMBER = Table(
    "member",
    METADATA,
    Column("article", String(64), primary_key=True),
    Column("story", String(64), ForeignKey("story.id"), nullable=False),
    Column("joined_at", String(40)),
    Index("ix_member_story", "story"),
)

EVENT = Table(
    "event",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("record", LargeBinary, nullable=False, comment="created, joined, merged or split, as JSON"),
    Column("story", String(64), nullable=False),
    Column("at", String(40), nullable=False),
    Index("ix_event_story", "story"),
)

REPORT = Table(
    "report",
    METADATA,
    Column("story", String(64), primary_key=True),
    Column("made_of", String(64), nullable=False, comment="hash of settings and of the steps' versions"),
    Column("made_at", String(40), nullable=False),
    Column("origins", Integer, nullable=False),
    Column("disputes", Integer, nullable=False, comment="variants that are conflicts"),
    Column("record", LargeBinary, nullable=False, comment="Report, JSON, zlib"),
    Column("page", LargeBinary, nullable=False, comment="its page, HTML, zlib"),
    Column("change", Integer, nullable=False, server_default="-1", comment="the story's change that it shows"),
    Index("ix_report_made_at", "made_at"),
)

CLAIM = Table(
    "claim",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False),
    Column("story", String(64), nullable=False),
    Column("point", String(64), nullable=False),
    Column("article", String(64), nullable=False),
    Column("speaker", Text, comment="nearest of those on whose word it rests"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("subject", Text, comment="canonical names that stand in it, one a line"),
    Index("ix_claim_story", "story"),
    Index("ix_claim_speaker", "speaker"),
)

NAMED = Table(
    "named",
    METADATA,
    Column("name", String(512), primary_key=True, comment="lower case"),
    Column("role", String(8), primary_key=True, comment="by: on their word; about: named in it"),
    Column("claim", Integer, primary_key=True, comment="claim.seq"),
    Index("ix_named_claim", "claim"),
)

CORRECTION = Table(
    "correction",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("story", String(64), nullable=False),
    Column("record", LargeBinary, nullable=False, comment="Correction, MessagePack"),
    Column("at", String(40), nullable=False),
    Index("ix_correction_story", "story"),
)

FEED = Table(
    "feed",
    METADATA,
    Column("url", String(2048), primary_key=True),
    Column("outlet", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("polled_at", String(40)),
    Column("due_at", String(40)),
    Column("failures", Integer, nullable=False, default=0),
    Column("told", Text, comment="what went wrong last, in words"),
)

SEEN = Table(
    "seen",
    METADATA,
    Column("key", String(2048), primary_key=True, comment="feed entry's link or id"),
    Column("feed", String(2048), nullable=False),
    Column("at", String(40), nullable=False),
    Column("outcome", String(32), nullable=False, comment="added, known, or a rejection's reason"),
    Index("ix_seen_feed", "feed"),
)

SUPPRESSED = Table(
    "suppressed",
    METADATA,
    Column("name", String(512), primary_key=True, comment="lower case; taken out of pages and search"),
    Column("reason", Text, nullable=False),
    Column("at", String(40), nullable=False),
)

STATE = Table(
    "state",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("value", LargeBinary, nullable=False),
)
"""State of folds (the stories' clustering), whole, replaced in the transaction that writes what it led to."""

STATE_SINCE = Table(
    "state_since",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False),
    Column("value", LargeBinary, nullable=False),
    Index("ix_state_since_key", "key"),
)
"""What came to a state since it was kept whole, in order; gone when it is kept whole again."""
