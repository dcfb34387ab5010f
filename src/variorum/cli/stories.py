"""`variorum stories`: a stream of articles becomes events that keep their names; `compare --story` and `--all`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from variorum.cli.app import OK, REJECTIONS, USAGE
from variorum.errors import ConfigError, InputError

_PAGES = (".html", ".htm")


def add_parser(commands: Any, inputs: Any, epilog: str) -> None:  # noqa: ANN401 - argparse has no public type for it
    """Add the command's arguments."""
    parser = commands.add_parser(
        "stories",
        help="find the stories in a stream of articles",
        description="Find which articles report one event. They are taken in the order of their dates, or of the input "
        "where they have none.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    inputs(parser)
    parser.add_argument(
        "--format",
        choices=("jsonl", "html"),
        help="jsonl: a row an article; html: a picture of the stream (default: by the ending of --out, else jsonl)",
    )
    parser.add_argument(
        "--events", action="store_true", help="as rows, write what happened instead: created, joined, merged, split"
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        action="append",
        default=[],
        help="write here (.jsonl or .html) instead of standard output; may be given several times",
    )
    parser.add_argument(
        "--store",
        metavar="FILE",
        help="the stories of a store, the last changed first; with INPUTs, these are added to it before",
    )
    parser.add_argument(
        "--state", metavar="FILE", help="keep the stories here: a later run goes on where this one ended"
    )


def _format_of(path: str, chosen: str | None) -> str:
    if chosen is not None:
        return chosen
    ending = Path(path).suffix.lower()
    if ending in _PAGES:
        return "html"
    if ending in (".jsonl", ".json", ".out", ".txt", ""):
        return "jsonl"
    raise ConfigError(f"--out {path!r}: the ending {ending!r} tells no format; use .jsonl or .html, or add --format")


def run(options: argparse.Namespace) -> int:
    """Run the command."""
    import msgspec

    from variorum import streams
    from variorum.cli.commands import config_of, progress_line, tell_rejections, write_whole
    from variorum.exports.stream_page import stream_page

    if options.store is not None:
        from variorum.cli.desk import stories

        return stories(options)
    if not options.inputs:
        raise InputError("no input was given; name files or folders, or '-' for standard input")
    forms = [(path, _format_of(path, options.format)) for path in options.out]
    found = streams.stories(
        options.inputs,
        state=options.state,
        config=config_of(options),
        stdin=sys.stdin.buffer,
        progress=progress_line(options.quiet),
    )
    for note in found.notes:
        print(f"variorum: {note}", file=sys.stderr)

    def render(form: str) -> bytes:
        if form == "html":
            return stream_page(streams.pictured(found)).encode("utf-8")
        return b"".join(msgspec.json.encode(r) + b"\n" for r in (found.events if options.events else found.rows))

    for path, form in forms:
        write_whole(path, render(form))
        if not options.quiet:
            print(f"variorum: wrote {path}", file=sys.stderr)
    if not forms:
        sys.stdout.buffer.write(render(options.format or "jsonl"))
        sys.stdout.buffer.flush()
    code = tell_rejections(found.rejections, options.rejects)
    return code if found.rows else USAGE


def _stories_of(options: argparse.Namespace) -> tuple[dict[str, Any], tuple[Any, ...]]:
    from variorum import streams
    from variorum.cli.commands import config_of, progress_line

    if options.paste:
        raise ConfigError("--paste goes with neither --story nor --all; give the articles as files")
    return streams.stories_of(
        options.inputs,
        state=options.state,
        config=config_of(options),
        stdin=sys.stdin.buffer,
        progress=progress_line(options.quiet),
    )


def inputs_of_story(options: argparse.Namespace) -> list[Any]:
    """The articles that `compare --story` compares; [] where there is nothing to compare, which is said."""
    from variorum import session
    from variorum.cli.commands import config_of

    if not options.story:
        raise ConfigError("--state says where the stories are kept; name one with --story ID, or all with --all DIR")
    stories, _ = _stories_of(options)
    if options.story not in stories:
        raise InputError(
            f"no article among the inputs stands in a story {options.story!r}; "
            "list stories with: variorum stories INPUT…"
        )
    documents = stories[options.story]
    origins = session.count_origins(documents, config=config_of(options))
    if origins < 2:
        print(f"variorum: {_not_compared(options.story, documents, origins)}", file=sys.stderr)
        return []
    return list(documents)


def _not_compared(story: str, documents: Any, origins: int) -> str:  # noqa: ANN401 - documents of one story
    names = ", ".join(d.outlet or d.row_id or d.source for d in documents[:5])
    many = f"{len(documents)} report{'' if len(documents) == 1 else 's'}"
    if not origins:
        return f"story {story} has no report in a language that is read ({many}: {names}), so nothing can be compared"
    return f"story {story} has fewer than two origins ({many}: {names}), so there is nothing to compare"


def compare_all(options: argparse.Namespace) -> int:
    """`variorum compare --all`: a page and a report for each story of two and more origins, a row for every story."""
    import msgspec

    from variorum import session
    from variorum.cli.commands import config_of, tell_rejections, write_whole

    if options.story or options.out or options.pictures or options.corrections:
        raise ConfigError(
            "--all writes a page and a report a story; it goes with no --story, --out, --pictures, --corrections"
        )
    stories, rejections = _stories_of(options)
    folder = Path(options.all)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot make the folder {options.all!r}: {error.strerror or error}") from error
    config = config_of(options)
    alone = 0
    for n, (story, documents) in enumerate(stories.items(), start=1):
        names = [d.row_id or d.source for d in documents]
        row: dict[str, Any] = {"story": story, "articles": names}
        origins = 1 if len(documents) == 1 else session.count_origins(documents, config=config)
        if origins < 2:
            alone += 1
            row |= {"origins": origins, "compared": False}
            if len(documents) > 1:
                print(f"variorum: {_not_compared(story, documents, origins)}", file=sys.stderr)
        else:
            report = session.compare(documents, words=options.words, config=config)
            rejections += tuple(report.rejections)
            write_whole(str(folder / f"{story}.html"), report.to_html(full_text=options.full_text))
            write_whole(str(folder / f"{story}.json"), report.to_json())
            row |= {"origins": len(report.origins), "compared": True}
            row |= {"page": f"{story}.html", "report": f"{story}.json"}
            if not options.quiet:
                print(f"variorum: {n}/{len(stories)}: {story}, {len(documents)} reports", file=sys.stderr)
        sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
        sys.stdout.buffer.flush()
    if alone and not options.quiet:
        print(
            f"variorum: {alone} of {len(stories)} stories have fewer than two origins and were not compared",
            file=sys.stderr,
        )
    code = tell_rejections(rejections, options.rejects)
    return code if stories else REJECTIONS if code == OK else code
