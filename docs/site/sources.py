"""What the site's pages are made of beside the Markdown under `docs/`.

Three things stand elsewhere and are written once: the README and its fellows at the root, the order of pages that a
list page has already, and the tables that follow from types.
"""

import os
import re
from pathlib import Path

import tables
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
OUTSIDE = {
    "index": "README.md",
    "changes": "CHANGELOG.md",
    "contributing": "CONTRIBUTING.md",
    "examples": "examples/README.md",
}
"""Pages whose text stands outside `docs/`, with the file that has it."""
_LISTS = ("decisions/README",)
"""Pages whose links are the order of the pages below them."""
_LINK = re.compile(r"(?<=\]\()(?P<to>(?!\w+:|#)[^)\s#]+)(?P<at>#[^)\s]*)?(?=\))")
_MADE = re.compile(r"^<!-- made: (\w+) -->$", re.MULTILINE)


def led(text: str, source: Path, page: Path) -> str:
    """A text's links, written for where it stands in the repository, as they are for where it stands on the site.

    Args:
        text: Markdown.
        source: The file that holds it.
        page: The file in `docs/` as which Sphinx reads it.
    """
    pages = {(ROOT / file).resolve(): DOCS / f"{name}.md" for name, file in OUTSIDE.items()}

    def link(found: re.Match[str]) -> str:
        target = (source.parent / found["to"]).resolve()
        to = os.path.relpath(pages.get(target, target), page.parent)
        return Path(to).as_posix() + (found["at"] or "")

    return _LINK.sub(link, text)


def contents(text: str) -> str:
    """A hidden table of contents of the pages in the same folder that a text links to, in its order."""
    pages = dict.fromkeys(re.findall(r"\]\(([\w-]+)\.md\)", text))
    return "\n".join(["", "```{toctree}", ":hidden:", *pages, "```", ""])


def _read(app: Sphinx, page: str, source: list[str]) -> None:
    here = DOCS / f"{page}.md"
    text = led(source[0], here, here)
    if page in OUTSIDE:
        file = ROOT / OUTSIDE[page]
        text = led(file.read_text(encoding="utf-8"), file, here) + "\n" + text
        app.env.note_dependency(str(file))
    if page in _LISTS:
        text += contents(text)
    source[0] = _MADE.sub(lambda found: tables.MADE[found[1]](), text)


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
