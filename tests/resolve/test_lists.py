"""What the three lists do to findings: denied values always go, kept ones stay on record, allowed ones never were."""

from hypothesis import given
from hypothesis import strategies as st

from redact.policy import Policy, parse
from redact.resolve import Resolved, resolve
from redact.types import Finding, Known, TextSpan

HEAD = """
name = "t"
find = ["PERSON", "ORGANIZATION", "EMAIL_ADDRESS"]
[entities.ORGANIZATION]
text = "keep"
[lists]
"""


def policy(lists: str) -> Policy:
    return parse(HEAD + lists)


def found(text: str, *values: tuple[str, str], score: float = 0.8) -> list[Finding]:
    spans = [(kind, TextSpan("a", text.index(value), text.index(value) + len(value))) for value, kind in values]
    return [Finding(kind, (span,), score, "test") for kind, span in spans]


def told(findings: tuple[Finding, ...], text: str) -> list[tuple[str, str]]:
    regions = [(finding.entity_type, finding.regions[0]) for finding in findings]
    return [(kind, text[at.start : at.end]) for kind, at in regions if isinstance(at, TextSpan)]


def run(lists: str, text: str, *values: tuple[str, str], known: tuple[Known, ...] = ()) -> Resolved:
    return resolve(found(text, *values), {"a": text}, policy(lists), known)


def goes(lists: str, text: str, *values: tuple[str, str], known: tuple[Known, ...] = ()) -> list[tuple[str, str]]:
    return told(run(lists, text, *values, known=known).goes, text)


def kept(lists: str, text: str, *values: tuple[str, str]) -> list[tuple[str, str]]:
    return told(run(lists, text, *values).stays, text)


def test_an_allowed_value_is_no_finding_and_nothing_is_kept() -> None:
    result = run('allow = ["Kim Bow"]', "KIM BOW met Ann", ("KIM BOW", "PERSON"), ("Ann", "PERSON"))
    assert [finding.regions[0].start for finding in result.goes] == [12]
    assert result.stays == ()


def test_an_allowed_word_is_not_taken_for_the_echo_of_a_name() -> None:
    text = "Will Harper wrote. Will Harper's advice stood."
    assert ("PERSON", "Will") in goes("", text + " Will he come?", ("Will Harper", "PERSON"))
    assert ("PERSON", "Will") not in goes('allow = ["will"]', text + " Will he come?", ("Will Harper", "PERSON"))


def test_an_allowed_or_kept_value_does_not_free_a_longer_finding() -> None:
    text = "Will Harper of Acme Street"
    values = (("Will Harper", "PERSON"), ("Will", "PERSON"), ("Acme Street", "EMAIL_ADDRESS"), ("Acme", "PERSON"))
    for lists in ('allow = ["Will", "Acme"]', 'keep = ["Will", "Acme"]'):
        assert goes(lists, text, *values) == [("PERSON", "Will Harper"), ("EMAIL_ADDRESS", "Acme Street")]
        assert kept(lists, text, *values) == []


def test_what_lies_inside_a_kept_finding_stays_with_it() -> None:
    text = "Harper Ltd wrote to Ann Harper"
    values = (("Harper Ltd", "PERSON"), ("Harper", "PERSON"), ("Ann Harper", "PERSON"))
    assert goes('keep = ["Harper Ltd"]', text, *values) == [("PERSON", "Ann Harper")]
    assert kept('keep = ["Harper Ltd"]', text, *values) == [("PERSON", "Harper Ltd")]


def test_a_denied_value_goes_from_inside_what_is_allowed_or_kept() -> None:
    text = "Acme Nimbus Ltd"
    for lists in ('allow = ["Acme Nimbus Ltd"]', 'keep = ["Acme Nimbus Ltd"]'):
        assert goes(lists + '\ndeny = ["nimbus"]', text, (text, "PERSON")) == [("HIDDEN", "Nimbus")]
        assert kept(lists + '\ndeny = ["nimbus"]', text, (text, "PERSON")) == []


def test_a_value_that_is_denied_and_kept_and_allowed_goes() -> None:
    lists = 'deny = ["Acme"]\nkeep = ["Acme"]\nallow = ["Acme"]'
    assert goes(lists, "Acme", ("Acme", "PERSON")) == [("HIDDEN", "Acme")]


def test_a_denied_value_is_not_hidden_in_a_finding_whose_operator_keeps_it() -> None:
    text = "the Acme Nimbus group"
    assert goes('deny = ["Nimbus"]', text, ("Acme Nimbus group", "ORGANIZATION")) == [
        ("ORGANIZATION", "Acme "), ("HIDDEN", "Nimbus"), ("ORGANIZATION", " group"),
    ]  # fmt: skip
    assert goes('deny = ["Nimbus"]', text, ("Acme Nimbus group", "PERSON")) == [("PERSON", "Acme Nimbus group")]


def test_a_denied_value_has_the_type_that_its_entry_says() -> None:
    lists = 'deny = [{value = "Kim Bow", entity_type = "PERSON"}, "Nimbus"]'
    result = run(lists, "KIM  BOW ran Nimbus", ("KIM  BOW", "EMAIL_ADDRESS"))
    assert told(result.goes, "KIM  BOW ran Nimbus") == [("PERSON", "KIM  BOW"), ("HIDDEN", "Nimbus")]
    assert result.goes[0].subject == "PERSON-1"


def test_patterns_and_mistakes_work_in_every_list() -> None:
    text = "Ref T-123, Kin Bowe, T-456, Leeds Counsil"
    values = (("Leeds Counsil", "PERSON"), ("T-456", "PERSON"))
    assert goes(r"""deny = [{pattern = '\bT-\d{3}'}, {value = "Kim Bowe", mistakes = 1}]""", text) == [
        ("HIDDEN", "T-123"), ("HIDDEN", "Kin Bowe"), ("HIDDEN", "T-456"),
    ]  # fmt: skip
    for name in ("keep", "allow"):
        lists = rf"""{name} = [{{pattern = 'T-\d+'}}, {{value = "Leeds Council", mistakes = 1}}]"""
        assert goes(lists, text, *values) == []
        assert len(kept(lists, text, *values)) == (2 if name == "keep" else 0)


def test_patterns_see_through_letters_that_nobody_sees() -> None:
    assert goes("deny = [{pattern = 'T-1{3}'}]", "x T-\u200b1１1 y") == [("HIDDEN", "T-\u200b1１1")]


def test_known_values_are_held_against_the_lists_too() -> None:
    told_of = (Known("PERSON", "Kim Bow"),)
    assert goes("", "to Kim Bow", known=told_of) == [("PERSON", "Kim Bow")]
    assert goes('allow = ["Kim Bow"]', "to Kim Bow", known=told_of) == []


WORDS = ("acme", "nimbus", "kim", "bow", "ltd", "T-1")
VALUES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), st.data())
def test_whatever_is_kept_allowed_or_found_every_denied_character_goes(text: str, data: st.DataObject) -> None:
    deny, keep, allow = (data.draw(st.lists(VALUES, max_size=2)) for _ in range(3))
    lists = f"deny = {[{'value': v} for v in deny]}".replace("'value':", "value =").replace("'", '"')
    own = policy(f"{lists}\nkeep = {keep}\nallow = {allow}".replace("'", '"'))
    edges = st.integers(0, len(text))
    spans = [sorted(pair) for pair in data.draw(st.lists(st.tuples(edges, edges), max_size=5))]
    kinds = st.sampled_from(("PERSON", "ORGANIZATION", "EMAIL_ADDRESS"))
    findings = [
        Finding(data.draw(kinds), (TextSpan("a", start, end),), data.draw(st.sampled_from((0.5, 1.0))), "test")
        for start, end in spans
        if start < end
    ]
    result = resolve(findings, {"a": text}, own)
    gone = [place for finding in result.goes if finding.entity_type != "ORGANIZATION" for place in finding.regions]
    for value in deny:
        for at in range(len(text)):
            end = at + len(value)
            if text[at:end] == value and f" {text} "[at] == " " and f" {text} "[end + 1] == " ":
                letters = [at + n for n, letter in enumerate(value) if letter.isalnum()]
                assert all(any(p.start <= n < p.end for p in gone) for n in letters)
    for finding in result.stays:
        assert not any(p.start < finding.regions[0].end and finding.regions[0].start < p.end for p in gone)
