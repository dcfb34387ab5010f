"""Several reports of one event, side by side.

    >>> import variorum
    >>> report = variorum.compare(["examples/bridge"])  # doctest: +SKIP
    >>> report.points[0].text, report.variants[0].note  # doctest: +SKIP

Everything that loads a model or a library is imported when it is first used.
"""

from typing import TYPE_CHECKING, Any

from variorum.errors import ConfigError, InputError, ModelError, VariorumError

if TYPE_CHECKING:
    from variorum.batches.batch import batch
    from variorum.config import Config
    from variorum.corpora import lineage
    from variorum.desk import open_desk as open
    from variorum.session import StoryReport as Report
    from variorum.session import compare, explain, open_report, read

__all__ = [
    "Config",
    "ConfigError",
    "InputError",
    "ModelError",
    "Report",
    "VariorumError",
    "batch",
    "compare",
    "explain",
    "lineage",
    "open",
    "open_report",
    "read",
]

_LAZY = {
    "Config": ("variorum.config", "Config"),
    "Report": ("variorum.session", "StoryReport"),
    "batch": ("variorum.batches.batch", "batch"),
    "compare": ("variorum.session", "compare"),
    "explain": ("variorum.session", "explain"),
    "lineage": ("variorum.corpora", "lineage"),
    "open": ("variorum.desk", "open_desk"),
    "open_report": ("variorum.session", "open_report"),
    "read": ("variorum.session", "read"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attributes are of any type
    if name not in _LAZY:
        raise AttributeError(f"module 'variorum' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _LAZY[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
