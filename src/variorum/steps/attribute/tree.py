"""Tables over one parse, computed once: subtree edges, quotations by token, sentence bounds."""

from variorum.records.parse import Parse, Token
from variorum.records.place import Extent
from variorum.records.source import Article
from variorum.text.marks import match_marks
from variorum.text.view import paragraph_views

# A text without full stops is one endless sentence: nothing is sought further off than this.
REACH = 400


class MarkedRun:
    """One stretch in marks, by token.

    Attributes:
        first: First token, the opening mark included.
        last: One past the last token.
        inner_first: First token inside the marks.
        inner_last: One past the last inside.
        where: Its place in the article, marks included.
        paragraph: Its paragraph.
        closed: Whether a mark closes it.
        goes_on: Whether it goes on from a quotation that the paragraph before left open.
    """

    __slots__ = ("closed", "first", "goes_on", "inner_first", "inner_last", "last", "paragraph", "single", "where")

    def __init__(self, first: int, last: int, inner: tuple[int, int], where: Extent, paragraph: int) -> None:
        self.first, self.last = first, last
        self.inner_first, self.inner_last = inner
        self.where = where
        self.paragraph = paragraph
        self.closed = True
        self.goes_on = False
        self.single = False


class Tree:
    """A parse with what the search for cues needs at hand."""

    def __init__(self, article: Article, parse: Parse) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        n = len(self.tokens)
        self.left = list(range(n))
        self.right = list(range(n))
        self.run_at = [-1] * n
        self.runs: list[MarkedRun] = []
        self._edges()
        self._mark(article)

    def _edges(self) -> None:
        """Subtree edges within each sentence, children before heads."""
        tokens, left, right = self.tokens, self.left, self.right
        for s in self.parse.sentences:
            waiting = dict.fromkeys(range(s.first, s.last), 0)
            for i in range(s.first, s.last):
                head = tokens[i].head
                if head != i and head in waiting:
                    waiting[head] += 1
            ready = [i for i, k in waiting.items() if not k]
            for i in ready:
                head = tokens[i].head
                if head == i or head not in waiting:
                    continue
                left[head] = min(left[head], left[i])
                right[head] = max(right[head], right[i])
                waiting[head] -= 1
                if not waiting[head]:
                    ready.append(head)

    def _mark(self, article: Article) -> None:
        views = paragraph_views(article)
        bounds: dict[int, tuple[int, int]] = {}
        for s in self.parse.sentences:
            a, _ = bounds.get(s.paragraph, (s.first, s.last))
            bounds[s.paragraph] = (a, s.last)
        goes_on = False
        for p in sorted(bounds):
            first, last = bounds[p]
            view = views[p]
            matched = [m for m in match_marks(view.text, goes_on=goes_on) if not m.depth]
            k = first
            for m in matched:
                where = view.to_source(m.start, m.end)
                inner = view.to_source(m.inner_start, m.inner_end)
                while k < last and self.tokens[k].end <= where.start:
                    k += 1
                a = k
                while k < last and self.tokens[k].end <= inner.start:
                    k += 1
                b = k
                while k < last and self.tokens[k].start < inner.end:
                    k += 1
                c = k
                while k < last and self.tokens[k].start < where.end:
                    k += 1
                if b >= c:
                    continue
                run = MarkedRun(a, k, (b, c), where, p)
                run.closed = m.closed
                run.single = m.single
                run.goes_on = goes_on and a == first
                for i in range(a, k):
                    self.run_at[i] = len(self.runs)
                self.runs.append(run)
            goes_on = bool(matched) and not matched[-1].closed

    def children(self, i: int) -> tuple[Token, ...]:
        """The dependents of token `i` in its own sentence."""
        return self.parse.children(self.tokens[i])

    def child(self, i: int, *deps: str) -> Token | None:
        """The first dependent of `i` with one of these labels."""
        for t in self.children(i):
            if t.dep in deps:
                return t
        return None

    def bounds(self, i: int) -> tuple[int, int]:
        """First and one-past-last token of the sentence of token `i`, at most `REACH` tokens away."""
        s = self.parse.sentences[self.tokens[i].sent]
        return max(s.first, i - REACH), min(s.last, i + REACH)

    def extent(self, first: int, last: int) -> Extent:
        """Place of tokens `[first, last)`."""
        return self.parse.extent(first, last)
