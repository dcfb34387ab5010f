"""Links to cited words, followed in a real browser: it goes to the words and marks them, and no others."""

import html
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import chromium
import pytest

from variorum.exports.fragments import text_link

pytestmark = pytest.mark.skipif(chromium.FOUND is None, reason="chromium is not installed")

LINES = (
    "Harbour news, all of it invented",
    "The state-run ferry line, well-known for its R&D, said - on Monday - that nothing, and nobody, was lost.",
    "“It isn't ours,” the captain said. 'Not ours', she said again; \"not at all\", she said a third time.",
    "The ferry is old. Nobody minds.",
    "In the harbour they say that the ferry is old. The mayor disagrees.",
    "The ferry is old. So is the mayor.",
    "A report on the port: the port reported, the airport did not, and the port closed.",
    "東京港の渡し船は午後三時に座礁した。乗客は全員無事だった。船長は事故の原因を調べている。",
    "العبّارة جنحت قرب الميناء يوم الاثنين، ولم يصب أحد بأذى.",
    "Fares rose by 12% (from 4.50 to 5.04); see a,b-c?d=e#f&g for <b>all</b> of it: 100%25 true + more.",
    "İstanbul ferries, naïve cafés, the Straße and a ﬁne ﬂeet — all that — were not in it… or were they?",
    "Seven people were hurt when the boat struck the pier, the harbour office said, and a further eleven were taken to "
    "the infirmary of the neighbouring island, where all of them were expected to go home soon, the infirmary said.",
    "Port",
    "Seven people were hurt when the boat struck the pier, others said.",
    "-",
    "The end -- or nearly, - it -, is , here",
)
TEXT = "\n".join(LINES)
STYLE = "p{margin:0 0 1500px;font:16px/1.4 sans-serif;width:600px} ::target-text{background:#f0f;color:#f0f}"
PAGE = f"<!doctype html><meta charset=utf-8><title>x</title><style>{STYLE}</style>" + "".join(
    f"<p>{html.escape(line)}</p>" for line in LINES
)
CASES = {
    "hyphens": ("state-run ferry line, well-known for its R&D, said - on Monday - that", 0),
    "commas": ("nothing, and nobody, was lost", 0),
    "curly quotes": ("“It isn't ours,” the captain said", 0),
    "straight quotes": ("\"not at all\", she said", 0),
    "said the first time": ("The ferry is old", 0),
    "said the second time, in another case": ("the ferry is old", 0),
    "said the third time, at the line's begin": ("The ferry is old", 1),
    "one word of many": ("port", 2),
    "the last word of its kind": ("port", 5),
    "a word alone in its line": ("Port", 0),
    "no spaces between words": ("渡し船は午後三時に座礁した", 0),
    "a sentence of another script": ("乗客は全員無事だった。", 0),
    "right to left": ("قرب الميناء يوم الاثنين", 0),
    "signs of addresses": ("see a,b-c?d=e#f&g for <b>all</b> of it: 100%25 true + more", 0),
    "a per cent sign": ("rose by 12% (from 4.50 to 5.04)", 0),
    "letters that fold": ("İstanbul ferries, naïve cafés, the Straße and a ﬁne ﬂeet", 0),
    "dashes and dots": ("— all that — were not in it…", 0),
    "a long sentence": (LINES[11], 0),
    "its begin, which stands twice": ("Seven people were hurt when the boat struck the pier", 1),
    "two lines": (f"{LINES[12]}\n{LINES[13]}", 0),
    "as far as words that stand before": (LINES[11].removesuffix("."), 0),
    "signs apart": ("nearly, - it -, is , here", 0),
}
# Where the browser painted: the box of all pixels in the colour of the target, in page coordinates.
PAINTED = """(async () => {
  const image = new Image(); image.src = %s; await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), to = canvas.getContext('2d');
  to.drawImage(image, 0, 0);
  const {data, width} = to.getImageData(0, 0, image.width, image.height);
  let box = null;
  for (let i = 0; i < data.length; i += 4) if (data[i] > 200 && data[i + 1] < 60 && data[i + 2] > 200) {
    const x = i / 4 %% width, y = Math.floor(i / 4 / width) + scrollY;
    box = box ? [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)] : [x, y, x, y];
  }
  return box;
})()"""
# Where the words stand: line and offset are ours, the box is the browser's.
STANDING = """(() => {
  const p = document.querySelectorAll('p'), range = document.createRange();
  range.setStart(p[%d].firstChild, %d); range.setEnd(p[%d].firstChild, %d);
  const b = range.getBoundingClientRect();
  return [b.left, b.top + scrollY, b.right, b.bottom + scrollY];
})()"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGE.encode()
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/news"
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture(scope="module")
def browser() -> Iterator[chromium.Chromium]:
    with chromium.Chromium(width=800, height=700) as found:
        yield found


def nth(words: str, n: int) -> tuple[int, int]:
    at = -1
    for _ in range(n + 1):
        at = TEXT.index(words, at + 1)
    return at, at + len(words)


def place_of(at: int) -> tuple[int, int]:
    """Line and offset in UTF-16 units, as the browser counts."""
    line = TEXT.count("\n", 0, at)
    begin = TEXT.rfind("\n", 0, at) + 1
    return line, len(TEXT[begin:at].encode("utf-16-le")) // 2


def followed(browser: chromium.Chromium, link: str) -> list[float] | None:
    """The box of what the browser marks, or None where it marks nothing."""
    browser.send("Page.navigate", url="about:blank")
    browser.visit(link)
    for _ in range(3):  # the mark is painted a moment after the page stands
        shot = browser.send("Page.captureScreenshot")["data"]
        if box := browser.run(PAINTED % f"'data:image/png;base64,{shot}'"):
            return list(box)
    return None


@pytest.mark.parametrize("case", CASES)
def test_a_link_leads_to_its_words(browser: chromium.Chromium, address: str, case: str) -> None:
    start, end = nth(*CASES[case])
    link = text_link(address, TEXT, start, end)
    assert link is not None
    painted = followed(browser, link)
    assert painted is not None, link
    expected = browser.run(STANDING % (*place_of(start), *place_of(end)))
    shown = browser.run("[scrollY, scrollY + innerHeight]")
    assert shown[0] <= painted[1] <= shown[1]
    if place_of(start)[0] == place_of(end)[0]:
        assert painted == pytest.approx([expected[0], expected[1], expected[2], expected[3]], abs=4), link
    else:
        assert painted[1] == pytest.approx(expected[1], abs=4)


def test_a_link_to_words_that_are_not_there_marks_nothing(browser: chromium.Chromium, address: str) -> None:
    assert followed(browser, f"{address}#:~:text=zebra%20crossing") is None
    assert browser.run("scrollY") == 0
