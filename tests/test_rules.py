"""What a policy may not ask of its operators: each one clear line, before any file is opened."""

import pytest

from redact import policy, registry, rules
from redact.contracts import Secrets
from redact.errors import PolicyError
from redact.types import Release

KEY = Secrets(b"a key of thirty-two bytes to try")
NAMED = 'name = "mine"\nfind = ["PERSON"]\nrelease = "{release}"\n{more}'


def refusal(text: str) -> PolicyError:
    with pytest.raises(PolicyError) as caught:
        registry.build(policy.parse(text), KEY)
    return caught.value


def released(release: str, more: str = "") -> str:
    return NAMED.format(release=release, more=more)


def built(release: str, more: str = "") -> Release:
    return registry.build(policy.parse(released(release, more)), KEY).policy.release


@pytest.mark.parametrize("name", policy.names())
def test_every_policy_that_we_ship_keeps_to_its_own_release(name: str) -> None:
    assert registry.build(policy.load(name), KEY)


@pytest.mark.parametrize("operator", ["pseudonymise", "hash", "shift_date"])
@pytest.mark.parametrize("table", ["anonymise", "entities.PERSON"])
def test_an_open_release_refuses_what_a_key_holder_can_undo_and_names_the_rule(operator: str, table: str) -> None:
    error = refusal(released("open", f'[{table}]\ntext = "{operator}"'))
    assert error.what == f"release 'open': the operator '{operator}' ({table}.text) leaves what a key holder can undo"
    assert error.next_step == "use replace, mask or remove, or say release = 'limited'"
    assert built("limited", f'[{table}]\ntext = "{operator}"') is Release.LIMITED


def test_what_a_key_gives_back_whole_is_no_open_release_either() -> None:
    assert "leaves what a key holder can undo" in refusal(released("open", '[anonymise]\ntext = "encrypt"')).what


@pytest.mark.parametrize("operator", ["blur", "pixelate"])
@pytest.mark.parametrize("medium", ["image", "video"])
def test_an_open_release_refuses_pixels_that_can_be_guessed(operator: str, medium: str) -> None:
    error = refusal(released("open", f'[entities.PERSON]\n{medium} = "{operator}"'))
    assert (
        error.what == f"release 'open': the operator '{operator}' (entities.PERSON.{medium}) leaves what can be undone"
    )
    assert error.next_step == "use fill, or say release = 'limited'"
    assert built("internal", f'[entities.PERSON]\n{medium} = "{operator}"') is Release.INTERNAL


@pytest.mark.parametrize("release", [each.value for each in Release])
def test_what_is_kept_or_gone_may_go_anywhere(release: str) -> None:
    rule = '[entities.PERSON]\ntext = "keep"\nimage = "keep"\nvideo = "fill"\naudio = "static"'
    assert built(release, rule) is Release(release)


def test_presidios_operators_are_open_where_they_are_known_to_leave_nothing() -> None:
    presidio = '[operators.x]\nplugin = "presidio"\noperator = "{}"\nparams = {{}}\n[anonymise]\ntext = "x"'
    pytest.importorskip("presidio_anonymizer")
    assert built("open", presidio.format("redact")) is Release.OPEN
    for unknown in ("hash", "somewhere:Else"):
        assert "release 'open': the operator 'x' (anonymise.text)" in str(
            refusal(released("open", presidio.format(unknown)))
        )


def test_an_operator_says_how_far_its_work_may_go_or_its_effect_does() -> None:
    told = {
        name: rules.widest_of(registry.load("operators", name)) for name in ("mask", "keep", "pseudonymise", "blur")
    }
    limited, everybody = Release.LIMITED, Release.OPEN
    assert told == {"mask": everybody, "keep": everybody, "pseudonymise": limited, "blur": limited}


@pytest.mark.parametrize(
    ("table", "medium", "operator", "those"),
    [
        ("entities.PERSON", "audio", "fill", "silence, spoken_label, static, tone"),
        ("anonymise", "image", "replace", "blur, fill, keep, pixelate"),
    ],
)
def test_an_operator_for_a_medium_that_it_does_not_serve(table: str, medium: str, operator: str, those: str) -> None:
    error = refusal(released("internal", f'[{table}]\n{medium} = "{operator}"'))
    assert error.what == f"{table}.{medium}: the operator {operator!r} does not serve {medium}"
    assert error.next_step.startswith("use one that does: ")
    assert those in error.next_step
    assert "mask" not in error.next_step


def test_a_rule_that_no_entity_reaches() -> None:
    every = 'name = "mine"\nfind = ["*"]\n[detectors]\nidentifiers = {}\n[entities.SHOE_SIZE]\ntext = "mask"'
    error = refusal(every)
    assert error.what == "entities.SHOE_SIZE: no detector of the policy finds SHOE_SIZE"
    assert "SHOE_SIZE" in str(refusal(released("open", '[entities.SHOE_SIZE]\ntext = "mask"')))


@pytest.mark.parametrize(
    "reaches",
    [
        '[detectors]\nidentifiers = {}\n[entities.UK_NINO]\ntext = "mask"',
        '[detectors]\nidentifiers = {}\nnames = {}\n[entities.SHOE_SIZE]\ntext = "mask"',
    ],
    ids=["a detector finds it", "a detector does not say what it finds"],
)
def test_a_rule_that_may_be_reached_stands(reaches: str) -> None:
    assert registry.build(policy.parse(f'name = "mine"\nfind = ["*"]\n{reaches}'), KEY)


def test_options_for_an_operator_that_no_rule_uses() -> None:
    assert "operators.blur: no rule uses this operator" in str(
        refusal(released("internal", "[operators.blur]\ncells = 3"))
    )


def test_an_operator_of_the_policy_below_that_nothing_uses_any_more_is_gone() -> None:
    mine = 'name = "mine"\nextends = "foi"\n[anonymise]\ntext = "mask"\n'
    assert set(policy.parse(mine).operators) == set()
    assert set(policy.parse(f'{mine}[operators.spare]\nplugin = "mask"\n').operators) == {"spare"}


def test_a_policy_does_not_show_whom_it_knows() -> None:
    people = '[subjects]\nkeep = ["Zelphora Q"]\n[[subjects.people]]\nname = "Zelphora Q"\nalso = ["zq@x.example"]\n'
    mine = policy.parse(f'name = "mine"\nextends = "default"\n{people}')
    assert mine.subjects.people[0].name == "Zelphora Q"
    said = f"{mine!r} {mine.subjects!r} {mine.subjects.people!r} {[*mine.subjects.__rich_repr__()]}"
    assert "elphora" not in said
    assert "zq@" not in said
