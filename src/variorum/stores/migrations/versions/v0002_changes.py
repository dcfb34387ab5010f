"""Counted changes, so that what is new is exact where the clock is not; names by which claims are found."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables one version forward."""
    with op.batch_alter_table("story") as table:
        table.add_column(sa.Column("change", sa.Integer(), nullable=False, server_default="0"))
    # Stories that stood before get their numbers in the order in which they changed.
    op.execute(
        "UPDATE story SET change = (SELECT count(*) FROM story AS o WHERE o.changed_at < story.changed_at "
        "OR (o.changed_at = story.changed_at AND o.id <= story.id))"
    )
    op.create_index("ix_story_change", "story", ["change"], unique=False)
    with op.batch_alter_table("report") as table:
        # No report of before has the number of its story: each is made again, and shown until it is.
        table.add_column(sa.Column("change", sa.Integer(), nullable=False, server_default="-1"))
    op.create_index("ix_report_made_at", "report", ["made_at"], unique=False)
    op.create_table(
        "named",
        sa.Column("claim", sa.Integer(), nullable=False, comment="claim.seq"),
        sa.Column("name", sa.String(length=512), nullable=False, comment="lower case"),
        sa.Column("role", sa.String(length=8), nullable=False, comment="by: on their word; about: named in it"),
        sa.PrimaryKeyConstraint("name", "role", "claim", name=op.f("pk_named")),
    )
    op.create_index("ix_named_claim", "named", ["claim"], unique=False)
