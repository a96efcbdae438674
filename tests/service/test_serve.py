"""The service as a process of its own, on a port of this machine."""

import subprocess
import sys
import time
from collections.abc import Iterator
from socket import socket

import httpx
import pytest

from redact.errors import PolicyError
from redact.service import serve

SERVE = """
import sys
from redact import policy
from redact.service import serve
serve(policy.parse(sys.stdin.read()), port=int(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def process(quick_policy_text: str) -> Iterator[tuple[str, str, subprocess.Popen[str]]]:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    run.stdin.write(quick_policy_text)
    run.stdin.close()
    run.stdin = None
    token = run.stderr.readline().removeprefix("token: ").strip()
    yield f"http://127.0.0.1:{port}", token, run
    run.kill()
    run.wait(10)


def up(address: str) -> bool:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            return httpx.get(f"{address}/v1/health").status_code == 200
        except httpx.TransportError:
            time.sleep(0.05)
    return False


def test_it_makes_up_a_token_answers_to_it_and_says_nothing_of_what_it_saw(process) -> None:
    address, token, run = process
    assert up(address)
    known = {"Authorization": f"Bearer {token}"}
    letter = {"text": "Write to zelphora.quindriss@example.org"}
    assert httpx.post(f"{address}/v1/redact", json=letter).status_code == 401
    answer = httpx.post(f"{address}/v1/redact?zelphora", json=letter, headers=known)
    assert answer.json()["text"] == "Write to [E-mail address]"
    assert httpx.get(f"{address}/zelphora", headers=known).status_code == 404
    run.terminate()
    said = "".join(run.communicate(timeout=20))
    assert not [word for word in ("zelphora", "quindriss", token) if word in said]


def test_to_be_reached_from_everywhere_it_must_be_told_its_names() -> None:
    with pytest.raises(PolicyError, match="any name"):
        serve(host="0.0.0.0")
