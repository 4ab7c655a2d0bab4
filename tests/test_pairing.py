import itertools

import numpy as np
from generated import tries
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.pairing import paired

sizes = st.tuples(st.integers(0, 4), st.integers(0, 5))
tables = sizes.flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 3), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    ).map(lambda lines: np.array(lines, int).reshape(size))
)


def crossings(pairs) -> int:
    return sum(i < k and j > m for i, j in pairs for k, m in pairs)


def every(likeness: np.ndarray):
    """Yield every pairing of two lists."""
    n, m = likeness.shape
    for columns in itertools.product([None, *range(m)], repeat=n):
        pairs = [(i, j) for i, j in enumerate(columns) if j is not None]
        if len({j for _, j in pairs}) == len(pairs) and all(likeness[pair] for pair in pairs):
            yield pairs


@tries(80)
@given(tables)
def test_pairs_are_as_many_as_alike_and_as_straight_as_can_be(likeness):
    def rank(pairs):
        return len(pairs), sum(likeness[pair] for pair in pairs)

    found = paired(likeness)
    best = max(map(rank, every(likeness)))
    assert rank(found) == best and found == sorted(found)
    least = min(crossings(pairs) for pairs in every(likeness) if rank(pairs) == best)
    assert crossings(found) == 0 if least == 0 else crossings(found) >= least
    for (i, j), (k, m) in itertools.combinations(found, 2):
        if j > m:  # uncrossing them would lose something
            assert not (likeness[i, m] and likeness[k, j]) or (
                likeness[i, m] + likeness[k, j] < likeness[i, j] + likeness[k, m]
            )


@tries(40)
@given(st.integers(0, 6), st.integers(0, 6))
def test_what_is_all_alike_is_paired_from_the_first_on(n, m):
    assert paired(np.ones((n, m), int)) == [(i, i) for i in range(min(n, m))]
