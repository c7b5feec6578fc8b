from hypothesis import given
from hypothesis import strategies as st

from geomap.rendering.arcs import cut_arcs, decode_arc, encode_arc

COORDINATES = st.integers(min_value=-90_000, max_value=90_000)


@given(st.lists(st.tuples(COORDINATES, COORDINATES), min_size=1))
def test_an_arc_reads_back(points):
    assert decode_arc(encode_arc(points)) == tuple(points)


def walk(refs, arcs):
    points = []
    for ref in refs:
        points += arcs[ref] if ref >= 0 else arcs[-ref - 1][::-1]
    return [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]


def test_neighbours_share_one_arc():
    left = [(0, 0), (0, 2), (2, 2), (2, 1), (2, 0)]
    right = [(2, 0), (2, 1), (2, 2), (4, 2), (4, 0)]
    arcs, references = cut_arcs([left, right])
    shared = {abs(ref + (ref < 0)) for ref in references[0]} & {abs(ref + (ref < 0)) for ref in references[1]}
    assert len(shared) == 1
    assert set(walk(references[0], arcs)) == set(left)
    assert set(walk(references[1], arcs)) == set(right)


def test_every_ring_can_be_walked_back():
    rings = [
        [(0, 0), (0, 4), (4, 4), (4, 0)],
        [(4, 0), (4, 4), (8, 4), (8, 0)],
        [(20, 20), (21, 22), (22, 20)],
        [(1, 1), (2, 1), (2, 2)],
    ]
    arcs, references = cut_arcs(rings)
    for ring, refs in zip(rings, references, strict=True):
        walked = walk(refs, arcs)
        assert walked[0] == walked[-1]
        turned = ring.index(walked[0])
        assert walked[:-1] == [*ring[turned:], *ring[:turned]]
