"""Killed again and again (SIGKILL) while it adds and while it watches: nothing lost, nothing twice, opens at once.

usage: python -m benchmarks.kills [--kills 100] [--articles 3000] [--seed 1]

Half of the kills fall on `variorum add` of invented rows, half on `variorum watch` of feeds that a server on loopback
makes up. After each kill the store is opened (timed), checked whole by SQLite, and held against what it held before.
At the end the command runs through undisturbed, and every article must stand there once, in one story, with its bytes.
"""

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from benchmarks.many import EXAMPLE, article

WORDS = "harbour ferry treaty minister inquiry storm bridge school market river council strike vote fire goat".split()


def texts(count: int) -> list[str]:
    """Invented articles, each of its own words."""
    bases = [
        [line.strip() for line in p.read_text(encoding="utf-8").splitlines() if line.strip()]
        for p in sorted(EXAMPLE.glob("*.txt"))
    ]
    out = []
    for n in range(count):
        rng = random.Random(n)
        first = f"{rng.choice(WORDS).title()} {rng.choice(WORDS)} of Elsin {n}: {rng.choice(WORDS)} reopens"
        out.append(f"{first}\n\n{article(n, bases)[:1500]}\nNumber {n} was counted at the {rng.choice(WORDS)}.\n")
    return out


def opened(store: Path) -> tuple[set[str], float]:
    """The ids that the store holds, and the seconds that opening it took; raises where it is not whole."""
    from variorum.stores.store import Store

    began = time.perf_counter()
    with Store(store, create=False) as kept:
        kept.counts()
        seconds = time.perf_counter() - began
    with sqlite3.connect(store) as raw:
        ids = [row[0] for row in raw.execute("SELECT id FROM article")]
        words = raw.execute("SELECT count(*) FROM article_words").fetchone()[0]
        check = raw.execute("PRAGMA integrity_check").fetchone()[0]
        foreign = raw.execute("PRAGMA foreign_key_check").fetchall()
    raw.close()
    assert check == "ok", check
    assert not foreign, foreign
    assert len(ids) == len(set(ids)) == words, (len(ids), words)
    return set(ids), seconds


def _holds(process: "subprocess.Popen[bytes]", store: Path) -> bool:
    """Wait until a process has the store open; False where it ended before."""
    while process.poll() is None:
        try:
            if any(link.readlink() == store for link in Path(f"/proc/{process.pid}/fd").iterdir()):
                return True
        except OSError:
            pass
        time.sleep(0.002)
    return False


def killed(
    command: list[str],
    store: Path,
    *,
    kills: int,
    rng: random.Random,
    most_seconds: float,
    before_each: Callable[[], None] = lambda: None,
) -> list[float]:
    """Run the command again and again, and kill it at a random moment at which it has the store open.

    Args:
        command: The command.
        store: Its store.
        kills: How many kills strike it; a run that ends by itself before is none.
        rng: When.
        most_seconds: How long after it opened the store, at most.
        before_each: Called before each run.

    Returns:
        The seconds that opening took after each kill.
    """
    before: set[str] = set()
    seconds: list[float] = []
    tries = 0
    while len(seconds) < kills:
        tries += 1
        assert tries < 20 * kills, f"only {len(seconds)} kills struck in {tries} runs"
        before_each()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not _holds(process, store):
            continue
        try:
            process.wait(timeout=rng.random() * most_seconds)
            continue
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        try:
            held, took = opened(store)
        except sqlite3.OperationalError:
            # Killed before the first table: the next run begins it anew.
            if before:
                raise
            continue
        assert before <= held, f"{len(before - held)} articles are lost"
        before = held
        seconds.append(took)
    return seconds


def complete(store: Path, count: int) -> None:
    """Every article there once, with its bytes, and in one story."""
    held, _ = opened(store)
    assert len(held) == count, f"{len(held)} of {count} articles"
    with sqlite3.connect(store) as raw:
        stories = raw.execute("SELECT count(*), count(DISTINCT article) FROM member").fetchone()
        bare = raw.execute(
            "SELECT count(*) FROM article LEFT JOIN raw ON raw.hash = raw_hash WHERE raw.hash IS NULL"
        ).fetchone()[0]
        sizes = raw.execute("SELECT sum(size) FROM story").fetchone()[0]
    raw.close()
    assert stories == (count, count), stories
    assert bare == 0, f"{bare} articles without their bytes"
    assert sizes == count, sizes


def adding(folder: Path, *, kills: int, count: int, rng: random.Random, seconds: float) -> list[float]:
    """`variorum add`, killed."""
    rows = folder / "rows.jsonl"
    given = [{"id": str(n), "outlet": f"Outlet {n % 9}", "text": t} for n, t in enumerate(texts(count))]
    rows.write_text("".join(json.dumps(row) + "\n" for row in given))
    store = folder / "added.variorum"
    command = [sys.executable, "-m", "variorum", "add", str(rows), "--store", str(store), "--quiet"]
    took = killed(command, store, kills=kills, rng=rng, most_seconds=seconds)
    subprocess.run(command, check=True)
    complete(store, count)
    return took


@contextmanager
def feeds(
    written: Sequence[str], feeds_count: int, *, shown: Callable[[Sequence[int]], Sequence[int]]
) -> Iterator[tuple[str, Callable[[], int]]]:
    """A server on loopback with these articles in so many feeds; gives its address and the requests so far.

    Args:
        written: The articles, which take turns in the feeds.
        feeds_count: How many feeds.
        shown: Of the numbers of a feed's articles those that it shows now.
    """
    asked = [0]

    def title_of(n: int) -> str:
        return written[n].split("\n", 1)[0]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked[0] += 1
            name = self.path.strip("/").split(".")[0]
            if self.path.startswith("/feed"):
                items = "".join(
                    f"<item><guid>{n}-{asked[0]}</guid><link>{base}/a{n}</link><title>{title_of(n)}</title></item>"
                    for n in shown(range(int(name[4:]), len(written), feeds_count))
                )
                body = f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>"
                kind = "application/rss+xml"
            elif self.path.startswith("/a") and name[1:].isdigit():
                title, text = title_of(int(name[1:])), written[int(name[1:])].split("\n\n")[1:]
                paragraphs = "".join(f"<p>{p}</p>" for p in text)
                body = (
                    f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article>"
                    "</body></html>"
                )
                kind = "text/html"
            else:
                self.send_error(404)
                return
            data = body.encode()
            with suppress(ConnectionError):  # who asked may have been killed
                self.send_response(200)
                self.send_header("content-type", f"{kind}; charset=utf-8")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    base = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield base, lambda: asked[0]
    finally:
        server.shutdown()
        server.server_close()


_WATCH = """
import sys
from variorum.config import Config
from variorum.desk import Desk
from variorum.watch import watch
addresses = sys.argv[2:]
with Desk(sys.argv[1], config=Config(allow_private=True, pace_seconds=0.0)) as desk:
    watch(desk, dict.fromkeys(addresses), once=True, compare=False)
"""


def watching(folder: Path, *, kills: int, count: int, rng: random.Random, seconds: float) -> list[float]:
    """`variorum watch`, killed; feeds that grow from run to run, and whose ids change with every answer."""
    store = folder / "watched.variorum"
    visible = [0]

    def grow() -> None:
        visible[0] += max(1, count // (8 * kills))
        if store.exists():
            due(store)

    def due(store: Path) -> None:
        with sqlite3.connect(store) as raw:
            if raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'feed'").fetchone():
                raw.execute("UPDATE feed SET due_at = NULL")
        raw.close()

    with feeds(texts(count), 4, shown=lambda own: own[: visible[0]]) as (base, _):
        command = [sys.executable, "-c", _WATCH, str(store), *(f"{base}/feed{n}" for n in range(4))]
        took = killed(command, store, kills=kills, rng=rng, most_seconds=seconds, before_each=grow)
        visible[0] = count
        for _ in range(2):
            due(store)
            subprocess.run(command, check=True)
        complete(store, count)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        halves = (("add", adding, options.articles, 4.0), ("watch", watching, options.articles // 4, 1.5))
        for name, call, count, seconds in halves:
            took = call(Path(folder), kills=options.kills // 2, count=count, rng=rng, seconds=seconds)
            print(
                f"{name}: {len(took)} kills with the store open; nothing lost, nothing twice; "
                f"opened in {max(took, default=0) * 1000:.0f} ms at most",
                flush=True,
            )


if __name__ == "__main__":
    main()
