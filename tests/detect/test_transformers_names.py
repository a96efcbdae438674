"""A user's own model that labels words: how it is opened, read in windows, and what becomes of its labels."""

import socket
import time

import pytest

from redact.detect.token_network import opened
from redact.detect.transformers_names import TransformersDetector, TransformersOptions
from redact.errors import MissingError, PolicyError
from redact.registry import options_for
from redact.steps.seen import share_seen
from redact.types import Looked, Modality, Part, TextSpan
from tests.found import findings_of
from tests.small_models import bert, labelling, tokenizer

TEXT = "Zelphora Quindriss met Mary in Leeds on Monday."
FILLER = "so it was and then "


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    pytest.importorskip("torch", reason="needs the extra: pip install 'redact[transformers]'")
    pytest.importorskip("transformers", reason="needs the extra: pip install 'redact[transformers]'")
    return labelling(tmp_path_factory.mktemp("labelling"))


@pytest.fixture
def detector(folder):
    return TransformersDetector(TransformersOptions(str(folder)))


def found(detector: TransformersDetector, text: str) -> list[tuple[str, str]]:
    hits = []
    for finding in findings_of(detector, [Part("p1", Modality.TEXT, text)]):
        (span,) = finding.regions
        assert isinstance(span, TextSpan)
        assert finding.why
        assert 0.4 <= finding.score <= 0.9
        assert finding.detector == f"transformers/{finding.entity_type.lower()} 1"
        assert finding.entity_type in detector.entity_types
        hits.append((finding.entity_type, text[span.start : span.end]))
    return sorted(hits)


def test_labels_become_our_types_and_pieces_whole_words(detector):
    expected = [("DATE_TIME", "Monday"), ("LOCATION", "Leeds"), ("PERSON", "Mary"), ("PERSON", "Zelphora Quindriss")]
    assert found(detector, TEXT) == expected


def test_a_label_that_begins_a_name_ends_the_one_before(detector):
    assert found(detector, "so Mary Tom met") == [("PERSON", "Mary"), ("PERSON", "Tom")]


def test_the_policy_says_which_labels_count(folder):
    detector = TransformersDetector(TransformersOptions(str(folder), types={"COLOUR": "SHADE", "I-PER": "PERSON"}))
    assert detector.entity_types == {"SHADE", "PERSON"}
    assert found(detector, "blue Zelphora Quindriss in Leeds") == [("PERSON", "Quindriss"), ("SHADE", "blue")]


def test_a_model_with_none_of_these_labels_is_refused_and_its_labels_are_told(folder):
    detector = TransformersDetector(TransformersOptions(str(folder), types={"NAME": "PERSON"}))
    with pytest.raises(PolicyError, match=r"COLOUR.*DATE.*LOC.*PER"):
        list(detector.detect([Part("p1", Modality.TEXT, TEXT)]))


def test_what_is_less_likely_is_not_reported_and_the_score_rises_with_it(tmp_path, folder):
    unsure = labelling(tmp_path, sure=0.5)
    (weak,) = findings_of(TransformersDetector(TransformersOptions(str(unsure))), [Part("p", Modality.TEXT, "Leeds")])
    (sure,) = findings_of(TransformersDetector(TransformersOptions(str(folder))), [Part("p", Modality.TEXT, "Leeds")])
    assert weak.score < sure.score <= 0.9
    assert found(TransformersDetector(TransformersOptions(str(unsure), least=0.95)), "Leeds") == []


@pytest.mark.parametrize("before", [0, 1, 30, 50, 51, 52, 53, 54, 100, 500])
def test_names_are_found_whole_wherever_windows_end(detector, before):
    text = FILLER * (before // 5) + "so " * (before % 5) + "Zelphora Quindriss " + FILLER * 40
    assert found(detector, text) == [("PERSON", "Zelphora Quindriss")]


def test_more_word_pieces_than_the_model_takes_are_cut_and_not_lost(detector):
    assert found(detector, "x" * 90 + " " + "x" * 99 + "; ! ? " * 300 + "in Leeds") == [("LOCATION", "Leeds")]


def test_every_character_is_looked_at(detector):
    texts = (FILLER * 300, "x" * 5000, "각" * 900, "1 " * 900, "\n" * 900 + "Leeds", TEXT, "…")
    parts = [Part(f"p{at}", Modality.TEXT, text) for at, text in enumerate(texts)]
    looked = [each for each in detector.detect(parts) if isinstance(each, Looked)]
    assert share_seen("it", looked, parts) == 1.0
    assert len(looked) == len(parts)


def test_nothing_hangs_on_what_is_read_beside_it(detector):
    texts = [TEXT, FILLER * 90 + TEXT, "Leeds", "x " * 400 + "Leeds", TEXT]
    together = findings_of(detector, [Part(f"p{at}", Modality.TEXT, text) for at, text in enumerate(texts)])
    alone = [findings_of(detector, [Part(f"p{at}", Modality.TEXT, text)]) for at, text in enumerate(texts)]
    assert together == [finding for findings in alone for finding in findings]


def test_twice_the_text_takes_about_twice_the_time(detector):
    def taken(times: int) -> float:
        parts, begun = [Part("p1", Modality.TEXT, (FILLER * 20 + "Mary [Person 3] ") * times)], time.process_time()
        list(detector.detect(parts))
        return time.process_time() - begun

    taken(5)
    assert taken(160) < 8 * taken(40) + 0.5


def test_what_was_put_in_is_not_found_again(detector):
    text = "[Person] met [Mary] and Mary [Place] Tom, MONDAY [Date 2], PERSON_k3f9abcd2345efgh and ██████."
    assert found(detector, text) == [("DATE_TIME", "MONDAY"), ("PERSON", "Mary"), ("PERSON", "Mary"), ("PERSON", "Tom")]


def test_marks_of_the_model_in_a_text_are_words_like_others(detector):
    assert found(detector, "[SEP] [CLS] Leeds [PAD] [MASK]") == [("LOCATION", "Leeds")]


def test_offsets_count_code_points_of_the_original(detector):
    assert found(detector, "𝔘 met Zel\u200bphora Quin\u00addriss") == [("PERSON", "Zel\u200bphora Quin\u00addriss")]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "🙂", "12"])
def test_texts_without_words_are_no_trouble(detector, text):
    assert found(detector, text) == []


def test_no_address_is_looked_up(folder, monkeypatch, tmp_path):
    def refused(*where: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    opened.cache_clear()
    assert found(TransformersDetector(TransformersOptions(str(folder))), "Leeds") == [("LOCATION", "Leeds")]
    with pytest.raises(MissingError):
        found(TransformersDetector(TransformersOptions(str(tmp_path / "dslim" / "bert-base-NER"))), "Leeds")


def test_the_bars_of_the_library_are_not_shown(folder, capfd):
    opened.cache_clear()
    found(TransformersDetector(TransformersOptions(str(folder))), "Leeds")
    assert capfd.readouterr() == ("", "")


def test_a_model_that_was_never_trained_to_label_is_refused(folder, tmp_path):
    from transformers import BertModel

    BertModel(bert(64)).save_pretrained(tmp_path)
    tokenizer(64).save_pretrained(tmp_path)
    with pytest.raises(MissingError, match="no finished model"):
        found(TransformersDetector(TransformersOptions(str(tmp_path))), "Leeds")


def test_a_folder_without_a_model_is_refused(folder, tmp_path):
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(MissingError, match="cannot be opened"):
        found(TransformersDetector(TransformersOptions(str(tmp_path))), "Leeds")


def test_without_the_extra_the_error_names_it(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "transformers", None)
    opened.cache_clear()
    with pytest.raises(MissingError, match=r"redact\[transformers\]"):
        found(TransformersDetector(TransformersOptions(str(tmp_path))), "Leeds")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "folder"),
        ({"folder": ""}, "folder"),
        ({"folder": ".", "least": 1.0}, "least"),
        ({"folder": ".", "types": {"PER": "person"}}, "person"),
        ({"folder": ".", "model": "x"}, "model"),
    ],
)
def test_options_that_cannot_work_are_refused_at_once(options, said):
    with pytest.raises(PolicyError, match=said):
        TransformersDetector(options_for(TransformersDetector, options, "detectors.transformers"))
