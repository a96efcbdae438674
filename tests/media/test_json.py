import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.json import JsonHandler
from redact.media.json.scan import check, leaves
from redact.types import Document, Edit, NewText, Part, TextSpan

HANDLER = JsonHandler(JsonHandler.Options())
SCALAR = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(SCALAR, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)


def opened(tmp_path: Path, text: str, name: str = "a.json") -> Document:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return HANDLER.load(path)


def hide(document: Document, value: str, new: str = "[Person]") -> str:
    edits = []
    for part in document.parts:
        at = part.text.find(value)
        if at >= 0:
            edits.append(Edit(TextSpan(part.id, at, at + len(value)), NewText(new), "f"))
    target = document.source.with_name("out")
    HANDLER.write(document, Changes(tuple(edits)), target)
    return target.read_bytes().decode()


def by_text(document: Document) -> dict[str, Part]:
    return {part.text: part for part in document.parts}


def test_every_string_number_and_key_is_a_part(tmp_path: Path) -> None:
    document = opened(tmp_path, '{"Ann Lee": ["x", 447700900123, 51.5, true, null, {"a": ""}]}')
    assert set(by_text(document)) == {"Ann Lee", "x", "447700900123", "51.5", "a"}


def test_a_value_stands_under_its_key(tmp_path: Path) -> None:
    text = '{"name": {"first": "Ann", "given": ["Lee"]}, "tags": ["x"], "phone": {"number": 1, "ext": 2}}'
    parts = by_text(opened(tmp_path, text))
    assert {value: parts[value].context for value in ("Ann", "Lee", "x", "1", "2", "tags")} == {
        "Ann": "first name",
        "Lee": "given name",
        "x": "tags",
        "1": "phone number",
        "2": "ext",
        "tags": "",
    }


def test_the_place_is_a_line_and_a_column(tmp_path: Path) -> None:
    parts = by_text(opened(tmp_path, '{\n  "a": "Ann",\n  "b": "Bo"}'))
    assert [parts["Ann"].place, parts["b"].place, parts["Bo"].place] == [
        "line 2, column 8",
        "line 3, column 3",
        "line 3, column 8",
    ]


def test_ids_hold_no_words(tmp_path: Path) -> None:
    document = opened(tmp_path, '{"Ann Lee": {"Bo Ray": "x"}}')
    assert [part.id for part in document.parts] == ["v.1.1k", "v.1.1.1k", "v.1.1.1"]


def test_what_is_not_changed_keeps_its_form(tmp_path: Path) -> None:
    text = '\r\n{ "b" : 1.50e+2,\t"a":"caf\\u00e9 \\/ x" , "who": "Ann Lee, 40" }\r\n'
    assert hide(opened(tmp_path, text), "Ann Lee") == text.replace("Ann Lee", "[Person]")


def test_a_number_that_is_changed_becomes_a_string(tmp_path: Path) -> None:
    assert (
        hide(opened(tmp_path, '{"tel": 447700900123, "n": 3}'), "447700900123", "[Tel]") == '{"tel": "[Tel]", "n": 3}'
    )


def test_escapes_are_read_before_they_are_changed(tmp_path: Path) -> None:
    text = '["Zo\\u00eb \\"Z\\" Hartley\\nlives", "\\ud83d\\ude00 Ann"]'
    document = opened(tmp_path, text)
    assert [part.text for part in document.parts] == ['Zoë "Z" Hartley\nlives', "😀 Ann"]
    assert json.loads(hide(document, 'Zoë "Z" Hartley')) == ["[Person]\nlives", "😀 Ann"]


def test_keys_that_would_become_equal_stay_apart(tmp_path: Path) -> None:
    document = opened(tmp_path, '{"Ann": 1, "[Person]": 2, "xAnn": {"Ann": 3}}')
    edits = [
        Edit(TextSpan(part.id, 0, len(part.text)), NewText("[Person]"), "f")
        for part in document.parts
        if "Ann" in part.text
    ]
    HANDLER.write(document, Changes(tuple(edits)), tmp_path / "out")
    assert (tmp_path / "out").read_text() == '{"[Person] 2": 1, "[Person]": 2, "[Person] 3": {"[Person]": 3}}'


def test_a_value_a_line_is_read_and_written(tmp_path: Path) -> None:
    text = '{"who": "Ann"}\n{"who": "Bo"}\n\n"Ann"\n'
    document = opened(tmp_path, text, "a.jsonl")
    assert [part.place for part in document.parts if part.text == "Bo"] == ["line 2, column 9"]
    assert hide(document, "Ann") == text.replace("Ann", "[Person]")


@pytest.mark.parametrize(
    "text", ['{"a": 1, "a": 2}', '{"a": ', '{"a": 1}}', "{'a': 1}", "[1,]", " \n", '"a\x01b"', "[" * 100_000]
)
def test_broken_json_is_refused_without_its_words(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        opened(tmp_path, text)
    assert text not in str(caught.value)


def test_a_lone_surrogate_does_no_harm(tmp_path: Path) -> None:
    document = opened(tmp_path, '["\\ud800 Ann"]')
    assert document.parts[0].text == "\ufffd Ann"
    assert json.loads(hide(document, "Ann")) == ["\ufffd [Person]"]
    assert HANDLER.reopen(document.source).parts[0].text == "\ufffd Ann"


@settings(deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=3))
def test_reopening_agrees_with_loading(tmp_path_factory: pytest.TempPathFactory, values: list[Any]) -> None:
    path = tmp_path_factory.mktemp("j") / "a.jsonl"
    path.write_text("\n".join(json.dumps(value) for value in values), encoding="utf-8")
    loaded = {(part.id, part.text) for part in HANDLER.load(path).parts}
    reopened = {(part.id, part.text) for part in HANDLER.reopen(path).parts if not part.raw}
    assert loaded == reopened


@settings(deadline=None)
@given(VALUES)
def test_replacing_every_leaf_leaves_no_word(value: Any) -> None:
    text = json.dumps(value)
    check(text)
    rest = text
    for leaf in sorted(leaves(text), key=lambda leaf: -leaf.start):
        rest = rest[: leaf.start] + rest[leaf.end :]
    for word in ("true", "false", "null"):
        rest = rest.replace(word, "")
    assert set(rest) <= set("{}[],: ")
