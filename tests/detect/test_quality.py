"""How well real texts and other people's cases are judged. Needs the evaluation data beside the checkout."""

from pathlib import Path

import pytest

from redact.detect.identifiers import IdentifierDetector, IdentifierOptions
from redact.detect.names import NameDetector, NameOptions
from redact.evaluate import run, run_cases
from redact.types import Modality, Part
from tests.found import findings_of

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"
needs_data = pytest.mark.skipif(not EVAL.is_dir(), reason=f"no evaluation data at {EVAL}: quality was not measured")

FORMS = (
    "ABA_ROUTING_NUMBER CREDIT_CARD CRYPTO EMAIL_ADDRESS IBAN_CODE IP_ADDRESS MAC_ADDRESS MEDICAL_LICENSE PHONE_NUMBER"
    " UK_DRIVING_LICENCE UK_NHS UK_NINO UK_PASSPORT UK_POSTCODE UK_VEHICLE_REGISTRATION URL US_MBI US_NPI US_SSN"
).split()
NATIONS = ("AU CA DE ES FI IN IT KR NG PH PL SE SG TH TR ZA").split()


def finder(detector):
    """A detector as a function from texts to findings."""

    def find(texts):
        for text in texts:
            yield findings_of(detector, [Part("text", Modality.TEXT, text)])

    return find


@pytest.fixture(scope="module")
def identifiers():
    return finder(IdentifierDetector(IdentifierOptions()))


@needs_data
def test_cases_of_a_peer(identifiers):
    held = run_cases(EVAL / "identifiers" / "presidio_cases.jsonl", identifiers)
    forms = [held[name] for name in FORMS]
    found = sum(one.positives_held for one in forms), sum(one.positives for one in forms)
    left = sum(one.negatives_held for one in forms), sum(one.negatives for one in forms)
    print(f"positive {found[0]} of {found[1]}, negative {left[0]} of {left[1]}")
    assert found[0] >= 0.99 * found[1]
    assert left[0] >= 0.97 * left[1]


@needs_data
def test_cases_of_other_nations(identifiers):
    held = run_cases(EVAL / "identifiers" / "presidio_cases.jsonl", identifiers)
    cases = [one for name, one in held.items() if name.partition("_")[0] in NATIONS]
    found = sum(one.positives_held for one in cases), sum(one.positives for one in cases)
    left = sum(one.negatives_held for one in cases), sum(one.negatives for one in cases)
    print(f"positive {found[0]} of {found[1]}, negative {left[0]} of {left[1]}")
    assert found[0] >= 0.94 * found[1]
    assert left[0] >= 0.97 * left[1]


@needs_data
def test_contacts_in_memoranda(identifiers):
    scores = run(EVAL / "text" / "uk_memoranda_contacts.jsonl", identifiers)
    assert scores["EMAIL_ADDRESS"].covered == scores["PHONE_NUMBER"].covered == 1.0


@needs_data
@pytest.mark.parametrize(
    "entity_type", ["AGE", "CREDIT_CARD", "EMAIL_ADDRESS", "IBAN_CODE", "IP_ADDRESS", "URL", "US_SSN"]
)
def test_identifiers_in_invented_sentences(identifiers, entity_type):
    score = run(EVAL / "text" / "presidio_synth.jsonl", identifiers)[entity_type]
    assert score.recall is not None and score.recall >= 0.97
    assert score.precision is not None and score.precision >= 0.97


@needs_data
@pytest.mark.models
def test_people_in_judgments_and_memoranda():
    names = finder(NameDetector(NameOptions()))
    judgments = run(EVAL / "text" / "tab.jsonl", names)["PERSON"]
    assert judgments.recall is not None and judgments.recall >= 0.93
    assert judgments.precision is not None and judgments.precision >= 0.65
    assert run(EVAL / "text" / "uk_memoranda_contacts.jsonl", names)["PERSON"].covered == 1.0
