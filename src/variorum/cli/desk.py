"""`variorum add`, `serve`, `export`: a store and its pages."""

import argparse
import logging
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from variorum.cli.app import OK, USAGE
from variorum.cli.commands import progress_line, tell_rejections, write_whole
from variorum.config import Config
from variorum.errors import ConfigError, InputError

if TYPE_CHECKING:
    from variorum.desk import Desk
    from variorum.http.security import Rules

_LEAST_TOKEN = 16
TOKEN_VARIABLE = "VARIORUM_TOKEN"  # noqa: S105
"""The environment variable that holds the token; a token in the arguments would stand in the list of processes."""


def add(options: argparse.Namespace) -> int:
    """`variorum add`."""
    from variorum.desk import Desk

    if not options.inputs:
        raise InputError("no input was given; name files or folders, or '-' for standard input")
    config = Config(press=options.press, published=options.published)
    with Desk(options.store, config=config) as desk:
        result = desk.add(options.inputs, stdin=sys.stdin.buffer, progress=progress_line(options.quiet))
    if not options.quiet:
        known = f", {result.known} were there already" if result.known else ""
        print(f"variorum: {len(result.new)} added to {options.store}{known}", file=sys.stderr)
    code = tell_rejections(result.rejections, options.rejects)
    return code if result.new or result.known else USAGE


# -- serve ------------------------------------------------------------------------------------------------------------


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
        raise ConfigError(f"--host {options.host} is every address; name the server as browsers will: --name desk.example")
    return Rules(hosts=frozenset(hosts), token=_token(options), secure=not options.plain_http, max_body=max_body)


def serve(options: argparse.Namespace) -> int:
    """`variorum serve`."""
    import uvicorn

    from variorum.desk import Desk
    from variorum.http.app import Limits, create_app
    from variorum.http.work import Worker

    rules = rules_of(options)
    config = Config(press=options.press)
    logging.basicConfig(
        level=logging.ERROR if options.quiet else logging.INFO, format="variorum: %(message)s", stream=sys.stderr
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with Desk(options.store, config=config) as desk:
        worker = None if options.no_compare else Worker(desk.path, config=config)
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
        host, port = socket.getsockname()[:2]
        shown = options.name[0] if options.name else (f"[{host}]" if ":" in host else host)
        if not options.quiet:
            print(f"variorum: {options.store} at http://{shown}:{port}/ (Ctrl-C ends)", file=sys.stderr, flush=True)
            if rules.token is not None and not options.token_file and not os.environ.get(TOKEN_VARIABLE):
                # To a person at the terminal once; a log never has it.
                told = rules.token if sys.stderr.isatty() else "not shown here; give one with --token-file"
                print(f"variorum: token: {told}", file=sys.stderr, flush=True)
        server.run(sockets=[socket])
    return OK


# -- export -----------------------------------------------------------------------------------------------------------


def _rows(desk: "Desk", what: str) -> Iterator[Any]:
    if what == "articles":
        return (article for _, article in desk.store.articles())
    if what == "rejections":
        return iter(desk.store.rejections())
    if what == "feeds":
        return iter(desk.feeds.all())
    if what == "events":
        return desk.stories.events()
    if what == "stories":
        return (
            {**msgspec.structs.asdict(row), "articles": desk.stories.members(row.id)} for row in desk.stories.each()
        )
    if what == "corrections":
        return (
            {"story": row.id, **msgspec.structs.asdict(c)}
            for row in desk.stories.each()
            for c in desk.corrections.of(row.id)
        )
    return (report for row in desk.stories.each() if (report := desk.reports.report(row.id)) is not None)


def export(options: argparse.Namespace) -> int:
    """`variorum export`."""
    from variorum.desk import Desk

    with Desk(options.store, create=False) as desk:
        rows = (msgspec.json.encode(row) + b"\n" for row in _rows(desk, options.what))
        if not options.out:
            for row in rows:
                sys.stdout.buffer.write(row)
            sys.stdout.buffer.flush()
            return OK
        write_whole(options.out, (row.decode("utf-8") for row in rows))
    if not options.quiet:
        print(f"variorum: wrote {options.out}", file=sys.stderr)
    return OK


