"""Small expressions of every kind that the library knows, and short texts for them, drawn by hypothesis.

No loop goes over what may be empty, and no text is empty: there ``re`` has ways of its own.
"""

from hypothesis import strategies as st

SINGLES = st.sampled_from(
    [" ", *r"a b 1 _ . \w \W \d \s \S [ab] [^a] [a-b1] [^\n] A é (?i:a) (?i:É) (?i:[^a])".split()]
)
PLACES = st.sampled_from(r"^ $ \A \Z \b \B".split())
TIMES = st.sampled_from("* + ? {2} {1,2} {0,2} {2,} {,3}".split())
REFERENCES = st.sampled_from(["(?P=x)", "(?i:(?P=x))", "(?(x)a|b)", "(?(x)1)", "a", ""])
TEXTS = st.lists(st.text("abAB_1 \néЖ", min_size=1, max_size=8), min_size=4, max_size=4)


def joined(*parts):
    """One of each part, written one behind the other."""
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map("".join)


def several(of):
    return st.lists(of, min_size=1, max_size=3).map("".join)


def ways(of):
    return st.lists(several(of), min_size=1, max_size=3).map("|".join)


def larger(of):
    """What can be made of smaller expressions."""
    never_empty = joined(SINGLES, "(?:", ways(of), ")")
    return st.one_of(
        joined(st.sampled_from(["(?:", "(?i:", "(?>", "(?=", "(?!"]), ways(of), ")"),
        joined(st.sampled_from(["(?<=", "(?<!"]), several(SINGLES | PLACES), ")"),
        joined("(?:", never_empty, ")", TIMES, st.sampled_from(["", "?", "+"])),
    )


PARTS = several(
    st.recursive(SINGLES | PLACES | joined(SINGLES, TIMES, st.sampled_from(["", "?", "+"])), larger, max_leaves=5)
)
NAMED = joined("(?P<x>", SINGLES, PARTS, ")")
LOOPS = joined("(?:", SINGLES, SINGLES | PLACES, "|", SINGLES, ")", TIMES, st.sampled_from(["", "?"]))
EXPRESSIONS = st.one_of(
    PARTS,
    joined(LOOPS, LOOPS, LOOPS | PARTS),
    joined("(?:", LOOPS, SINGLES, LOOPS, ")", TIMES, LOOPS),
    joined(PARTS, NAMED, PARTS, REFERENCES, PARTS),
    joined("(?:", PARTS, "|", NAMED, PARTS, "|", PARTS, ")", REFERENCES, PARTS),
    joined("(?:", SINGLES, NAMED, "|", SINGLES, PARTS, ")", TIMES, st.sampled_from(["", "?"]), REFERENCES),
)
