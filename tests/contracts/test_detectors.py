"""What holds for every detector, whatever it is shown."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.contracts import Detector
from redact.entities import is_type_name
from redact.steps.seen import share_seen
from redact.types import Box, Clip, Finding, Frame, KeyFrame, Looked, Modality, Part, Picture, Region, TextSpan, Track
from tests.contracts.registered import at_work, registered
from tests.found import findings_of

SNIPPETS = (
    "Zelphora Quindriss", "zelphora.quindriss@example.org", "07700 900123", "943 476 5919", "QQ123456C", "12/03/1987",
    "4111 1111 1111 1111", "GB82 WEST 1234 5698 7654 32", "LS1 4DY", "https://example.org/a?b=c", "192.0.2.7",
    "Dr", "née",
)  # fmt: skip
BLANKS = ("", " ", "\n", "\t\r\n", "\u200b", "\ufeff", "\x00", "\U0001f600" * 3)


every_detector = pytest.mark.parametrize("detector", registered("detectors"), indirect=True, scope="module")


@pytest.fixture(scope="module")
def detector(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Detector:
    return at_work(request.param, tmp_path_factory.mktemp("model"))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Any characters at all, with what detectors look for in between and letters outside the first plane before it."""
    pieces = st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=20), st.sampled_from(BLANKS))
    return draw(st.sampled_from(("", " ", "\n"))).join(draw(st.lists(pieces, max_size=6)))


def shown(contents: Iterable[Any]) -> list[Part]:
    kinds = {str: Modality.TEXT, Picture: Modality.IMAGE, Clip: Modality.VIDEO}
    return [Part(f"p{number}", kinds[type(content)], content) for number, content in enumerate(contents)]


def inside(region: Region, part: Part) -> bool:
    match region:
        case TextSpan(start=start, end=end):
            return 0 <= start < end <= len(part.text)
        case Box(left=left, top=top, right=right, bottom=bottom):
            width, height = part.extent[:2]
            return left < right and top < bottom and right > 0 and bottom > 0 and left < width and top < height
        case Track(keys=keys):
            return bool(keys) and all(inside(key.box, part) for key in keys)
    return False


def check(findings: list[Finding], parts: list[Part]) -> None:
    by_id = {part.id: part for part in parts}
    for finding in findings:
        assert is_type_name(finding.entity_type)
        assert finding.detector
        for region in finding.regions:
            assert inside(region, by_id[region.part])


def says_nothing_of(findings: list[Finding], parts: list[Part]) -> bool:
    words = {word for part in parts for word in part.text.split() if len(word) >= 6 and not word.isalpha()}
    return not any(word in repr(finding) for finding in findings for word in words)


@every_detector
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_regions_lie_inside_their_parts_and_come_again_the_same(detector: Detector, data: st.DataObject) -> None:
    if Modality.TEXT not in detector.modalities:
        return
    parts = shown(data.draw(st.lists(texts(), max_size=3)))
    found = findings_of(detector, parts)
    check(found, parts)
    assert findings_of(detector, parts) == found
    assert says_nothing_of(found, parts)


@every_detector
def test_blank_parts_and_none_at_all_hold_nothing(detector: Detector) -> None:
    assert list(detector.detect([])) == []
    if Modality.TEXT in detector.modalities:
        assert findings_of(detector, shown(BLANKS)) == []


@every_detector
def test_what_is_found_does_not_hang_on_the_parts_beside_it_in_another_order(detector: Detector) -> None:
    if Modality.TEXT not in detector.modalities:
        return
    parts = shown(f"Reached at {snippet} since then." for snippet in SNIPPETS)
    forward = {finding.key for finding in findings_of(detector, parts)}
    assert {finding.key for finding in findings_of(detector, parts[::-1])} == forward


LETTER = (
    "Dear Zelphora Quindriss, call 07700 900123.\u200b Ｆull\u00adwidth ﬁgures: １２３.\n\n"
    "2019 | 2020 | 2021\nYOURS, QUILL\n"
)


@every_detector
def test_every_character_of_a_long_text_is_looked_at_and_a_blank_one_may_be_passed_over(detector: Detector) -> None:
    if Modality.TEXT not in detector.modalities:
        return
    texts = [
        (LETTER * (1 + 20_000 // len(LETTER)))[:20_000],
        "x" * 20_000,
        "1 " * 10_000,
        "\n" * 3000 + "Kim Bow",
        *SNIPPETS,
    ]
    parts = shown([*texts, *BLANKS])
    looked = [each for each in detector.detect(parts) if isinstance(each, Looked)]
    assert share_seen("it", looked, parts) == 1.0
    assert len(looked) <= len(parts)


def pictures() -> list[Picture]:
    import numpy as np

    noise = np.random.default_rng(3).integers(0, 255, (120, 160, 3), np.uint8)
    plain = np.full((80, 80, 3), 128, np.uint8)
    dot = np.zeros((1, 1, 3), np.uint8)
    return [Picture(p.shape[1], p.shape[0], lambda p=p: p) for p in (noise, plain, dot, noise[:, :3], noise[:2])]


@every_detector
def test_pictures_of_any_shape_give_boxes_in_them(detector: Detector) -> None:
    if Modality.IMAGE not in detector.modalities:
        return
    parts = shown(pictures())
    found = findings_of(detector, parts)
    check(found, parts)
    assert findings_of(detector, parts) == found


@every_detector
def test_films_of_any_length_give_tracks_in_them(detector: Detector) -> None:
    if Modality.VIDEO not in detector.modalities:
        return
    import numpy as np

    noise = np.random.default_rng(5).integers(0, 255, (4, 72, 128, 3), np.uint8)
    clips = [
        Clip(128, 72, count / 10, lambda count=count: (Frame.of(at / 10, noise[at]) for at in range(count)))
        for count in (0, 1, 4)
    ]
    parts = shown(clips)
    found = findings_of(detector, parts)
    check(found, parts)
    assert all(times == sorted(times) for times in map(times_of, found))


def times_of(finding: Finding) -> list[float]:
    keys: list[KeyFrame] = [key for region in finding.regions if isinstance(region, Track) for key in region.keys]
    return [key.time for key in keys]
