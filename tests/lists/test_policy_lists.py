"""What a policy may write into its lists, and what is refused before anything is read."""

from pathlib import Path

import pytest

from redact.errors import PolicyError
from redact.policy import Policy, load, parse

HEAD = 'name = "t"\nfind = ["PERSON"]\n[lists]\n'
SECRETS = ("quindriss", "zelphora", "tremwick")


def policy(lists: str) -> Policy:
    return parse(HEAD + lists)


def refused(lists: str) -> str:
    with pytest.raises(PolicyError) as caught:
        policy(lists)
    said = f"{caught.value!r} {caught.value}"
    assert not [word for word in SECRETS if word in said.casefold()]
    return str(caught.value)


def test_entries_of_every_kind_are_taken_and_counted() -> None:
    lists = policy(
        'deny = ["Zelphora", {value = "Quindriss", mistakes = 2, entity_type = "PERSON"}, {pattern = "T-[0-9]{3}"}]\n'
        'keep = [{values = ["Tremwick", "Other"]}]'
    ).lists
    assert lists.sizes == {"deny": 3, "keep": 2, "allow": 0}


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('{value = "Zelphora", pattern = "x"}', "has one of"),
        ("{mistakes = 1}", "has one of"),
        ('{vaule = "Zelphora"}', "has one of"),
        ('{value = "Zelphora", colour = "red"}', "colour"),
        ('{value = "Zoe", mistakes = 1}', "too short"),
        ('{value = "Zelphora Quindriss Tremwick", mistakes = 9}', "between 0 and"),
        ('{value = "Zelphora", mistakes = -1}', "between 0 and"),
        ('{pattern = "(Zelphora"}', "no regular expression at character"),
        ('{pattern = "Zelphora|"}', "empty text"),
        ('{pattern = "(?=Zelphora)"}', "empty text"),
        ('{pattern = "Zelphora", mistakes = 1}', "bears no mistakes"),
        ('{value = "Zelphora", entity_type = "some one"}', "entity_type"),
        ('"--"', "no letter or figure"),
        ('{values = ["Zelphora", "!"]}', "value 2"),
        ('{file = "no such file.txt"}', "cannot be read"),
        ("{file = 5}", "is a path"),
        ("7", "lists.deny"),
    ],
)
def test_an_entry_that_cannot_work_is_refused_by_its_number_and_not_quoted(entry: str, says: str) -> None:
    said = refused(f'deny = ["Tremwick", {entry}]')
    assert says in said
    assert "lists.deny" in said


def test_a_type_that_only_a_list_gives_may_have_rules() -> None:
    rules = '[entities.PROJECT]\ntext = "remove"\n[lists]\ndeny = [{value = "Nimbus", entity_type = "PROJECT"}]'
    assert parse(HEAD.replace("[lists]", rules)).ground("PROJECT")
    with pytest.raises(PolicyError, match="PROJECT"):
        parse(HEAD.replace("[lists]", rules.replace('"PROJECT"', '"OTHER"')))


def test_only_what_is_denied_has_a_type() -> None:
    assert "only 'deny'" in refused('keep = [{value = "Zelphora", entity_type = "PERSON"}]')


@pytest.mark.parametrize(
    "pattern",
    [r"(\w+ )+", r"(a|a)*b", r"(?:[a-z]{1,30}){1,30}!", r"(x+)+y", r"\d+\d+\d+x", r"(?:\s*\w){1,20}", r"(a?){40}a{40}"],
)
def test_a_pattern_that_could_take_for_ever_is_refused(pattern: str) -> None:
    assert "for ever" in refused(f"deny = [{{pattern = '{pattern}'}}]")


@pytest.mark.parametrize(
    "pattern",
    [r"REF-\d+", r"(?i)\bproject \w+", r"(?:\d{1,3}\.){3}\d{1,3}", r"[\w.]{1,64}@[\w.]+", r"(?:Mr|Mrs|Ms) [A-Z]\w+"],
)
def test_patterns_that_people_write_are_taken(pattern: str) -> None:
    assert policy(f"deny = [{{pattern = '{pattern}'}}]").lists.sizes["deny"] == 1


def with_file(folder: Path, names: bytes) -> Path:
    (folder / "lists").mkdir(exist_ok=True)
    (folder / "lists" / "names.txt").write_bytes(names)
    path = folder / "own.toml"
    path.write_text(HEAD + 'deny = [{file = "lists/names.txt", mistakes = 1}, "Nimbus"]', "utf-8")
    return path


def test_a_file_of_values_lies_beside_its_policy_and_stands_in_its_digest(tmp_path: Path) -> None:
    path = with_file(tmp_path, "\ufeff# people\r\nZelphora Quindriss\r\n\r\n  Zoë Tremwick \nZoë Tremwick\n".encode())
    first = load(path)
    assert first.lists.sizes["deny"] == 3
    with_file(tmp_path, b"Zelphora Quindriss\n")
    assert load(path).digest != first.digest
    assert [word for word in SECRETS if word in repr(first).casefold() + repr(first.lists).casefold()] == []


def test_a_policy_elsewhere_that_extends_one_reads_the_files_of_that_one(tmp_path: Path) -> None:
    base = with_file(tmp_path, b"Zelphora Quindriss\n")
    (tmp_path / "sub").mkdir()
    top = tmp_path / "sub" / "top.toml"
    top.write_text(f'name = "top"\nextends = {str(base.as_posix())!r}\n', "utf-8")
    assert load(top).lists.sizes["deny"] == 2


def test_a_file_that_is_not_utf8_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"names\.txt' cannot be read"):
        load(with_file(tmp_path, b"\xff\xfe\x00"))


def test_the_lists_hide_what_they_hold_ready_to_work_too() -> None:
    own = policy('deny = ["Zelphora", {value="Quindriss", mistakes=1}]\nkeep = [{pattern="Tremwick"}]')
    values = (own, own.lists, own.lists.deny, own.lists.keep[0], own.listed, own.listed.deny, own.listed.keep)
    assert not [
        word
        for value in values
        for word in SECRETS[1:]
        if word in repr(value[1:] if value is own.lists.deny else value).casefold()
    ]
