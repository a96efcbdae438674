import pytest

from redact.errors import PolicyError
from redact.shards.fields import ALL, Fields, texts_in

RECORD = {"text": "a", "meta": {"x.y": "b", "n": 4}, "messages": [{"role": "c", "content": "d"}, {"content": "e"}, "f"]}


def found(*paths: str) -> list[str]:
    return [text for _, text in texts_in(RECORD, Fields.of(paths))]


def test_without_paths_every_text_at_any_depth_is_asked_for():
    assert found() == list("abcdef")
    assert Fields.of(()) == ALL


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("text", "a"),
        ("messages[].content", "de"),
        ("messages[*].content", "de"),
        ("messages[]", "f"),
        ("meta['x.y']", "b"),
        ("meta.*", "b"),
        ("*[].role", "c"),
        ("meta", ""),
        ("absent", ""),
    ],
)
def test_a_path_leads_to_its_texts(path: str, texts: str):
    assert found(path) == list(texts)


def test_several_paths_are_asked_for_together():
    assert found("messages[].content", "text") == list("ade")


def test_places_are_those_of_the_json_reader():
    assert dict(texts_in(RECORD, ALL))[".3.2.1"] == "e"


@pytest.mark.parametrize("path", ["", "a..b", "[", "a[0]", "a]", ".a"])
def test_what_is_no_path_is_refused(path: str):
    with pytest.raises(PolicyError, match="path"):
        Fields.of([path])
