import pytest

from redact import policy

POLICY = """
name = "test"
find = ["EMAIL_ADDRESS", "PHONE_NUMBER"]
[handlers]
text = {}
[detectors]
identifiers = {}
[anonymise]
text = "replace"
image = "keep"
video = "keep"
audio = "keep"
"""


@pytest.fixture(scope="session")
def quick_policy_text() -> str:
    """Needs no model: e-mail addresses and telephone numbers in plain text."""
    return POLICY


@pytest.fixture(scope="session")
def quick_policy(quick_policy_text: str) -> policy.Policy:
    return policy.parse(quick_policy_text)
