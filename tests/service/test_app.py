import asyncio
import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from redact import Redactor
from redact.errors import MissingError, UnreadableError
from redact.service import create_app
from redact.service.app import needs
from redact.types import Outcome

TOKEN = "a-token-for-tests"
KNOWN = {"Authorization": f"Bearer {TOKEN}"}
LETTER = "Write to zelphora.quindriss@example.org"
GUARDED = ("/v1/detect", "/v1/redact", "/v1/files")


class Saboteur:
    """A redactor whose every error quotes what it saw."""

    def detect_text(self, text: str) -> list[Any]:
        raise ValueError(text)

    def redact_text(self, text: str) -> Any:
        raise UnreadableError("the text cannot be read", "send another")

    def redact_file(self, source: Any, target: Any) -> Outcome:
        raise OSError(source.read_text())


@pytest.fixture(scope="module")
def redactor(quick_policy) -> Redactor:
    return Redactor(quick_policy)


def ask(app: Any, method: str, path: str, **how: Any) -> httpx.Response:
    base = how.pop("base", "http://127.0.0.1")

    async def talk() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base) as client:
            return await client.request(method, path, **how)

    return asyncio.run(talk())


@pytest.fixture
def post(redactor) -> Callable[..., httpx.Response]:
    app = create_app(redactor, TOKEN, largest=10_000)
    return lambda path, **how: ask(app, "POST", path, **{"headers": KNOWN, **how})


def test_a_text_is_redacted(post) -> None:
    answer = post("/v1/redact", json={"text": LETTER}).json()
    assert answer["text"] == "Write to [E-mail address]"
    assert [finding["spans"] for finding in answer["findings"]] == [[[9, len(LETTER)]]]


def test_findings_say_type_and_place_and_not_the_text(post) -> None:
    answer = post("/v1/detect", json={"text": LETTER})
    assert [finding["entity_type"] for finding in answer.json()["findings"]] == ["EMAIL_ADDRESS"]
    assert "zelphora" not in answer.text


def test_a_file_comes_back_redacted_under_a_name_of_ours(post) -> None:
    answer = post("/v1/files", files={"file": ("zelphora.txt", LETTER.encode())})
    assert (answer.status_code, answer.text) == (200, "Write to [E-mail address]")
    assert answer.headers["content-disposition"] == 'attachment; filename="redacted.txt"'
    assert answer.headers["x-redact-redactions"] == "1"


def test_a_file_that_cannot_be_redacted_gives_one_line_and_no_content(post) -> None:
    answer = post("/v1/files", files={"file": ("zelphora.xyz", LETTER.encode())})
    assert answer.status_code == 422
    assert set(answer.json()["error"]) == {"what", "next_step", "exit_code"}
    assert "zelphora" not in answer.text


@pytest.mark.parametrize("path", GUARDED)
@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", "Bearer \u00e9"])
def test_without_the_token_nothing_is_read(post, path: str, authorization: str) -> None:
    answer = post(path, headers={"Authorization": authorization.encode("latin-1")}, json={"text": LETTER})
    assert answer.status_code == 401
    assert "zelphora" not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_under_another_name_it_does_not_answer(post, host: str) -> None:
    assert post("/v1/detect", headers={**KNOWN, "Host": host}, json={"text": LETTER}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8750", "localhost", "LOCALHOST:1", "[::1]:8750"])
def test_under_its_own_names_it_answers(post, host: str) -> None:
    assert post("/v1/detect", headers={**KNOWN, "Host": host}, json={"text": LETTER}).status_code == 200


def test_health_needs_no_token_and_tells_nothing_else(redactor) -> None:
    answer = ask(create_app(redactor, TOKEN), "GET", "/v1/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(("path", "headers"), [("/v1/health", {}), ("/v1/detect", {}), ("/v1/none", KNOWN)])
def test_no_answer_may_be_stored(redactor, path: str, headers: dict[str, str]) -> None:
    assert ask(create_app(redactor, TOKEN), "GET", path, headers=headers).headers["cache-control"] == "no-store"


def test_more_than_the_bound_is_refused_by_its_length_and_by_counting(post) -> None:
    async def pieces():
        for _ in range(20):
            yield b"x" * 1000

    assert post("/v1/redact", json={"text": "x" * 20_000}).status_code == 413
    assert post("/v1/redact", content=pieces()).status_code == 413
    assert post("/v1/files", files={"file": ("a.txt", b"x" * 20_000)}).status_code == 413


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"text": 5}', b'{"zelphora": 1}', b'{"text": "zelphora", "more": 1}', b"\xff\xfe"]
)
def test_what_is_no_request_is_refused_without_quoting_it(post, content: bytes) -> None:
    answer = post("/v1/redact", content=content)
    assert answer.status_code == 400
    assert "zelphora" not in answer.text


def test_a_form_holds_one_file_and_nothing_else(post) -> None:
    two = [("file", ("a.txt", b"zelphora")), ("file", ("b.txt", b"zelphora"))]
    for how in (
        {"files": two},
        {"data": {"file": "zelphora"}},
        {"content": b"zelphora"},
        {"content": b"zelphora", "headers": {**KNOWN, "Content-Type": "multipart/form-data"}},
    ):
        answer = post("/v1/files", **how)
        assert answer.status_code == 400
        assert "zelphora" not in answer.text


@pytest.mark.parametrize("name", ["a.txt/../../b", "..", "a.\x00", "zelphora.t\u00e9t", "." + "z" * 300, ""])
def test_names_of_files_never_become_paths(post, name: str) -> None:
    assert post("/v1/files", files={"file": (name, b"zelphora")}).status_code in {400, 422}


@pytest.mark.parametrize("path", GUARDED)
def test_errors_that_quote_the_text_reach_neither_the_answer_nor_a_log(path: str, caplog, capfd) -> None:
    caplog.set_level(logging.DEBUG)
    how = {"files": {"file": ("a.txt", LETTER.encode())}} if path == "/v1/files" else {"json": {"text": LETTER}}
    answer = ask(create_app(Saboteur(), TOKEN), "POST", path, headers=KNOWN, **how)
    assert answer.status_code == 422
    assert answer.json()["error"]["exit_code"] == 4
    assert not any("zelphora" in said for said in (answer.text, caplog.text, *capfd.readouterr()))


def test_requests_at_one_time_are_worked_one_after_the_other(redactor) -> None:
    class Watching:
        running = most = 0

        def detect_text(self, text: str) -> list[Any]:
            import time

            self.running += 1
            self.most = max(self.most, self.running)
            time.sleep(0.02)
            self.running -= 1
            return []

    watching = Watching()
    app = create_app(watching, TOKEN)

    async def crowd() -> list[int]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
            asked = [client.post("/v1/detect", headers=KNOWN, json={"text": "x"}) for _ in range(5)]
            return [answer.status_code for answer in await asyncio.gather(*asked)]

    assert asyncio.run(crowd()) == [200] * 5
    assert watching.most == 1


def test_a_package_that_is_not_installed_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(MissingError, match=r"pip install .redact\[service\]"):
        needs("a_package_that_nobody_has")


def test_a_service_without_a_token_is_not_made(redactor) -> None:
    with pytest.raises(ValueError, match="token"):
        create_app(redactor, "")
