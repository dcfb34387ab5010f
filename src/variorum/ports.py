"""What the steps need from outside, as protocols; adapters provide it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from variorum.records.source import Rejection
from variorum.records.web import Fetched, Validators


class TaggedToken(Protocol):
    """One token of a tagger's output; offsets into the text that was given, fields as in `records.parse.Token`."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def space(self) -> bool: ...  # noqa: D102
    @property
    def lemma(self) -> str: ...  # noqa: D102
    @property
    def pos(self) -> str: ...  # noqa: D102
    @property
    def tag(self) -> str: ...  # noqa: D102
    @property
    def dep(self) -> str: ...  # noqa: D102
    @property
    def head(self) -> int: ...  # noqa: D102
    @property
    def sent_start(self) -> bool: ...  # noqa: D102
    @property
    def ent(self) -> str: ...  # noqa: D102
    @property
    def ent_begins(self) -> bool: ...  # noqa: D102


class Tagger(Protocol):
    """Tokens, lemmas, parts of speech, dependencies and named entities."""

    def tag(
        self, texts: Sequence[str], *, sentence_starts: Sequence[frozenset[int]] | None = None
    ) -> Sequence[Sequence[TaggedToken]]:
        """Tag each text.

        Args:
            texts: Paragraphs.
            sentence_starts: For each text the offsets at which a sentence begins; the tagger splits
                there and nowhere else. None leaves the choice to the tagger.

        Returns:
            The tokens of each text, `head` as place within that text.
        """
        ...


class Encoder(Protocol):
    """Sentence embeddings."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed each text.

        Returns:
            Array of shape `(len(texts), dimensions)`, rows of unit length.
        """
        ...


class Fetcher(Protocol):
    """Pages and feeds from the web."""

    def fetch(
        self, url: str, *, validators: Validators | None = None, most_bytes: int | None = None
    ) -> Fetched | Rejection:
        """Ask for a page or feed.

        Args:
            url: Its address.
            validators: Those of an earlier answer for this address: the body comes only if it has changed.
            most_bytes: Most bytes of the body; a setting where None.

        Returns:
            The answer, or why there is none that may be read.
        """
        ...
