"""The tools: what an agent can ask of a store.

Source: Model Context Protocol (https://modelcontextprotocol.io), by its own Python library.
"""

from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Literal

from anyio import to_thread

from variorum.agents import told
from variorum.desk import Desk
from variorum.errors import ConfigError, VariorumError
from variorum.questions import Questions
from variorum.records.report import Report

if TYPE_CHECKING:
    from mcp.server import MCPServer

_INSTRUCTIONS = (
    "A store of news reports, compared by story. Cite outlet and characters for what you say; count independent "
    f"origins, not outlets; keep hedges. {told.NOTICE}"
)
_MOST = 50


def make_server(desk: Desk) -> "MCPServer":
    """The tools over one store.

    Args:
        desk: The store and its use cases.

    Returns:
        A server that reads only; run it over stdio, or mount its `streamable_http_app()`.

    Raises:
        ConfigError: If the package `mcp` is not installed.
    """
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp.types import ToolAnnotations
        from pydantic import Field
    except ImportError as error:
        raise ConfigError("mcp is not installed; install it with: pip install 'variorum[mcp]'") from error

    server = MCPServer("variorum", version=version("variorum"), instructions=_INSTRUCTIONS)
    reading = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    tool = partial(server.tool, annotations=reading, structured_output=False)
    questions = Questions(desk)
    limit_field = Field(ge=1, le=_MOST)

    async def answered(ask: Callable[[], str]) -> str:
        def safely() -> str:
            try:
                return ask()
            except VariorumError as error:
                # The store's own words name its file, which is nothing for an agent.
                raise ToolError("The store cannot be read just now.") from error

        return await to_thread.run_sync(safely)

    def report_of(story: str) -> Report:
        if questions.story(story) is None:
            raise ToolError("There is no such story; search_stories gives ids.")
        report = questions.report(story)
        if report is None:
            raise ToolError("This story has no comparison yet: it has one report, or waits for its turn.")
        return report

    @tool()
    async def search_stories(
        words: Annotated[str, Field(max_length=500)] = "", limit: Annotated[int, limit_field] = 10
    ) -> str:
        """Stories whose reports have all the words; the last changed ones where none are given."""
        return await answered(lambda: told.stories(questions.stories(words, limit=limit)))

    @tool()
    async def compare_story(story: str) -> str:
        """One story (by id): its reports and their origins, a brief, and its points with who states them."""
        return await answered(lambda: told.comparison(report_of(story)))

    @tool()
    async def who_says(
        name: Annotated[str, Field(min_length=1, max_length=200)],
        role: Literal["by", "about"] = "by",
        limit: Annotated[int, limit_field] = 20,
    ) -> str:
        """Claims on the word of a person, office or body (by), or about it or a framework (about), newest first."""
        return await answered(lambda: told.said(questions.who_says(name, role=role, limit=limit)))

    @tool()
    async def where_do_they_differ(story: str, kind: Literal["conflicts", "all"] = "conflicts") -> str:
        """Where a story's reports differ, the gravest first, both sides in their words."""
        return await answered(lambda: told.differences(report_of(story), all_of_them=kind == "all"))

    @tool()
    async def check_claim(sentence: Annotated[str, Field(min_length=1, max_length=1000)]) -> str:
        """What the held reports say of a sentence: supported, contradicted, disputed, unclear or not in them."""
        return await answered(lambda: told.checked(questions.check(sentence)))

    return server
