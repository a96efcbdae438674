"""Who is who in a document, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.occurrences import Folds
from redact.policy import Subjects
from redact.resolve.subjects import with_subjects
from redact.resolve.subjects.known_people import known_people
from redact.resolve.subjects.named import Named
from redact.types import Box, Finding
from tests.resolve.saying import Value, found, listed, said

EMAIL, USER = "EMAIL_ADDRESS", "USERNAME"


def named(*values: Value) -> Named:
    text, findings = listed(values)
    return with_subjects(findings, {"a": text}, Folds())


def subjects(*values: Value) -> list[str | None]:
    return [finding.subject for finding in named(*values).findings]


def whys(*values: Value) -> list[tuple[str, ...]]:
    return [finding.why for finding in named(*values).findings]


@pytest.mark.parametrize(
    ("mention", "reason"),
    [
        ("Dr Sarah Collins", "given name and surname fit"),
        ("Mrs Collins", "no other person here has that surname"),
        ("Sarah", "no other person here has that name"),
        ("Sarah's", "no other person here has that name"),
        ("Collins", "no other person here has that name"),
        ("S. Collins", "the surname and the initial fit"),
        ("S J Collins", "the surname and the initial fit"),
        ("SJ Collins", "the surname and the initial fit"),
        ("Collins, Sarah", "given name and surname fit"),
        ("COLLINS Sarah", "given name and surname fit"),
        ("Sarah C.", "the given name and the initial of the surname fit"),
        ("SC", "the letters are the initials"),
        ("SJC", "the letters are the initials"),
        ("Sally Collins", "the surname fits, and one given name is a form of the other"),
        ("Sarah Co1lins", "given name and surname fit"),
        ("Sarah Colins", "one letter differs, as by a slip, a scan or a recording, and nobody else fits"),
        ("Sarah Collnis", "one letter differs, as by a slip, a scan or a recording, and nobody else fits"),
        ("Sara Collins", "one letter differs, as by a slip, a scan or a recording, and nobody else fits"),
        (("sarah.collins@example.org", EMAIL), "the local part of the address holds given name and surname"),
        (("sarah.collins2@example.org", EMAIL), "the local part of the address holds given name and surname"),
        (("collins_sarah@example.org", EMAIL), "the local part of the address holds given name and surname"),
        (("sarah@example.org", EMAIL), "the local part of the address holds a name that nobody else here has"),
        (("@sarahcollins", USER), "the user name holds given name and surname"),
        *(
            ((value, kind), f"{what} holds the surname or the given name, and an initial")
            for value, kind, what in [
                ("s.collins@example.org", EMAIL, "the local part of the address"),
                ("scollins@example.org", EMAIL, "the local part of the address"),
                ("sarahc@example.org", EMAIL, "the local part of the address"),
                ("collins.s@example.org", EMAIL, "the local part of the address"),
                ("sjcollins@example.org", EMAIL, "the local part of the address"),
                ("SCollins", USER, "the user name"),
            ]
        ),
    ],
)
def test_a_mention_joins_its_person_and_says_why(mention: Value, reason: str) -> None:
    for values in (("Sarah Jane Collins", mention), (mention, "Sarah Jane Collins")):
        result = named(*values)
        assert [finding.subject for finding in result.findings] == ["PERSON-1", "PERSON-1"]
        assert sorted(finding.why for finding in result.findings) == [(), (f"joined to PERSON-1: {reason}",)]
        assert result.who == {"PERSON-1": "sarah collins"}


@pytest.mark.parametrize(
    "others",
    [
        ("Sarah Collins", "James Collins"),
        ("Sarah Collins", "Sarah Brown"),
        ("Bill Brown", "William Collins"),
        ("Daniel Collins", "Daniela Collins"),
        ("Julia Collins", "Julie Collins"),
        ("Paul Lowe", "Paula Lowe"),
        ("Ann Lowe", "Ann Lane"),
        ("Mr Alex Collins", "Mrs Alex Collins"),
        ("Mr Collins", "Mrs Collins"),
        ("Mr S Collins", "Sarah Collins"),
        ("Bill", "William Collins"),
        ("Collin", "Sarah Collins"),
        ("Mr James", "James Collins"),
        ("Ann Smith-Jones", "Ann Jones"),
        ("will", "Will Harper"),
        ("Sarah Collins", ("info@example.org", EMAIL)),
        ("Will Harper", ("will-call@example.org", EMAIL)),
        ("Mum", "Dr"),
    ],
)
def test_these_are_two(others: tuple[Value, ...]) -> None:
    assert len(set(subjects(*others))) == 2


@pytest.mark.parametrize(
    "names",
    [
        ("Bill Collins", "William Collins"),
        ("Liz Collins", "Elizabeth Collins", "Mrs E Collins"),
        ("José Núñez", "Jose Nunez"),
        ("Ann Smith-Jones", "Ann Smith Jones", "Mrs Smith-Jones"),
        ("Jane Collins", "Sarah Jane Collins"),
        ("Sarah J Collins", "Sarah Jane Collins"),
        ("Mark Brown", "Mark"),
        ("Jane Whitmore", "Mrs Whitmore", "JW"),
        ("Collins Sarah Jane", "COLLINS, Sarah Jane")[1:],
    ],
)
def test_these_are_one(names: tuple[str, ...]) -> None:
    assert len(set(subjects(*names))) == 1


def test_of_two_of_one_surname_title_or_given_name_tells() -> None:
    assert subjects("Sarah Collins", "James Collins", "Mrs Collins", "Mr Collins") == [
        "PERSON-1", "PERSON-2", "PERSON-1", "PERSON-2",
    ]  # fmt: skip
    assert subjects("Dr Alex Collins", "Kim Collins", "Dr Collins", "Mrs Collins", "Collins") == [
        "PERSON-1", "PERSON-2", "PERSON-1", "PERSON-3", "PERSON-4",
    ]  # fmt: skip
    assert subjects("Mrs Alex Collins", "Kim Collins", "Mrs Collins")[2] == "PERSON-1"


def test_a_title_counts_that_stands_before_the_mention() -> None:
    text = "Sarah Collins and Simon Collins; Mr Collins, mrs. Collins, Collins; her sister Collins"
    findings = found(text, ["Sarah Collins", "Simon Collins", "Collins", "Collins", "Collins", "Collins"])
    numbers = [finding.subject for finding in with_subjects(findings, {"a": text}, Folds()).findings]
    assert numbers == ["PERSON-1", "PERSON-2", "PERSON-2", "PERSON-1", "PERSON-3", "PERSON-3"]


def test_what_could_be_several_stands_alone_and_says_so() -> None:
    assert (
        whys("Sarah Collins", "Simon Collins", "S Collins", ("scollins@x.example", EMAIL), "Collins")[2:]
        == [("could be PERSON-1 or PERSON-2: stands alone",)] * 3
    )
    result = named("Sarah Jane Collins", "Sarah Ann Collins", "Sarah Collins", "Sarah Collins")
    assert [finding.subject for finding in result.findings] == ["PERSON-1", "PERSON-2", "PERSON-3", "PERSON-3"]
    assert len(set(result.who.values())) == 3
    many = whys(*(f"{given} Collins" for given in ("Sarah", "Tom", "Kim", "Zoe")), "Collins")[-1]
    assert many == ("could be PERSON-1, PERSON-2 or 2 others: stands alone",)


def test_a_misspelling_joins_only_where_nobody_else_fits() -> None:
    assert len(set(subjects("Sarah Harden", "Sarah Harmon", "Sarah Harmen"))) == 3
    assert len(set(subjects("Sarah Collins", "Sarah Collins", "Sarah Colins", "Sarah Collens"))) == 1
    assert len(set(subjects("Sarah Jane Collins", "Sarah Ann Collins", "Sara Collins"))) == 3
    assert named("Sarah Collins", "Sarah Colins").doubtful


def test_a_word_of_every_day_is_joined_only_where_a_detector_saw_a_name() -> None:
    text = "Will Harper wrote. Will we come? So said Will."
    findings = found(text, ["Will Harper", "Will", "Will"])
    echoed = [findings[0], *(Finding("PERSON", f.regions, 0.9, "echo") for f in findings[1:])]
    assert [f.subject for f in with_subjects(findings, {"a": text}, Folds()).findings] == ["PERSON-1"] * 3
    assert [f.subject for f in with_subjects(echoed, {"a": text}, Folds()).findings] == [
        "PERSON-1", "PERSON-2", "PERSON-1",
    ]  # fmt: skip


def test_words_are_the_same_in_every_document_that_names_a_person_in_full() -> None:
    documents = [
        ("Dr Sarah Jane Collins",), ("Mrs Collins", "Sarah Collins"), ("COLLINS, Sarah",),
        ("Sally Collins", "Sarah Collins"), ("SARAH COLLINS", "SC"),
        (("sarah.collins@x.example", EMAIL), "Sarah Collins"),
    ]  # fmt: skip
    assert [named(*values).who for values in documents] == [{"PERSON-1": "sarah collins"}] * len(documents)
    assert named("Mrs Collins").who == {"PERSON-1": "collins"}
    assert named("S. Collins").who == {"PERSON-1": "s collins"}


def test_other_values_keep_a_subject_of_their_own() -> None:
    assert subjects("Sarah Collins", ("info@x.example", EMAIL), ("INFO@X.example", EMAIL), ("12 May", "DATE_TIME")) == [
        "PERSON-1", "EMAIL_ADDRESS-1", "EMAIL_ADDRESS-1", "DATE_TIME-1",
    ]  # fmt: skip


def test_no_two_things_of_one_type_have_one_number() -> None:
    of_both = subjects(("info@x.example", EMAIL), "Sarah Collins", ("sarahc@x.example", EMAIL), "Tom Hill")
    assert of_both == ["EMAIL_ADDRESS-3", "PERSON-1", "PERSON-1", "PERSON-2"]


def test_findings_in_pictures_pass_and_nothing_is_said_of_nobody() -> None:
    face = Finding("FACE", (Box("p", 0, 0, 1, 1),), 0.9, "test")
    assert with_subjects([face], {}, Folds()) == Named((face,), {})


def test_dates_and_ages_have_an_owner_by_their_place() -> None:
    text = "Seen 1 May. Sarah Collins: 2 May, aged 41. Tom Hill: 3 May."
    findings = found(text, [
        ("1 May", "DATE_TIME"), "Sarah Collins", ("2 May", "DATE_TIME"), ("41", "AGE"), "Tom Hill",
        ("3 May", "DATE_OF_BIRTH"),
    ])  # fmt: skip
    owners = with_subjects(findings, {"a": text}, Folds()).owners
    assert [owners.get(finding.regions[0]) for finding in findings] == [
        None, None, "sarah collins", "sarah collins", None, "tom hill",
    ]  # fmt: skip
    alone = with_subjects(findings[:3], {"a": text}, Folds()).owners
    assert set(alone.values()) == {"sarah collins"} and len(alone) == 2
    moved = with_subjects(findings[:3], {"a": text}, Folds(), "text")
    assert {place.part for place in moved.owners} == {"text"}


WORDS = ("Sarah", "Sara", "James", "Jane", "Bill", "William", "Collins", "Colins", "Collins-Lee", "Lee", "S", "J",
         "Mrs", "Mr", "Dr", "Will", "will", "SC", "JL", "O'Neil", "É", "1", "Collins,")  # fmt: skip
MENTIONS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
ADDRESSES = st.sampled_from(("scollins@x", "sarah.collins@x", "lee@x", "jl", "@x", "j.lee@x"))
VALUES = st.one_of(MENTIONS, st.tuples(ADDRESSES, st.sampled_from((EMAIL, USER))))


@given(st.lists(VALUES, min_size=1, max_size=8), st.randoms())
def test_who_is_who_does_not_hang_on_the_order(values: list[Value], random) -> None:
    def partition(order: list[Value]) -> set[frozenset[Value]]:
        groups: dict[str | None, set[Value]] = {}
        for value, subject in zip(order, subjects(*order), strict=True):
            groups.setdefault(subject, set()).add(value)
        return set(map(frozenset, groups.values()))

    shuffled = random.sample(values, len(values))
    assert partition(values) == partition(shuffled)
    assert sorted(named(*values).who.values()) == sorted(named(*shuffled).who.values())


@given(st.lists(VALUES, min_size=1, max_size=8))
def test_nothing_is_lost_nothing_is_told_and_once_more_changes_nothing(values: list[Value]) -> None:
    text, findings = listed(values)
    once = with_subjects(findings, {"a": text}, Folds())
    assert [(f.entity_type, f.regions, f.score) for f in once.findings] == [
        (f.entity_type, f.regions, f.score) for f in findings
    ]
    assert all(finding.subject for finding in once.findings)
    assert with_subjects(once.findings, {"a": text}, Folds()) == once
    for finding in once.findings:
        assert said(finding, text) not in {word for line in finding.why for word in line.split()} - {"a", "S", "J"}
    numbers = list(dict.fromkeys(f.subject for f in once.findings if (f.subject or "").startswith("PERSON")))
    assert numbers == [f"PERSON-{number}" for number in range(1, len(numbers) + 1)]


STRANGER = known_people(Subjects(keep=("Nobody Whatsoever",)))


@given(st.lists(VALUES, min_size=1, max_size=3))
def test_the_short_way_for_few_people_gives_the_same(values: list[Value]) -> None:
    text, findings = listed(values)
    short = with_subjects(findings, {"a": text}, Folds(), "t")
    assert short == with_subjects(findings, {"a": text}, Folds(), "t", STRANGER)
