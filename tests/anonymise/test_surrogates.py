"""Realistic values that belong to nobody: of the form of the value, one person for a subject, never the value."""

import re
import string

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.anonymise.pseudonymise import Pseudonymise
from redact.anonymise.replace import Replace
from redact.anonymise.surrogates import differs
from redact.anonymise.surrogates.name_lists import kinds
from redact.contracts import Mention
from redact.detect import checks
from redact.entities import ENTITY_TYPES
from redact.errors import MissingError, PolicyError
from redact.types import Effect, Release
from tests.anonymise.made import KEY, mention, new, of_sarah, text_of

KEYED = new(Pseudonymise, form="surrogate")
BY_ORIGIN = new(Pseudonymise, form="surrogate", origin=True)
LABELS = new(Replace, None, surrogate=True)


def put(value: str, entity_type: str = "PERSON") -> str:
    return text_of(KEYED, of_sarah(value, entity_type))


def other(entity_type: str, value: str, number: int = 1) -> str:
    return text_of(LABELS, mention(entity_type, value, number=f"{entity_type}-{number}"))


def test_all_shapes_of_one_name_are_shapes_of_one_other() -> None:
    title, given_name, middle, family = put("Dr Sarah Jane Collins").split()
    assert title == "Dr"
    assert put("Mrs Collins") == f"Mrs {family}"
    assert put("Collins") == put("Collins") == family
    assert put("Sarah") == given_name
    assert put("Sarah Collins") == f"{given_name} {family}"
    assert put("S. Collins") == f"{given_name[0]}. {family}"
    assert put("S. J. Collins") == f"{given_name[0]}. {middle[0]}. {family}"
    assert put("SJ Collins") == f"{given_name[0]}{middle[0]} {family}"
    assert put("SCollins") == f"{given_name[0]}{family}"
    assert put("SARAH COLLINS") == f"{given_name} {family}".upper()
    assert put("sarah collins") == f"{given_name} {family}".lower()
    assert put("Collins, Sarah Jane") == f"{family}, {given_name} {middle}"
    assert put("Sarah's") == f"{given_name}'s"
    assert put("Collins’s") == f"{family}’s"
    assert put("Sarah\nCollins") == f"{given_name}\n{family}"


def test_of_names_in_no_list_the_order_of_the_subject_tells_which_is_which() -> None:
    def made(value: str) -> str:
        return text_of(KEYED, mention("PERSON", value, "zelphora quindriss", "PERSON-1"))

    given_name, family = made("Zelphora Quindriss").split()
    assert (made("Zelphora"), made("Quindriss"), made("Z. Quindriss")) == (
        given_name,
        family,
        f"{given_name[0]}. {family}",
    )


def test_addresses_and_handles_of_a_person_are_those_of_the_other() -> None:
    given_name, family = put("sarah collins").split()
    assert put("sarah.collins@gmail.com", "EMAIL_ADDRESS").partition("@")[0] == f"{given_name}.{family}"
    assert put("s.collins@nhs.uk", "EMAIL_ADDRESS").partition("@")[0] == f"{given_name[0]}.{family}"
    assert put("scollins@nhs.uk", "EMAIL_ADDRESS").partition("@")[0] == f"{given_name[0]}{family}"
    assert re.fullmatch(rf"@{given_name[0]}{family}\d\d", put("@sarahc82", "USERNAME"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Judge Collins", "Judge *"),
        ("Mr and Mrs Collins", "Mr and Mrs *"),
        ("Collins, Mrs Sarah", "*, Mrs *"),
        ("Sir Ian", "Sir *"),
        ("DI Collins", "DI *"),
        ("Stephen King", "* *"),
        ("King", "*"),
        ("Di Collins", "* *"),
        ("Major John Major", "Major * *"),
        ("Earl Grey", "* *"),
        ("Sarah Judge", "* *"),
        ("Dr Judge", "Dr *"),
        ("Sarah Collins OBE", "* *"),
        ("Ludwig van Beethoven", "* *"),
    ],
)
def test_titles_stay_and_names_that_look_like_them_do_not(value: str, words: str) -> None:
    made = text_of(KEYED, mention("PERSON", value))
    assert re.fullmatch(re.escape(words).replace(r"\*", r"[\w'\-]+"), made)
    kept = set(re.findall(r"\w+", words))
    assert not (set(re.findall(r"\w+", value)) - kept) & set(re.findall(r"\w+", made))


@pytest.mark.parametrize("address", ["a.b@example.org", "post@mail.invalid", "x@example.com"])
def test_addresses_lie_in_domains_that_nobody_has(address: str) -> None:
    ends = ("@example.org", "@example.com", "@example.net", ".test", ".invalid")
    assert other("EMAIL_ADDRESS", address).endswith(ends)


def test_gender_follows_the_given_name_or_the_title() -> None:
    for value, gender in (("Sarah Collins", "f"), ("David Collins", "m"), ("Mrs K. Collins", ""), ("Ms Kim Quux", "f")):
        names = [text_of(KEYED, mention("PERSON", value, f"{value.lower()} {n}")).split() for n in range(6)]
        given_names = [name[-2] for name in names]
        if gender:
            assert all(gender in kinds(name, "en_GB") for name in given_names), value


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anna Kowalska", "pl_PL"),
        ("Hans-Peter Müller", "de_DE"),
        ("Priya Sharma", "en_IN"),
        ("Giuseppe Esposito", "it_IT"),
        ("Oluwaseun Adeyemi", "yo_NG"),
        ("Lukasz Wojcik", "pl_PL"),
        ("Иван Петров", "ru_RU"),
    ],
)
def test_origin_stays_where_it_is_asked_for(name: str, letters: str) -> None:
    given_name, family = text_of(BY_ORIGIN, mention("PERSON", name)).split()
    assert kinds(given_name, letters) & {"f", "m"}
    assert "x" in kinds(family, letters)
    assert text_of(KEYED, mention("PERSON", name)).isascii()


@pytest.mark.parametrize(("name", "script"), [("王小明", "\u4e00"), ("김민수", "\uac00"), ("さくら花子", "\u4e00")])
def test_a_name_without_gaps_gets_one_without(name: str, script: str) -> None:
    made = text_of(BY_ORIGIN, mention("PERSON", name))
    assert all(letter >= script or "\u3040" <= letter <= "\u30ff" for letter in made)
    assert not set(made) & set(name)


def test_a_place_in_a_document_decides_and_not_the_value() -> None:
    same = {text_of(LABELS, mention("PERSON", name, number="PERSON-3")) for name in ("Kate Quux", "Kirsty Quoll")}
    assert len(same) == 1
    assert len({text_of(LABELS, mention("PERSON", "Kate Quux", number=f"PERSON-{n}")) for n in range(9)}) > 5


def test_with_a_key_nobody_else_can_tell_who_comes_next() -> None:
    keyed = [new(Replace, bytes([n]) * 32, surrogate=True) for n in range(9)]
    assert len({text_of(each, mention("PERSON", "Kate Quux", number="PERSON-3")) for each in keyed}) > 6


def test_dates_of_one_person_are_not_all_one() -> None:
    dates = ["12 March 1987", "4 May 2020"]
    for operator in (KEYED, LABELS):
        put = {text_of(operator, mention("DATE_TIME", d, "collins", "PERSON-1", at=n)) for n, d in enumerate(dates)}
        assert len(put) == 2


@pytest.mark.parametrize(
    ("entity_type", "value", "form"),
    [
        ("ADDRESS", "12 Mill Lane, Wells BA5 1AA", r"\d+ [\w'\-]+ \w+, [\w'\-]+ ZZ\d \d[A-Z]{2}"),
        ("ADDRESS", "Flat 3, 12A High Street\nLeeds\nLS1 4DY", r"\w+ \d+, \d+ [\w'\-]+ \w+\n[\w'\-]+\nZZ\d \d[A-Z]{2}"),
        ("LOCATION", "LEEDS", r"[A-Z'\-]+"),
        ("ORGANIZATION", "St Mary's Hospital", r"[\w'\-]+ (?:Infirmary|Clinic)"),
        ("ORGANIZATION", "Acme Widgets Ltd", r"[\w'\-]+ (?:Limited|plc|Group|Partners|Services)"),
        ("UK_POSTCODE", "SW1A 1AA", r"ZZ\d[A-Z] \d[A-Z]{2}"),
        ("UK_POSTCODE", "ls14dy", r"zz\d\d[a-z]{2}"),
        ("UK_NHS", "943 476 5919", r"999 \d{3} \d{4}"),
        ("UK_NINO", "AB 12 34 56 C", r"QQ \d\d \d\d \d\d [A-D]"),
        ("US_SSN", "123-45-6789", r"000-\d\d-\d{4}"),
        ("IP_ADDRESS", "192.168.1.1", r"(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}"),
        ("IP_ADDRESS", "2a00:1450::1", r"2001:db8::[\da-f:]+"),
        ("MAC_ADDRESS", "00:1A:2B:3C:4D:5E", r"[\dA-F]2(?::[\dA-F]{2}){5}"),
        ("URL", "https://www.foo.com/a?b=c", r"https://example\.(?:org|com|net)/[a-z]{8}"),
        ("DATE_TIME", "12 March 1987", r"\d\d? [A-Z][a-z]+ \d{4}"),
        ("DATE_TIME", "2024-03-12T14:30:00Z", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
        ("DATE_OF_BIRTH", "03/04/80", r"\d\d/\d\d/\d\d"),
        ("DATE_TIME", "14:30", r"\d\d:\d\d"),
        ("AGE", "aged 47 years", r"aged (?:4[2-6]|48|49|5[012]) years"),
        ("AGE", "40s", r"[2356]0s"),
        ("AGE", "47, Zelphora", r"\[Age\]"),
        ("QUANTITY", "£31,250", r"£\d{2},\d{3}"),
        ("CASE_REFERENCE", "QB-2021-001234", r"[A-Z]{2}-\d{4}-\d{6}"),
        ("UUID", "550e8400-e29b-41d4-a716-446655440000", r"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}"),
        ("COORDINATES", "51.50135, -0.14189", r"\d\d\.\d{5}, -?\d\.\d{5}"),
    ],
)
def test_the_manner_of_writing_stays(entity_type: str, value: str, form: str) -> None:
    for number in range(5):
        assert re.fullmatch(form, other(entity_type, value, number)), other(entity_type, value, number)


@pytest.mark.parametrize(
    ("entity_type", "value", "holds"),
    [
        ("CREDIT_CARD", "4111-1111-1111-1111", checks.card),
        ("CREDIT_CARD", "378282246310005", checks.card),
        ("IBAN_CODE", "GB82 WEST 1234 5698 7654 32", checks.iban),
        ("IBAN_CODE", "DE89370400440532013000", checks.iban),
        ("UK_NHS", "9434765919", checks.nhs),
        ("UK_UTR", "1123456789", checks.utr),
        ("IMEI", "490154203237518", checks.imei),
    ],
)
def test_numbers_pass_their_sums(entity_type: str, value: str, holds: object) -> None:
    assert callable(holds)
    for number in range(10):
        assert holds(other(entity_type, value, number))


@pytest.mark.parametrize(
    ("value", "start"),
    [
        ("020 7946 0018", "+441632960"),
        ("07911 123456", "+447700900"),
        ("+44 (0)20 7946 0018", "+441632960"),
        ("00447911123456", "+447700900"),
        ("0800 123456", "+44808157"),
        ("+1 212 867 5309", "+1"),
        ("(212) 867-5309", ""),
        ("+49 30 901820", "+493023125"),
        ("+33 1 42 68 53 00", "+3319900"),
        ("+39 06 1234567", "+441632960"),
    ],
)
def test_telephones_ring_nowhere(value: str, start: str) -> None:
    for n in range(5):
        number = phonenumbers.parse(other("PHONE_NUMBER", value, n).replace("(0)", ""), "GB" if start else "US")
        plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        assert plain.startswith(start or "+1")
        if number.country_code == 1:
            assert re.fullmatch(r"\+1\d{3}55501\d\d", plain)


@pytest.mark.parametrize("entity_type", ["SECRET", "NRP", "HEALTH", "MISC", "HIDDEN", "FACE"])
def test_where_there_is_no_surrogate_stands_the_label_or_a_token(entity_type: str) -> None:
    assert other(entity_type, "hunter two") == f"[{ENTITY_TYPES[entity_type].label}]"
    assert re.fullmatch(rf"{entity_type}_[a-z2-7]{{16}}", text_of(KEYED, mention(entity_type, "hunter two")))


NAMES = st.sampled_from("Sarah James Collins Müller Kim Jo Anna O'Brien Grace Palmer Wilkins Irene Li Day May".split())
VALUES = st.one_of(
    st.lists(NAMES, min_size=1, max_size=4).map(" ".join),
    st.text(string.ascii_letters + string.digits + " .-@,/:", min_size=1, max_size=30),
    st.text(min_size=1, max_size=20),
    st.dates().map("{0:%d %B %Y}".format),
    st.sampled_from(
        ["example.org", "x@example.com", "01632 960123", "ZZ1 1AA", "£100", "192.0.2.1", "Smith Ltd", "J."]
    ),
)


@settings(deadline=None, max_examples=300)
@given(VALUES, st.sampled_from([*ENTITY_TYPES, "SHOE_SIZE"]), st.sampled_from([KEYED, LABELS, BY_ORIGIN]))
def test_it_is_never_the_value_nor_a_word_of_it(value: str, entity_type: str, operator: Replace | Pseudonymise) -> None:
    one = mention(entity_type, value, number=f"{entity_type}-1")
    made = text_of(operator, one)
    assert made == text_of(operator, one)
    if not made.startswith(("[", f"{entity_type}_")):
        assert differs(made, value, entity_type)
        assert made.casefold() != value.casefold()


@given(NAMES, NAMES)
@settings(deadline=None)
def test_no_name_nor_initial_of_the_subject_is_in_it(first: str, last: str) -> None:
    words = " ".join(sorted({first.casefold(), last.casefold()}))
    made = text_of(KEYED, mention("PERSON", f"{first} {last}", words, "PERSON-1"))
    assert {word[0].casefold() for word in made.split()}.isdisjoint({first[0].casefold(), last[0].casefold()})


def test_another_draw_gives_another_person_and_the_same_for_all_its_mentions() -> None:
    for operator in (KEYED, LABELS):
        people = [operator.draws(of_sarah("Sarah Collins"), attempt).text for attempt in range(8)]
        assert people[0] == text_of(operator, of_sarah("Sarah Collins"))
        assert len(set(people)) > 6
        families = [operator.draws(of_sarah("Mrs Collins"), attempt).text for attempt in range(8)]
        assert [f"Mrs {person.split()[1]}" for person in people] == families


def test_another_key_gives_another_person() -> None:
    made = {text_of(new(Pseudonymise, bytes([n]) * 32, form="surrogate"), of_sarah("Sarah Collins")) for n in range(9)}
    assert len(made) > 7


def test_what_it_does_is_on_record() -> None:
    assert (LABELS.effect, LABELS.widest) == (Effect.MASKED, Release.OPEN)
    assert new(Replace, surrogate=True, origin=True).widest is Release.LIMITED
    assert (KEYED.effect, KEYED.widest) == (Effect.PSEUDONYMISED, Release.LIMITED)


@pytest.mark.parametrize("locale", ["xx_XX", "../en", "vi_VN", ""])
def test_a_locale_without_names_is_refused_at_once(locale: str) -> None:
    for kind, options in ((Replace, {"surrogate": True}), (Pseudonymise, {"form": "surrogate"})):
        with pytest.raises(PolicyError, match="locale"):
            new(kind, locale=locale, **options)


def test_without_faker_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redact.anonymise.surrogates.name_lists.find_spec", lambda _name: None)
    with pytest.raises(MissingError, match=r"pip install 'redact\[surrogates\]'"):
        new(Replace, surrogate=True)
    assert text_of(new(Replace), mention("PERSON", "x")) == "[Person]"


def test_nothing_shows_the_value() -> None:
    one: Mention = of_sarah("Sarah Collins")
    assert "Sarah" not in repr(one) + repr(LABELS) + repr(KEYED)
    assert KEY.hex() not in repr(vars(KEYED))
