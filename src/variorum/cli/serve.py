"""`variorum serve`: a store's pages in the browser."""

import argparse
import logging
import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from variorum.errors import ConfigError, InputError

if TYPE_CHECKING:
    from variorum.http.security import Rules

_LEAST_TOKEN = 16
TOKEN_VARIABLE = "VARIORUM_TOKEN"  # noqa: S105
"""The environment variable that holds the token; a token in the arguments would stand in the list of processes."""


def add_parser(commands: Any) -> None:  # noqa: ANN401 - argparse has no public type for it
    """Add the command's arguments."""
    parser = commands.add_parser(
        "serve",
        help="show a store in the browser",
        description="Show a store's stories, comparisons and articles in the browser, and take corrections. On this "
        "machine alone unless --host says otherwise; off it, a token is asked for.",
    )
    parser.add_argument("--store", metavar="FILE", default="desk.variorum", help="the store (default: desk.variorum)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8765, help="port to listen on (default: 8765)")
    parser.add_argument(
        "--name",
        metavar="HOST",
        action="append",
        default=[],
        help="a name by which browsers reach it, as desk.example; may be given several times; asks for a token",
    )
    parser.add_argument(
        "--token-file", metavar="FILE", help=f"a file with the token (default: ${TOKEN_VARIABLE}, else a new one)"
    )
    parser.add_argument(
        "--plain-http",
        action="store_true",
        help="off this machine, send cookies without HTTPS too; only for a network that you trust",
    )
    parser.add_argument(
        "--excerpt-chars", metavar="N", type=int, default=400, help="most characters of a text in lists (default: 400)"
    )
    parser.add_argument(
        "--article-chars", metavar="N", type=int, help="most characters of an article on its own page (default: all)"
    )
    parser.add_argument(
        "--max-upload", metavar="MB", type=int, default=2, help="largest request that is taken, in MB (default: 2)"
    )
    parser.add_argument("--no-compare", action="store_true", help="only show what was compared before")
    parser.add_argument(
        "--press", metavar="FILE", help="a TOML file of agencies and outlets to lay over the package's own lists"
    )
    parser.add_argument("--quiet", action="store_true", help="only errors on standard error")


def _token(options: argparse.Namespace) -> str:
    """The token that opens a server which others can reach, from where it was given, else a new one."""
    given = os.environ.get(TOKEN_VARIABLE, "")
    if options.token_file:
        try:
            given = Path(options.token_file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot read the token in {options.token_file!r}: {error}") from error
    if not given:
        return secrets.token_urlsafe(24)
    if len(given) < _LEAST_TOKEN or not given.isascii() or not given.isprintable():
        raise ConfigError(f"the token is too easily guessed; give {_LEAST_TOKEN} characters and more, of ASCII")
    return given


def rules_of(options: argparse.Namespace) -> "Rules":
    """Who may ask, from the options.

    Raises:
        ConfigError: If the token is too short.
        InputError: If its file cannot be read.
    """
    from variorum.http.security import Rules, host_of, is_loopback

    hosts = {host_of(options.host), *map(host_of, options.name)} - {"", "0.0.0.0", "::"}  # noqa: S104
    max_body = options.max_upload * 1_000_000
    if is_loopback(options.host) and not options.name:
        return Rules(hosts=frozenset({"127.0.0.1", "localhost", "::1", *hosts}), max_body=max_body)
    if not hosts:
        raise ConfigError(
            f"--host {options.host} is every address; name the server as browsers will, such as --name desk.example"
        )
    return Rules(hosts=frozenset(hosts), token=_token(options), secure=not options.plain_http, max_body=max_body)


def run(options: argparse.Namespace) -> int:
    """`variorum serve`."""
    import uvicorn

    from variorum.config import Config
    from variorum.desk import Desk
    from variorum.http.app import Limits, create_app
    from variorum.http.work import Worker

    for option, least in (("excerpt_chars", 40), ("article_chars", 40), ("max_upload", 1), ("port", 0)):
        value = getattr(options, option)
        if value is not None and value < least:
            raise ConfigError(f"--{option.replace('_', '-')} {value} is too small; write {least} or more")
    rules = rules_of(options)
    config = Config(press=options.press)
    logging.basicConfig(
        level=logging.ERROR if options.quiet else logging.INFO, format="variorum: %(message)s", stream=sys.stderr
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with Desk(options.store, config=config) as desk:
        worker = None if options.no_compare or desk.read_only else Worker(desk.path, config=config)
        limits = Limits(excerpt_chars=options.excerpt_chars, article_chars=options.article_chars)
        app = create_app(desk, rules=rules, worker=worker, limits=limits)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                host=options.host,
                port=options.port,
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                # Nobody's word on where a request comes from is taken.
                proxy_headers=False,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=1,
                limit_concurrency=1000,
                h11_max_incomplete_event_size=64_000,
            )
        )
        try:
            socket = server.config.bind_socket()
        except SystemExit:
            raise InputError(
                f"cannot listen on {options.host} port {options.port}; another program may: choose another --port"
            ) from None
        socket.listen(2048)  # before the address is told: who asks at once waits, and is not refused
        host, port = socket.getsockname()[:2]
        shown = options.name[0] if options.name else (f"[{host}]" if ":" in host else host)
        if not options.quiet:
            if desk.read_only:
                print(
                    f"variorum: {options.store} can only be read: its pages show what it holds, nothing is compared, "
                    "corrected or added",
                    file=sys.stderr,
                )
            print(f"variorum: {options.store} at http://{shown}:{port}/ (Ctrl-C ends)", file=sys.stderr, flush=True)
            if rules.token is not None and not options.token_file and not os.environ.get(TOKEN_VARIABLE):
                # To a person at the terminal once; a log never has it.
                told = rules.token if sys.stderr.isatty() else "not shown here; give one with --token-file"
                print(f"variorum: token: {told}", file=sys.stderr, flush=True)
        server.run(sockets=[socket])
    return 0
