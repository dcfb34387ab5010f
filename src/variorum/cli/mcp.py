"""`variorum mcp`: a store's tools for agents."""

import argparse
import sys
from typing import Any


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

    from variorum.agents.server import make_server
    from variorum.http.security import Guard

    app = make_server(desk).streamable_http_app(
        json_response=True,
        stateless_http=True,
        max_request_body_size=rules.max_body,
        # The guard has looked at Host and Origin before; two lists of names would come apart.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return Guard(app, rules=rules)


def run(options: argparse.Namespace) -> int:
    """`variorum mcp`."""
    from variorum.agents.server import make_server
    from variorum.desk import Desk

    with Desk(options.store, create=False) as desk:
        server = make_server(desk)
        if not options.http:
            server.run("stdio")
            return 0
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
