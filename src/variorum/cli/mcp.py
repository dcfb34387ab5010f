"""`variorum mcp`: a store's tools for agents."""

import argparse
import os
import select
import sys
import threading
import time
from typing import Any

_GRACE_SECONDS = 1.0
"""How long a server whose client no longer reads may take to end by itself."""


def add_parser(commands: Any) -> None:  # noqa: ANN401 - argparse has no public type for it
    """Add the command's arguments."""
    parser = commands.add_parser(
        "mcp",
        help="give agents tools over a store",
        description="Answer agents by the Model Context Protocol: search, compare, who says what, where reports "
        "differ, what they say of a sentence. Over standard input and output unless --http is given. Reads only.",
    )
    parser.add_argument("--store", metavar="FILE", default="desk.variorum", help="the store (default: desk.variorum)")
    parser.add_argument("--http", action="store_true", help="answer over Streamable HTTP, at /mcp")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8766, help="port to listen on (default: 8766)")
    parser.add_argument(
        "--name", metavar="HOST", action="append", default=[], help="a name by which it is reached; asks for a token"
    )
    parser.add_argument("--token-file", metavar="FILE", help="a file with the token (default: $VARIORUM_TOKEN)")
    parser.add_argument("--quiet", action="store_true", help="only errors on standard error")


def http_app(desk: Any, rules: Any) -> Any:  # noqa: ANN401 - their packages are loaded only when this runs
    """The tools as an ASGI application behind the same guard as the pages."""
    from mcp.server.transport_security import TransportSecuritySettings

    from variorum.agents.body import WholeBody
    from variorum.agents.server import make_server
    from variorum.http.security import Guard

    app = make_server(desk).streamable_http_app(
        json_response=True,
        stateless_http=True,
        max_request_body_size=rules.max_body,
        # The guard has looked at Host and Origin before; two lists of names would come apart.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return Guard(WholeBody(app), rules=rules)


def _end_with_reader() -> None:
    """End the process soon after nobody reads its standard output any more.

    A client that is gone closes both pipes, and the end of the input ends the server. One that only stops to read
    leaves it waiting for the next request in a thread that nothing can wake.
    """
    if not hasattr(select, "poll"):
        return
    try:
        output = os.dup(1)
    except OSError:
        return

    def watch() -> None:
        poll = select.poll()
        poll.register(output, 0)  # asks for nothing but what is always told: that the other end is closed
        poll.poll()
        time.sleep(_GRACE_SECONDS)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def _answer_over_pipes(server: Any) -> int:  # noqa: ANN401 - its package is loaded only when this runs
    _end_with_reader()
    try:
        server.run("stdio")
    except* (BrokenPipeError, ConnectionError):
        pass  # the client is gone, and that is how it says so
    return 0


def run(options: argparse.Namespace) -> int:
    """`variorum mcp`."""
    from variorum.agents.server import make_server
    from variorum.desk import Desk

    with Desk(options.store, create=False) as desk:
        server = make_server(desk)
        if not options.http:
            return _answer_over_pipes(server)
        import uvicorn

        from variorum.cli.serve import rules_of

        options.plain_http, options.max_upload = True, 1
        rules = rules_of(options)
        if not options.quiet:
            print(f"variorum: {options.store} at http://{options.host}:{options.port}/mcp", file=sys.stderr)
        uvicorn.run(
            http_app(desk, rules),
            host=options.host,
            port=options.port,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
        )
    return 0
