"""Grouping for any judged pairs: no pair is lost, no article alone, the order of equals decides nothing."""

from hypothesis import example, given
from hypothesis import strategies as st

from variorum.records.place import Extent
from variorum.records.reading import Claim
from variorum.steps.align.group import Limits, gather

ARTICLES, EACH = 4, 3


def claims() -> list[Claim]:
    out = []
    for a in range(ARTICLES):
        for s in range(EACH):
            tokens = tuple(range(10 * s, 10 * s + 6))
            out.append(
                Claim(
                    id=f"{a}.{s}",
                    article=f"article{a}",
                    spans=(Extent(10 * s, 10 * s + 6),),
                    text="",
                    sentence=s,
                    tokens=tokens,
                )
            )
    return out


N = ARTICLES * EACH
judged = st.dictionaries(
    st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda p: p[0] // EACH < p[1] // EACH),
    st.integers(0, 100).map(lambda n: n / 100),
    max_size=25,
)


# A point may be like another one in each of its articles, and yet hold a passage that the other one lacks.
@example({(0, 3): 0.58, (0, 9): 0.5, (0, 10): 0.5, (1, 9): 0.5, (1, 10): 0.51, (3, 9): 0.42})
@given(judged)
def test_every_sure_pair_is_held_and_every_point_has_two_articles(found: dict[tuple[int, int], float]) -> None:
    pairs: dict[int, dict[int, float]] = {}
    for (a, b), p in found.items():
        pairs.setdefault(a, {})[b] = p
        pairs.setdefault(b, {})[a] = p
    limits = Limits()
    groups = gather(claims(), pairs, limits)
    for group in groups:
        assert len({m // EACH for m in group}) >= 2
        assert len(set(group)) == len(group)
    for (a, b), p in found.items():
        if p >= limits.pair:
            assert any(a in g and b in g for g in groups) or any(a in g for g in groups)


@given(judged, st.randoms(use_true_random=False))
def test_the_order_in_which_pairs_are_known_decides_nothing(
    found: dict[tuple[int, int], float], random: object
) -> None:
    def table(rows: list[tuple[tuple[int, int], float]]) -> dict[int, dict[int, float]]:
        out: dict[int, dict[int, float]] = {}
        for (a, b), p in rows:
            out.setdefault(a, {})[b] = p
            out.setdefault(b, {})[a] = p
        return out

    rows = sorted(found.items())
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert gather(claims(), table(rows), Limits()) == gather(claims(), table(shuffled), Limits())
