"""What is said in made-up talks: calls to a council, a surgery, a bank and the police, voicemail, an interview.

A scene is a few turns of two speakers in which something identifies somebody, ``[TYPE:{value}]``, or nothing does. The
scenes for development and those held out were written apart: rules are tuned on the first, and reported on both.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scenes:
    """The scenes of one half: openings and scenes by kind of talk, what any talk may have, and what identifies
    nobody."""

    opening: dict[str, tuple[str, ...]]
    of_kind: dict[str, tuple[str, ...]]
    common: tuple[str, ...]
    nothing: tuple[str, ...]


DEVELOPMENT = Scenes(
    opening={
        "council": (
            "A: Good morning, council tax, how can I help? B: Hello, my name is [PERSON:{name}], and I am calling about"
            " a bill.",
            "A: Customer services. Who am I speaking to, please? B: It's [PERSON:{name}]. A: Thank you.",
        ),
        "surgery": (
            "A: Good morning, the surgery. B: Hi, it's [PERSON:{name}] here. I need to see a doctor this week.",
            "A: Hello, you are through to reception. B: Hello. I would like an appointment, please. A: Of course. "
            "What's the name? B: [PERSON:{name}].",
        ),
        "bank": (
            "A: Thank you for calling. Can I take your full name, please? B: Yes, it's [PERSON:{name}].",
            "A: Welcome to telephone banking. B: Hello. I have lost my card, I think. A: I am sorry to hear that. Your "
            "name, please? B: [PERSON:{name}].",
        ),
        "police": (
            "A: You are through to the police. What has happened? B: Somebody broke into my shed. A: Okay. What's your "
            "surname? B: [PERSON:{last}]. A: And your first name? B: [PERSON:{first}].",
            "A: Police, how can I help? B: I want to report a theft. My name is [PERSON:{name}].",
        ),
        "voicemail": (
            "B: Hi, this is [PERSON:{name}]. I am sorry that I missed your call this morning.",
            "B: Hello, it's [PERSON:{name}] calling about the boiler. It has stopped working again.",
        ),
        "interview": (
            "A: Could you say your name for the recording? B: Yes. [PERSON:{name}]. A: Thank you, [PERSON:{first}].",
            "A: I am here with [PERSON:{name}], who has kindly agreed to talk to us. B: Thank you for having me.",
        ),
    },
    of_kind={
        "council": (
            "A: Have you got a reference? B: My reference number is [CASE_REFERENCE:{reference}].",
            "A: Do you have a case reference? B: Yes, [CASE_REFERENCE:{reference}]. A: One moment.",
            "B: My national insurance number is [UK_NINO:{nino}].",
            "A: Could I take your national insurance number? B: Sure, [UK_NINO:{nino}]. A: Thanks.",
            "B: I pay by direct debit. The sort code is [UK_BANK_ACCOUNT:{sort}], and the account number is "
            "[UK_BANK_ACCOUNT:{account}].",
        ),
        "surgery": (
            "B: Her N H S number is [UK_NHS:{nhs}], according to the letter.",
            "A: Do you have your N H S number? B: I think so, yes. It's [UK_NHS:{nhs}]. A: Perfect.",
            "A: Can you read me the first three of the N H S number? B: Yes, it's [UK_NHS:{nhs_a}]. A: And the rest? "
            "B: [UK_NHS:{nhs_b}]. A: Great.",
            "A: That's Mrs [PERSON:{last}], is it? B: Yes, [PERSON:{first}].",
        ),
        "bank": (
            "A: What's the long number on the front of the card? B: [CREDIT_CARD:{card}]. A: And the expiry? B: It is "
            "at the end of next year.",
            "A: Can you read me the first eight digits of your card? B: Yes, it's [CREDIT_CARD:{card_a}]. A: Go on. "
            "B: [CREDIT_CARD:{card_b}]. A: That has gone through.",
            "A: And the sort code? B: [UK_BANK_ACCOUNT:{sort}]. A: And your account number? B: "
            "[UK_BANK_ACCOUNT:{account}].",
            "B: The money went to sort code [UK_BANK_ACCOUNT:{sort}], account [UK_BANK_ACCOUNT:{account}].",
        ),
        "police": (
            "B: I saw the neighbour, [PERSON:{other}], looking over the fence.",
            "A: I will give you a crime reference. It's [CASE_REFERENCE:{reference}]. B: Thank you.",
            "A: And who was with you? B: My brother, [PERSON:{other}]. He saw it all.",
        ),
        "voicemail": (
            "B: You can call me back on [PHONE_NUMBER:{phone}] after six o'clock.",
            "B: My number is [PHONE_NUMBER:{phone}]. That's [PHONE_NUMBER:{phone}]. Thanks, bye.",
            "B: If I am not in, ask for [PERSON:{other}]. She knows about it.",
        ),
        "interview": (
            "A: When were you born? B: I was born on [DATE_OF_BIRTH:{born}], in a small village.",
            "B: My first teacher was [PERSON:{other}]. She was very strict with us.",
            "B: It was [PERSON:{other}] who gave me my first job, and I stayed for years.",
        ),
    },
    common=(
        "A: And how do you spell your surname? B: It's [PERSON:{spelt}]. A: Lovely, thank you.",
        "A: What is the best number to reach you on? B: It's [PHONE_NUMBER:{phone}]. A: Thank you.",
        "A: Can you read me the first half of your phone number? B: Yes, it's [PHONE_NUMBER:{phone_a}]. A: Okay, and "
        "the rest? B: [PHONE_NUMBER:{phone_b}]. A: Great.",
        "A: What's your postcode, please? B: [UK_POSTCODE:{postcode}]. A: Thank you very much.",
        "B: The postcode is [UK_POSTCODE:{postcode}], near the park.",
        "B: She lives at [ADDRESS:{address}], with her brother.",
        "A: And your address? B: [ADDRESS:{address}]. A: And the postcode? B: [UK_POSTCODE:{postcode}].",
        "A: What's your email address? B: It's [EMAIL_ADDRESS:{mail}]. A: Okay.",
        "B: Please send it to [EMAIL_ADDRESS:{mail}], if you can.",
        "A: What is your date of birth? B: [DATE_OF_BIRTH:{born}]. A: Thank you.",
        "B: I was born on [DATE_OF_BIRTH:{born}], so please update the record.",
        "A: Thank you, [PERSON:{first}]. Is there anything else? B: Not for now.",
    ),
    nothing=(
        "B: The meeting is on the {day} of next month, at half past {hour}.",
        "A: That comes to {money} pounds and {pence} pence, including the delivery.",
        "B: We won {goals} {hour} last night, after being two nil down.",
        "A: It is in room {room} on the second floor, next to the lifts.",
        "B: The bus takes about {minutes} minutes, and then you walk for five or six.",
        "A: There were between {minutes} and a hundred people there, I would say.",
        "B: We ordered {goals} boxes of paper, {minutes} pens and one printer.",
        "A: The course starts at nine thirty and ends at a quarter to {hour}.",
        "B: It was around {minutes} degrees, and it has not rained for {goals} weeks.",
        "A: I am sorry about the wait. The system is rather slow today, as you may have noticed.",
        "B: I will be at home all day. You can come round whenever it suits you.",
        "A: Could you hold the line, please? I will just check that for you. B: Yes, that's fine.",
    ),
)
HELD_OUT = Scenes(
    opening={
        "council": (
            "A: Housing, good afternoon. B: Good afternoon. This is [PERSON:{name}]. I wrote to you about the damp.",
            "A: Parking services. May I have your name? B: Certainly. [PERSON:{name}].",
        ),
        "surgery": (
            "A: Health centre, how may I help? B: I'm ringing for my mother, [PERSON:{name}]. She has a cough.",
            "A: Surgery. B: Morning. [PERSON:{name}] speaking. I'm after some test results.",
        ),
        "bank": (
            "A: You're speaking with the fraud team. Could you confirm your name for me? B: [PERSON:{name}].",
            "A: Good afternoon, and who have I got on the line? B: My name's [PERSON:{name}].",
        ),
        "police": (
            "A: Okay, tell me who you are first. B: I'm [PERSON:{name}]. I live next door to the shop.",
            "A: This is an interview with [PERSON:{name}]. Please speak up. B: All right.",
        ),
        "voicemail": (
            "B: Good evening. [PERSON:{name}] here, about the flat that you are letting.",
            "B: Hello there. You don't know me, my name is [PERSON:{name}], and I found your dog.",
        ),
        "interview": (
            "A: Please introduce yourself. B: I'm called [PERSON:{name}]. I used to work in the mill.",
            "A: Today I'm talking to [PERSON:{name}] about the old days. B: It's a pleasure.",
        ),
    },
    of_kind={
        "council": (
            "A: There should be a number at the top of the letter. B: Yes. The reference is "
            "[CASE_REFERENCE:{reference}].",
            "A: Can you tell me your N I number? B: It's [UK_NINO:{nino}]. A: Got that.",
            "B: I need to give you my national insurance number, which is [UK_NINO:{nino}].",
            "A: Which account shall we pay it into? B: Account number [UK_BANK_ACCOUNT:{account}], and the sort code's "
            "[UK_BANK_ACCOUNT:{sort}].",
        ),
        "surgery": (
            "A: And the N H S number, if you know it? B: Let me look. Here it is. [UK_NHS:{nhs}].",
            "A: I've got an N H S number here of [UK_NHS:{nhs}]. Is that right? B: That's the one.",
            "B: Doctor [PERSON:{other}] told me to ring back. A: She's in tomorrow.",
        ),
        "bank": (
            "A: I'll need your card number now. B: Okay, it's [CREDIT_CARD:{card}]. A: Lovely.",
            "A: Just the first four to start with. The card number, please. B: [CREDIT_CARD:{card_four}]. A: Yes. B: "
            "[CREDIT_CARD:{card_rest}].",
            "A: Which sort code is that? B: It's [UK_BANK_ACCOUNT:{sort}]. A: And the account? B: "
            "[UK_BANK_ACCOUNT:{account}]. A: Thank you.",
        ),
        "police": (
            "A: Who else was there? B: There was [PERSON:{other}], and a man that I don't know.",
            "B: He said he was called [PERSON:{other}], but I didn't believe him.",
            "A: Your incident number is [CASE_REFERENCE:{reference}]. Keep it safe. B: I will.",
        ),
        "voicemail": (
            "B: Give me a ring on [PHONE_NUMBER:{phone}] when you get a moment.",
            "B: I'm on [PHONE_NUMBER:{phone}], or you can try [PERSON:{other}] at the office.",
            "B: Tell [PERSON:{other}] I said hello, and that I will see them on Sunday.",
        ),
        "interview": (
            "B: I came into the world on [DATE_OF_BIRTH:{born}], and I was the eldest of five.",
            "B: I was married to [PERSON:{other}] for forty years, and we never had a cross word.",
            "A: And who lived next door? B: That was [PERSON:{other}]. A lovely family.",
        ),
    },
    common=(
        "A: Can you spell that for me? B: [PERSON:{spelt}]. A: Thanks for that.",
        "A: Is there a phone number we can get you on? B: You can use [PHONE_NUMBER:{phone}]. A: Right.",
        "B: My mobile is [PHONE_NUMBER:{phone}]. I'm not very good at answering it.",
        "A: What's your mobile number? B: [PHONE_NUMBER:{phone_a}]. A: Yes. B: [PHONE_NUMBER:{phone_b}]. A: Got it.",
        "A: And what was the postcode there? B: It's [UK_POSTCODE:{postcode}]. A: I see it.",
        "A: First line of your address and postcode? B: [ADDRESS:{address}]. [UK_POSTCODE:{postcode}].",
        "B: We've just moved to [ADDRESS:{address}]. It's a lot quieter there.",
        "A: Can I take an email for you? B: Yes, that's [EMAIL_ADDRESS:{mail}]. A: Super.",
        "B: My email is [EMAIL_ADDRESS:{mail}], all lower case.",
        "A: And your date of birth, please? B: It's [DATE_OF_BIRTH:{born}]. A: That's great.",
        "A: Can you confirm your date of birth for me? B: Yeah. [DATE_OF_BIRTH:{born}]. A: Perfect.",
        "A: Right then, [PERSON:{first}], I've made a note of that. B: Thanks a lot.",
    ),
    nothing=(
        "B: I've been waiting for {minutes} minutes, and nobody has told me anything.",
        "A: The office is open from nine until {hour}, except on the first Monday of the month.",
        "B: It cost me {money} pounds to have it mended, and now it's broken again.",
        "A: You'll find it on page {room} of the leaflet, under the second heading.",
        "B: I take {goals} of the small white ones in the morning, and one at night.",
        "A: Please bear with me, my computer has frozen. It does that now and then.",
        "B: About {minutes} percent of it was spoiled by the rain, so we threw it away.",
        "A: There are {goals} people in front of you. It won't be very long.",
        "B: When we got there it was a quarter past {hour}, and they had closed the gates.",
        "A: I can offer you the {day}, at ten forty or at {hour} in the afternoon.",
        "B: I may go to see my sister. She will mark her students' work all summer.",
    ),
)
KINDS = tuple(DEVELOPMENT.opening)
