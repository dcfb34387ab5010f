"""The local engine: one process, steps in the plan's order, articles by id."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from variorum.pipeline import GIVEN, OF_ONE, Shape, Step, Tools
from variorum.records.source import Article

Progress = Callable[[str, int, int], None]
"""Called as `(step, done, total)`; total is the number of articles for `each` steps, else 1."""


def silent(step: str, done: int, total: int) -> None:
    """Say nothing."""


def run(
    plan: Sequence[Step],
    articles: Sequence[Article],
    *,
    tools: Tools,
    progress: Progress = silent,
    given: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Run a plan over a story's articles.

    Args:
        plan: Steps in order.
        articles: Distinct articles, in any order: the result is the same in every order.
        tools: What the steps need from outside.
        progress: Called as work goes on.
        given: Further tables that steps may read; those of `GIVEN` that are absent are empty.

    Returns:
        Every table by name, "articles" included.
    """
    state: dict[str, Any] = dict.fromkeys(GIVEN, ())
    state.update(given or {})
    state |= {"articles": {a.id: a for a in sorted(articles, key=lambda a: a.id)}}
    for step in plan:
        if step.shape is Shape.GROUP:
            progress(step.name, 0, 1)
            result = step.run(*(state[name] for name in step.reads), tools=tools)
            parts = result if len(step.writes) > 1 else (result,)
            state.update(zip(step.writes, parts, strict=True))
            progress(step.name, 1, 1)
            continue
        tables: list[dict[str, Any]] = [{} for _ in step.writes]
        total = len(state["articles"])
        for done, key in enumerate(state["articles"]):
            progress(step.name, done, total)
            read = [state[OF_ONE[n]][key] if n in OF_ONE else state[n] for n in step.reads]
            result = step.run(*read, tools=tools)
            for table, part in zip(tables, result if len(step.writes) > 1 else (result,), strict=True):
                table[key] = part
        progress(step.name, total, total)
        state.update(zip(step.writes, tables, strict=True))
    return state
