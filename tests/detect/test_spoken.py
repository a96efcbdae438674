"""What a listener wrote down is found by what was asked for, misheard words and lost digits included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.detect.spoken import is_spoken, spoken

FOUND = {
    "What is your date of birth? January the 14th, 1970. Thank you.": ("DATE_OF_BIRTH", "January the 14th, 1970"),
    "What is your date on birth? The 17th of February, 1989.": ("DATE_OF_BIRTH", "The 17th of February, 1989"),
    "What is your date of birth? 280341. Thank you.": ("DATE_OF_BIRTH", "280341"),
    "I was born on 28th of the 12th, 48, so please": ("DATE_OF_BIRTH", "28th of the 12th, 48"),
    "It's my birthday, twelve, oh four, seventy two": ("DATE_OF_BIRTH", "twelve, oh four, seventy two"),
    "the first half of your phone number? Yes, it's all double seven three six. Okay": (
        "PHONE_NUMBER",
        "all double seven three six",
    ),
    "call me back on 0-77-00. Okay, and the rest, 90020, great": ("PHONE_NUMBER", "90020"),
    "the best number to reach you on? It's 077009057. Thanks": ("PHONE_NUMBER", "077009057"),
    "Her MHF number is 900850903, according": ("UK_NHS", "900850903"),
    "the salt code is 44, 93, 64, and then": ("UK_BANK_ACCOUNT", "44, 93, 64"),
    "the sort code is twenty, forty, sixty, please": ("UK_BANK_ACCOUNT", "twenty, forty, sixty"),
    "and the count number is 29, 3, 3, all 9.": ("UK_BANK_ACCOUNT", "29, 3, 3, all 9"),
    "the long number on the card? 5256 3188. Go on": ("CREDIT_CARD", "5256 3188"),
    "national insurance number? Sure, Why a 066638C? Thanks": ("UK_NINO", "Why a 066638C"),
    "national insurance number is hotel Juliette, 574162 delta.": ("UK_NINO", "hotel Juliette, 574162 delta"),
    "and the postcode, reacts to 6DN.": ("UK_POSTCODE", "reacts to 6DN"),
    "What's your post code, please? See him at 2.5, 6 uniform echo.": ("UK_POSTCODE", "See him at 2.5, 6 uniform echo"),
    "What's your postcode, please? Sa89qm. Thank you": ("UK_POSTCODE", "Sa89qm"),
    "the Post Code. As for sugar, two six, one you for Uncle, D for David. Hello": (
        "UK_POSTCODE",
        "As for sugar, two six, one you for Uncle, D for David",
    ),
    "And your address, 11 Harcourt Road, leads, and": ("ADDRESS", "11 Harcourt Road, leads"),
    "my address, 12 each have a new Bristol, and the": ("ADDRESS", "12 each have a new Bristol"),
    "She lives at forty two Harcourt Road, Leeds, with": ("ADDRESS", "forty two Harcourt Road, Leeds"),
    "Do you have a case reference? Yes, TB363909. One moment": ("CASE_REFERENCE", "TB363909"),
    "how do you spell your surname? It's LAWSON. Lovely": ("PERSON", "LAWSON"),
    "Who am I speaking to, please? It's Shimon Chambers. Hi": ("PERSON", "Shimon Chambers"),
    "that is T for Tommy, H for Harry, O for orange": ("PERSON", "T for Tommy, H for Harry, O for orange"),
    "Please call Amelia Cohen on 07700, I know her, 295 before six": ("PHONE_NUMBER", "07700, I know her, 295"),
    "The sort code is 7, 6, I'm 9, 3, and that is all": ("UK_BANK_ACCOUNT", "7, 6, I'm 9, 3"),
    "national insurance number is YC, 581, 22, Meltor and I work": ("UK_NINO", "YC, 581, 22, Meltor"),
    "Her NHS number is I-1, 8, Nero, Nero, 74871 according to it": ("UK_NHS", "I-1, 8, Nero, Nero, 74871"),
    "My reference number is ok, 303756 if that helps": ("CASE_REFERENCE", "ok, 303756"),
    "the postcode is EX24, I'm WR near the park": ("UK_POSTCODE", "EX24, I'm WR"),
    "postcode. E for Edward, Ex for Zyler Phone 27, 8 YG. Could": (
        "UK_POSTCODE",
        "E for Edward, Ex for Zyler Phone 27, 8 YG",
    ),
    "She lives at 68 charge close, leads with her brother": ("ADDRESS", "68 charge close, leads"),
    "Can you confirm your date of birth? Yeah, 508 45 perfect": ("DATE_OF_BIRTH", "508 45"),
    "your date of birth for me? Yeah, 5 Yeah, 50845. Perfect": ("DATE_OF_BIRTH", "5 Yeah, 50845"),
    "your date of birth, please. It's 28th of the 4th 55s. That's greater": ("DATE_OF_BIRTH", "28th of the 4th 55s"),
    "date of birth please it's twenty-eighths of the fourth fifty-five that's": (
        "DATE_OF_BIRTH",
        "twenty-eighths of the fourth fifty-five",
    ),
    "I came into the world on the third of May, nineteen forty two, and": (
        "DATE_OF_BIRTH",
        "the third of May, nineteen forty two",
    ),
    "Please send it to Cay Morgan at BTInternet.com, if": ("EMAIL_ADDRESS", "Cay Morgan at BTInternet.com"),
    "Please send it to Daniel.Lossetoutlook.com, if": ("EMAIL_ADDRESS", "Daniel.Lossetoutlook.com"),
    "your email address? Rebecca Underscore Oak for@gmail.com. Okay": (
        "EMAIL_ADDRESS",
        "Rebecca Underscore Oak for@gmail.com",
    ),
}
NOTHING = [
    "",
    "We won 3-8 last night, after being 2-0 down.",
    "It is in room 402 on the second floor.",
    "That comes to £1,234.50, including 42 pounds for the delivery.",
    "Call me on Tuesday at 9.30, or after 10.15.",
    "My reference was fine, and the meeting is at half past 10.",
    "We ordered two boxes of paper, 25 pens and one printer.",
    "I have one, two or three of them, and you have four.",
    "It was in 2019 and again in 2020.",
    "The course starts at 930 and ends at a quarter to five, as my account number is new.",
    "My postcode is new, and it is the 14th house on the left.",
    "My name is on the list, I think.",
    "Ring the shop on Tuesday at 10 30.",
    "I have an incident number somewhere. The office is open from 9 until 11.",
    "My phone number is new since 3 weeks, and I have 2 dogs.",
    "The lease began on the 3rd of May 2024, and ends on May the 2nd, 2025.",
]


@pytest.mark.parametrize(("said", "wanted"), FOUND.items())
def test_an_answer_is_found_by_its_question(said: str, wanted: tuple[str, str]) -> None:
    kind, value = wanted
    found = [(one.pattern.entity_type, said[one.start : one.end]) for one in spoken(said)]
    assert any(entity_type == kind and value in text for entity_type, text in found), found


@pytest.mark.parametrize("said", NOTHING)
def test_figures_that_identify_nobody_stay(said: str) -> None:
    assert [said[one.start : one.end] for one in spoken(said)] == []


def test_a_number_in_two_pieces_is_found_in_both() -> None:
    said = (
        "Can you read me the first eight digits of your card? Yes, it's 525-3188. Go on. 269-0834. That went through."
    )
    assert [said[one.start : one.end] for one in spoken(said)] == ["525-3188", "269-0834"]


def test_when_a_number_was_said_to_the_end_a_few_figures_are_something_else_but_it_is_the_same_again() -> None:
    said = "Your incident number is TB 363909. It is about 250 of them, I think, and 33 more. TB 363909 it is."
    assert [said[one.start : one.end] for one in spoken(said)] == ["TB 363909", "TB 363909"]


def test_a_checksum_is_not_needed_and_a_name_does_not_run_on() -> None:
    said = "how do you spell your surname? It's BE And for Nelly NETT Lovely, thank you Can you go on?"
    assert max(one.end for one in spoken(said)) == said.index(" Lovely")


def test_only_speech_is_speech() -> None:
    assert is_spoken("speech") and is_spoken("column speech")
    assert not is_spoken("") and not is_spoken("speeches")


words = st.sampled_from(
    "my phone number is double oh seven, 2-3 A postcode? for all NHS S date of birth twelve May at dot com er £ "
    "4.30 . email".split()
)


@given(st.lists(words, max_size=25))
def test_findings_lie_in_the_text_and_begin_and_end_with_something(said: list[str]) -> None:
    text = " ".join(said)
    for one in spoken(text):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
