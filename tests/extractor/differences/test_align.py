from __future__ import annotations

import pytest

from extractor.differences.align import align, normal


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([], [], []),
        (["một", "hai"], ["một", "hai"], [(0, 0), (1, 1)]),
        (["một", "hai"], ["hai"], [(0, None), (1, 0)]),
        (["hai"], ["một", "hai"], [(None, 0), (0, 1)]),
        (["Sở Y tế", "Sở Nội vụ"], ["Sở Nội vụ", "Sở Y tế"], [(1, 0), (0, 1)]),
        (["xã A · 36 hộ", "thôn Đông"], ["thôn Đông", "xã A · 38 hộ"], [(1, 0), (0, 1)]),
        (["x", "x"], ["x", "x", "x"], [(0, 0), (1, 1), (None, 2)]),
        (["Nguyễn Thị Mẫu"], ["Trần Văn Ví Dụ"], [(0, 0)]),
        (["abc", "xyz"], ["klm", "xyz"], [(0, None), (None, 0), (1, 1)]),
        (["ho\u0300a  bình", "khác"], ["hòa bình", "khác"], [(0, 0), (1, 1)]),
    ],
)
def test_items_meet_by_their_words(a, b, expected):
    """Equal words first, then the most alike; what has no like stands alone; the only two items always meet."""
    assert sorted(align(a, b), key=str) == sorted(expected, key=str)


def test_long_lists_are_aligned_whole():
    """Each item of a long list keeps one partner, though one was put in at the front."""
    a = [f"hộ gia đình số {n}" for n in range(900)]

    pairs = align(a, ["một hàng mới", *a])

    assert pairs[0] == (None, 0)
    assert pairs[1:] == [(n, n + 1) for n in range(900)]


def test_what_is_not_seen_is_not_compared():
    """White space, soft hyphens and the form of letters are no difference; another tone mark is one."""
    assert normal("To\u0302\u0309ng\u00a0 so\u0302\u0301\u200b\n") == normal("Tổng số")
    assert normal("hòa") != normal("hóa")
