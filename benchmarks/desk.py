"""The desk under load: articles added a second, pages read a second, memory over a day of feeds.

usage: python -m benchmarks.desk ingest [--articles 20000]
       python -m benchmarks.desk serve [--articles 100000] [--seconds 20] [--readers 50] [--rate 200]
       python -m benchmarks.desk day [--feeds 20] [--hours 24]

Everything is invented and stays on this machine: the server listens on loopback, its readers are asyncio connections of
another process, sent by the clock (a late answer delays no other request, and counts from when it was due).
"""

import argparse
import asyncio
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.kills import WORDS, feeds, texts
from benchmarks.made_day import made_day

if TYPE_CHECKING:
    from variorum.records.source import Article

AT = datetime(2031, 3, 12, 8, tzinfo=UTC)


def _size(path: Path) -> int:
    return sum(p.stat().st_size for p in path.parent.glob(path.name + "*"))


def ingest(options: argparse.Namespace) -> None:
    """Rows of text and pages of HTML into a store, in this process, without analysis."""
    from variorum.config import Config
    from variorum.desk import Desk

    with tempfile.TemporaryDirectory() as folder:
        given = texts(options.articles)
        lines = (json.dumps({"id": str(n), "outlet": "The Bell", "text": t}) + "\n" for n, t in enumerate(given))
        rows = Path(folder) / "rows.jsonl"
        rows.write_text("".join(lines))
        pages = Path(folder) / "pages"
        pages.mkdir()
        for n, text in enumerate(given[: options.articles // 10]):
            body = "".join(f"<p>{p}</p>" for p in text.split("\n\n"))
            (pages / f"{n:06}.html").write_text(f"<html><title>T</title><body><article>{body}</article></body></html>")
        config = Config(max_bytes=2_000_000_000)
        for name, source in (("rows of text", rows), ("pages", pages)):
            path = Path(folder) / f"{source.stem}.variorum"
            with Desk(path, config=config) as desk:
                began, used = time.perf_counter(), time.process_time()
                new = len(desk.add([str(source)]).new)
                wall, cpu = time.perf_counter() - began, time.process_time() - used
            print(
                f"{name}: {new} articles in {wall:.1f} s wall, {cpu:.1f} s of the processor: {new / wall:.0f} and "
                f"{new / cpu:.0f} a second; {_size(path) / new:.0f} bytes an article; peak "
                f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB"
            )


# -- reading ----------------------------------------------------------------------------------------------------------


def _bulk(count: int) -> Iterator["Article"]:
    from variorum.records.place import Extent
    from variorum.records.source import Article, Located

    rng = random.Random(5)
    for n in range(count):
        title = f"Report {n} on the {rng.choice(WORDS)}"
        text = f"{title}\n{' '.join(rng.choice(WORDS) for _ in range(300))} {n}."
        yield Article(
            id=f"a{n:016x}",
            source=f"row-{n}",
            text=text,
            language="en",
            outlet=f"Outlet {n % 40}",
            published=f"2031-03-{n * 28 // count + 1:02}",
            title=Located(text=title, start=0, end=len(title)),
            paragraphs=((Extent(len(title) + 1, len(text)),),),
            raw_hash=f"{n:064x}",
        )


def fill(path: Path, count: int) -> list[str]:
    """A store of so many articles in stories of up to nine, and of ten real comparisons held by a hundred stories."""
    from variorum import session
    from variorum.desk import Desk

    with Desk(path) as desk:
        rng, at, ids = random.Random(7), 0, desk.store.add(_bulk(count), at=AT).new
        membership: dict[str, tuple[str, str | None]] = {}
        stories: list[str] = []
        while at < len(ids):
            story = f"s{len(stories):06x}"
            stories.append(story)
            for article in ids[at : at + rng.randrange(1, 9)]:
                membership[article] = (story, None)
                at += 1
        desk.stories.write(membership=membership, merged={}, events=[], state=("bulk", 1, b""), at=AT)
        example = sorted((Path(__file__).parents[1] / "examples" / "fictional-ferry").glob("*.txt"))
        report = session.compare([str(p) for p in example], published="2031-03-12")
        compared = stories[-400:]
        for story in compared:
            page = report.to_html(desk=f"/story/{story}")
            row = desk.story(story)
            desk.reports.put(story, report, change=row.change, made_of=desk.made_of, page=page, at=AT)
    return compared


Took = list[tuple[str, float, int]]
"""Page, seconds from when it was due, status."""


async def _reader(port: int, due: "asyncio.Queue[tuple[float, str] | None]", took: Took) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (job := await due.get()) is not None:
        at, address = job
        writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        took.append((address.split("?")[0].split("/")[1], time.perf_counter() - at, int(head.split(b" ")[1])))
    writer.close()


async def read(port: int, addresses: list[str], *, readers: int, rate: float, seconds: float) -> Took:
    """So many readers at a rate."""
    due: asyncio.Queue[tuple[float, str] | None] = asyncio.Queue()
    took: Took = []
    tasks = [asyncio.create_task(_reader(port, due, took)) for _ in range(readers)]
    rng = random.Random(3)
    began = time.perf_counter()
    for n in range(int(rate * seconds)):
        at = began + n / rate
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        due.put_nowait((at, rng.choice(addresses)))
    for _ in tasks:
        due.put_nowait(None)
    await asyncio.gather(*tasks)
    return took


def serve(options: argparse.Namespace) -> None:
    """Readers at a rate."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(options.store or Path(folder) / "desk.variorum")
        began = time.perf_counter()
        compared = fill(path, options.articles) if not path.exists() else [f"s{n:06x}" for n in range(100)]
        if options.store:
            from variorum.desk import Desk

            with Desk(path) as desk:
                compared = [line.row.id for line in desk.lines(limit=400) if line.held]
        seconds = time.perf_counter() - began
        print(f"a store of {options.articles} articles ({_size(path) / 1e6:.0f} MB) in {seconds:.0f} s", flush=True)
        command = [sys.executable, "-m", "variorum", "serve", "--store", str(path), "--port", "0", "--no-compare"]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert server.stderr is not None
        port = int(server.stderr.readline().rsplit(":", 1)[1].split("/")[0])
        try:
            rng = random.Random(1)
            addresses = [f"/story/{rng.choice(compared)}" for _ in range(40)]
            addresses += ["/"] * 20 + ["/?reports=1&page=3"] * 5 + ["/search?q=ferry+strait"] * 10
            addresses += ["/search?q=harbour"] * 5 + ["/who"] * 5 + ["/who?name=Maruna+Teshk"] * 10 + ["/sources"] * 5
            asyncio.run(read(port, addresses, readers=options.readers, rate=20, seconds=2))  # warm
            before = _cpu(server.pid)
            took = asyncio.run(
                read(port, addresses, readers=options.readers, rate=options.rate, seconds=options.seconds)
            )
            used = _cpu(server.pid) - before
        finally:
            server.terminate()
            server.wait(timeout=20)
    errors = sum(status != 200 for _, _, status in took)
    for page in ("all", *sorted({p for p, _, _ in took})):
        times = sorted(t for p, t, _ in took if page in ("all", p))
        ranks = ", ".join(f"p{q} {times[len(times) * q // 100] * 1000:.0f} ms" for q in (50, 95, 99))
        print(f"{page or 'stories'}: {len(times)} requests, {ranks}, most {times[-1] * 1000:.0f} ms")
    share = used / options.seconds * 100
    print(f"{errors} errors; the server used {share:.0f} % of one core at {options.rate:.0f} requests a second")


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# -- a day ------------------------------------------------------------------------------------------------------------


def day(options: argparse.Namespace) -> None:
    """Feeds polled through a simulated day, resident memory by the hour."""
    from variorum import ingest
    from variorum.config import Config
    from variorum.desk import Desk
    from variorum.watch import Watch, follow

    now = [AT]
    config = Config(allow_private=True, pace_seconds=0.0)
    written = list(made_day(options.feeds * options.hours * 2))
    began, used = time.perf_counter(), time.process_time()
    with (
        tempfile.TemporaryDirectory() as folder,
        # Each feed begins empty, gets two articles an hour, and shows its last twenty.
        feeds(
            written, options.feeds, shown=lambda own: own[: int((now[0] - AT).total_seconds() / 1800)][-20:]
        ) as (base, _),
        Desk(Path(folder) / "desk.variorum", config=config, now=lambda: now[0]) as desk,
        ingest.open_fetcher(config) as fetcher,
    ):
        follow(desk, {f"{base}/feed{n}": f"Outlet {n}" for n in range(options.feeds)})
        watch = Watch(desk, fetcher=fetcher, compare=options.compare)
        for hour in range(options.hours):
            new = polls = compared = 0
            for _ in range(11):
                done = watch.once()
                new, polls, compared = new + done.new, polls + done.polled, compared + done.compared
                for words in done.told:
                    print(words, flush=True)
                now[0] += timedelta(minutes=60 / 11)
            resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
            print(
                f"hour {hour + 1:2}: {polls} polls, {new} new, {compared} compared, {resident:.0f} MiB resident",
                flush=True,
            )
        sizes = [row.size for row in desk.stories.each()]
        wall, cpu = time.perf_counter() - began, time.process_time() - used
        print(
            f"{desk.store.counts().articles} articles, {len(sizes)} stories of up to {max(sizes)}; {wall:.0f} s wall, "
            f"{cpu:.0f} s of the processor"
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("ingest")
    one.add_argument("--articles", type=int, default=20_000)
    two = commands.add_parser("serve")
    two.add_argument("--articles", type=int, default=100_000)
    two.add_argument("--seconds", type=float, default=20)
    two.add_argument("--readers", type=int, default=50)
    two.add_argument("--rate", type=float, default=200)
    two.add_argument("--store", help="keep the store here, or use the one that is there")
    three = commands.add_parser("day")
    three.add_argument("--feeds", type=int, default=20)
    three.add_argument("--hours", type=int, default=24)
    three.add_argument("--compare", action="store_true", help="compare the stories too")
    options = parser.parse_args()
    {"ingest": ingest, "serve": serve, "day": day}[options.command](options)


if __name__ == "__main__":
    main()
