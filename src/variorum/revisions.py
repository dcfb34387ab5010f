"""Use case: two versions of one article, and what the later one says otherwise."""

from collections.abc import Callable, Iterable
from typing import BinaryIO

import msgspec

from variorum import ingest, session
from variorum.config import Config
from variorum.engines import local
from variorum.errors import InputError
from variorum.pipeline import CLAIM_PLAN
from variorum.ports import Fetcher
from variorum.records.revision import Revision
from variorum.records.source import Article, Rejection
from variorum.steps.align import align_claims
from variorum.steps.revise import compare_versions


def revisions(
    inputs: Iterable[ingest.Input],
    *,
    published: str | None = None,
    config: Config | None = None,
    fetcher: Fetcher | None = None,
    stdin: BinaryIO | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Revision, list[Rejection]]:
    """Compare two versions of an article.

    Args:
        inputs: As for `compare`; together they hold two articles, the earlier version first.
        published: Publication date for inputs that state none.
        config: Other settings.
        fetcher: Asks for what lies at addresses; one by the settings where None.
        stdin: What the input `-` reads.
        progress: Called as `(step, done, total)`.

    Returns:
        What came, went and changed; and the inputs that were not read.

    Raises:
        InputError: If the inputs do not hold exactly two articles.
        ModelError: If a language model's package is absent.
    """
    settings = msgspec.structs.replace(config or Config(), **({"published": published} if published else {}))
    documents, rejections = ingest.documents_of(
        inputs, config=settings, stdin=stdin, fetcher=fetcher, progress=progress
    )
    articles: list[Article] = []
    for document in documents:
        # Each by itself: what two pages share is a page's frame, but two versions share the article.
        found, refused = ingest.clean([document], config=settings)
        articles += found
        rejections += refused
    if len(articles) != 2:
        why = "; ".join(f"{r.id}: {r.detail}" for r in rejections[:3])
        raise InputError(
            f"two versions of an article are compared, and the inputs hold {len(articles)}"
            + (f" ({why})" if why else "; give the earlier and the later one")
        )
    return compare_two(articles[0], articles[1], progress=progress), rejections


def compare_two(
    before: Article, after: Article, *, progress: Callable[[str, int, int], None] | None = None
) -> Revision:
    """Compare two versions that were read before, as a store keeps them.

    Args:
        before: The earlier version.
        after: The later one.
        progress: As for `revisions`.

    Raises:
        ModelError: If a language model's package is absent.
    """
    tools = session.models()
    # Two inputs may hold one text under one name; they are two versions all the same.
    later = msgspec.structs.replace(after, id=f"{after.id}+") if after.id == before.id else after
    state = local.run(CLAIM_PLAN, [before, later], tools=tools, progress=progress or local.silent)
    points = align_claims(
        [before, later], state["parses"], state["claims"], names=state["names"], encoder=tools.encoder
    )
    revision = compare_versions(before, later, claims=state["claims"], parses=state["parses"], points=points)
    if later is not after:
        revision = msgspec.structs.replace(revision, after=msgspec.structs.replace(revision.after, id=after.id))
    return revision
