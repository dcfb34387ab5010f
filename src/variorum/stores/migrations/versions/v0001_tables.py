"""The first tables: articles, raw inputs, stories, reports, claims, feeds, corrections; full-text search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables one version forward."""
    op.create_table(
        "article",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False, comment="order of arrival"),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("raw_hash", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="version of the record's form"),
        sa.Column("record", sa.LargeBinary(), nullable=False, comment="Article, MessagePack, zlib"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_article")),
        sa.UniqueConstraint("id", name=op.f("uq_article_id")),
    )
    op.create_index("ix_article_outlet", "article", ["outlet"], unique=False)
    op.create_index("ix_article_published", "article", ["published"], unique=False)
    op.create_index("ix_article_url", "article", ["url"], unique=False)
    op.create_table(
        "claim",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("story", sa.String(length=64), nullable=False),
        sa.Column("point", sa.String(length=64), nullable=False),
        sa.Column("article", sa.String(length=64), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True, comment="nearest of those on whose word it rests"),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True, comment="canonical names that stand in it, one a line"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_claim")),
    )
    op.create_index("ix_claim_speaker", "claim", ["speaker"], unique=False)
    op.create_index("ix_claim_story", "claim", ["story"], unique=False)
    op.create_table(
        "correction",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("story", sa.String(length=64), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False, comment="Correction, MessagePack"),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_correction")),
    )
    op.create_index("ix_correction_story", "correction", ["story"], unique=False)
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False, comment="created, joined, merged or split, as JSON"),
        sa.Column("story", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event")),
    )
    op.create_index("ix_event_story", "event", ["story"], unique=False)
    op.create_table(
        "feed",
        sa.Column("url", sa.String(length=2048), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("polled_at", sa.String(length=40), nullable=True),
        sa.Column("due_at", sa.String(length=40), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=True, comment="what went wrong last, in words"),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_feed")),
    )
    op.create_table(
        "raw",
        sa.Column(
            "hash", sa.String(length=64), nullable=False, comment="SHA-256 of the bytes as they were read, in hex"
        ),
        sa.Column("media", sa.String(length=16), nullable=False, comment="text or html"),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes before compression"),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="the bytes, zlib"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_raw")),
    )
    op.create_table(
        "rejection",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("input", sa.Text(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_rejection")),
        sa.UniqueConstraint("input", "reason", name=op.f("uq_rejection_input")),
    )
    op.create_table(
        "report",
        sa.Column("story", sa.String(length=64), nullable=False),
        sa.Column("made_of", sa.String(length=64), nullable=False, comment="hash of articles, corrections, versions"),
        sa.Column("made_at", sa.String(length=40), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("disputes", sa.Integer(), nullable=False, comment="variants that are conflicts"),
        sa.Column("record", sa.LargeBinary(), nullable=False, comment="Report, JSON, zlib"),
        sa.Column("page", sa.LargeBinary(), nullable=False, comment="its page, HTML, zlib"),
        sa.PrimaryKeyConstraint("story", name=op.f("pk_report")),
    )
    op.create_table(
        "seen",
        sa.Column("key", sa.String(length=2048), nullable=False, comment="feed entry's link or id"),
        sa.Column("feed", sa.String(length=2048), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False, comment="added, known, or a rejection's reason"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_seen")),
    )
    op.create_index("ix_seen_feed", "seen", ["feed"], unique=False)
    op.create_table(
        "state",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_state")),
    )
    op.create_table(
        "story",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first", sa.String(length=40), nullable=True, comment="publication of its first article"),
        sa.Column("last", sa.String(length=40), nullable=True, comment="publication of its last article"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
    )
    op.create_index("ix_story_changed_at", "story", ["changed_at"], unique=False)
    op.create_index("ix_story_last", "story", ["last"], unique=False)
    op.create_table(
        "suppressed",
        sa.Column("name", sa.String(length=512), nullable=False, comment="lower case; taken out of pages and search"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_suppressed")),
    )
    op.create_table(
        "member",
        sa.Column("article", sa.String(length=64), nullable=False),
        sa.Column("story", sa.String(length=64), nullable=False),
        sa.Column("joined_at", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name=op.f("fk_member_story")),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_member")),
    )
    op.create_index("ix_member_story", "member", ["story"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            'CREATE VIRTUAL TABLE article_words USING fts5(title, body, tokenize = "unicode61 remove_diacritics 2")'
        )
        op.execute('CREATE VIRTUAL TABLE claim_words USING fts5(text, tokenize = "unicode61 remove_diacritics 2")')
