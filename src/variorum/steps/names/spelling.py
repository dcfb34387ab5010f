"""Whether two spellings may stand for one name."""

from collections.abc import Iterable, Sequence


def distance(a: str, b: str, *, most: int) -> int:
    """Optimal string alignment distance (insert, delete, replace, swap of neighbours), at most `most + 1`.

    Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964.
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    two: list[int] = []
    one = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(one[j] + 1, row[j - 1] + 1, one[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, two[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        two, one = one, row
    return one[-1]


def skeleton(word: str) -> str:
    """Consonants without doubling, with letters that transliterations exchange made one.

    >>> skeleton("yusuf") == skeleton("yousef")
    True
    """
    for old, new in (
        ("kh", "h"),
        ("gh", "g"),
        ("ou", "u"),
        ("ph", "f"),
        ("q", "k"),
        ("c", "k"),
        ("z", "s"),
        ("w", "v"),
        ("dh", "d"),
        ("th", "t"),
        ("tz", "s"),
    ):
        word = word.replace(old, new)
    out: list[str] = []
    for c in word:
        if c in "aeiouyh'-":
            continue
        if not out or out[-1] != c:
            out.append(c)
    return "".join(out)


def close(a: str, b: str) -> bool:
    """Whether two folded words are one but for a slip of the pen or a transliteration."""
    if a == b:
        return True
    if min(len(a), len(b)) < 4 or a[0] != b[0]:
        return False
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and long[len(short) :] in {"s", "n", "an", "ns", "ian", "es"}:
        # A plural or an adjective, not a slip.
        return False
    if distance(a, b, most=1) <= 1 and min(len(a), len(b)) >= 5:
        return True
    return skeleton(a) == skeleton(b) != "" and distance(a, b, most=2) <= 2


def one_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two names of equally many words are equal but for one word's spelling."""
    if len(a) != len(b):
        return False
    odd = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(odd) == 1 and close(*odd[0])


class Spellings:
    """Finds the words of a list that a word may be another spelling of, without comparing it with all.

    Source: Garbe, the symmetric delete idea (index every word under its forms with one letter left out).
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._index: dict[str, set[str]] = {}
        for w in words:
            for k in self._keys(w):
                self._index.setdefault(k, set()).add(w)

    @staticmethod
    def _keys(word: str) -> set[str]:
        if not 4 <= len(word) <= 30:
            return {word}
        return {word, "/" + skeleton(word), *(word[:i] + word[i + 1 :] for i in range(len(word)))}

    def near(self, word: str) -> list[str]:
        """The words, sorted, that differ from `word` and are `close` to it."""
        hits = {w for k in self._keys(word) for w in self._index.get(k, ())}
        return sorted(w for w in hits if w != word and close(word, w))
