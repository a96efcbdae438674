"""What one file inside another had to hide is hidden in those that came before it, too."""

from email.message import EmailMessage
from pathlib import Path

from redact import Redactor, policy
from redact.steps.heard import Heard
from redact.types import Known, Outcome


def outcome(*texts: str, known: tuple[Known, ...] = ()) -> Outcome:
    return Outcome("x", target=Path("x"), known=known, texts=texts)


def test_a_file_misses_what_came_later_and_stands_in_it() -> None:
    heard = Heard([])
    heard.told()
    first = heard.outcome(outcome("signed by zelphora quint"))
    heard.told()
    second = heard.outcome(outcome("Zelphora Quint", known=(Known("PERSON", "Zelphora Quint"),)))
    assert heard.missed(first)
    assert not heard.missed(second)


def test_a_file_misses_nothing_that_it_was_told_or_does_not_say() -> None:
    heard = Heard([Known("PERSON", "Zelphora Quint")])
    heard.told()
    told = heard.outcome(outcome("Zelphora Quint"))
    other = heard.outcome(outcome("nobody", known=(Known("PERSON", "Mordred Finch"),)))
    assert not heard.missed(told)
    assert not heard.missed(other)


def test_an_attachment_says_of_a_person_what_the_next_one_does(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "two notes"
    mail.set_content("see the notes\n")
    for name, text in (("one.txt", "it was zorvath that did it\n"), ("two.csv", "surname,note\nZorvath,none\n")):
        mail.add_attachment(text.encode(), maintype="text", subtype="plain", filename=name)
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / "mail.eml"
    source.write_bytes(mail.as_bytes())
    plan = 'name = "t"\nextends = "default"\n[detectors]\nnames = false\n'
    result = Redactor(policy.parse(plan)).redact_file(source, tmp_path / "out.eml")
    assert result.ok
    assert b"zorvath" not in (tmp_path / "out.eml").read_bytes().lower()
