"""Rules by path: declared types, what is dropped, what is kept; columns of lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redact.contracts import Changes
from redact.media.json import JsonHandler
from redact.types import Document, Edit, NewText, TextSpan


def opened(tmp_path: Path, text: str, **paths: str) -> tuple[JsonHandler, Document]:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    handler = JsonHandler(JsonHandler.Options(paths=dict(paths.items())))
    return handler, handler.load(path)


def test_rules_declare_drop_and_keep(tmp_path: Path) -> None:
    text = """{"users": [{"name": "Ann1", "nhs": 12, "id": "Ann2", "more": {"email": "Ann3", "id": {"x": ["Ann4"]}}},
 {"name": "Bo", "hiv": true, "notes": {"Ann5": ["Ann6"]}}], "email": "Ann7", "odd key": ["Ann8", "Ann9"]}"""
    rules = {
        "$.users[*].name": "PERSON",
        "$..nhs": "UK_NHS",
        "$..id": "keep",
        "$..email": "drop",
        "$.users[*].hiv": "drop",
        "$..notes": "drop",
        "$['odd key'][0]": "drop",
    }
    handler, document = opened(tmp_path, text, **rules)
    values = {part.text: part.declared for part in document.parts if not part.id.endswith("k")}
    assert values == {"Ann1": "PERSON", "12": "UK_NHS", "Bo": "PERSON", "Ann9": ""}
    assert document.notes == ("3 values stand as they were: the policy's rules for paths keep them",)
    assert document.dropped == ("what the policy's rules for paths drop",)
    target = tmp_path / "out.json"
    handler.write(document, Changes(()), target)
    assert json.loads(target.read_text()) == {
        "users": [
            {"name": "Ann1", "nhs": 12, "id": "Ann2", "more": {"email": "", "id": {"x": ["Ann4"]}}},
            {"name": "Bo", "hiv": None, "notes": {}},
        ],
        "email": "",
        "odd key": ["", "Ann9"],
    }
    said = " ".join(part.text for part in handler.reopen(target).parts)
    assert "Ann2" not in said
    assert "Ann4" not in said
    assert {"Ann1", "Ann9", "Bo"} <= set(said.replace('"', " ").split())


def test_the_rest_keeps_its_characters(tmp_path: Path) -> None:
    text = '\ufeff{ "a" : 1.50e+99 ,\t"b":[ NaN, "x\\u00e9" ], "c" : {"d":[1,{"e":2}]} , "n": 12345678901234567890}'
    handler, document = opened(tmp_path, text, **{"$.c": "drop"})
    edit = Edit(TextSpan("v.1.2.2", 0, 1), NewText("y"), "f")
    handler.write(document, Changes((edit,)), tmp_path / "out.json")
    expected = text.replace('{"d":[1,{"e":2}]}', "{}").replace("x\\u00e9", "y\\u00e9")
    assert (tmp_path / "out.json").read_text("utf-8") == expected


def test_values_of_one_field_of_a_list_are_one_column(tmp_path: Path) -> None:
    _, document = opened(tmp_path, '{"u": [{"name": "A", "x": [1, 2]}, {"x": [3], "name": "B"}], "name": "C"}')
    columns = {part.text: part.column for part in document.parts}
    assert columns["A"] == columns["B"] != columns["C"]
    assert columns["1"] == columns["2"] == columns["3"] != columns["A"]
    assert columns["name"] == ""


def test_the_values_of_lines_are_columns(tmp_path: Path) -> None:
    _, document = opened(tmp_path, '{"who": "A"}\n{"who": "B"}')
    assert len({part.column for part in document.parts if part.text in "AB"}) == 1


@pytest.mark.parametrize("path", ["users", "$.a[", "$a", "$..", "$.a b", "$[x]", ""])
def test_paths_that_are_none_are_named(path: str) -> None:
    with pytest.raises(ValueError, match="paths"):
        JsonHandler.Options(paths={path: "drop"})


def test_embedded_files_fail_the_gate_and_a_copy_passes_it(tmp_path: Path) -> None:
    handler, document = opened(tmp_path, '{"photo": "data:image/png;base64,QW5uIExlZQ=="}')
    assert [one.check for one in handler.unseen(document.source)] == ["embedded files and objects"]
    assert document.dropped == ("embedded files that nothing can look into",)
    handler.write(document, Changes(()), tmp_path / "out.json")
    assert list(handler.unseen(tmp_path / "out.json")) == []
