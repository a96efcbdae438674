import numpy as np
import pytest

from redact import weights
from redact.detect.graphs import session, with_free_sizes
from redact.errors import MissingError


@pytest.mark.models
def test_weights_are_no_inputs_and_pictures_of_any_size_fit():
    network = session(weights.folder("centerface") / "centerface.onnx", 1)
    (picture,) = network.get_inputs()
    for height, width in ((32, 64), (96, 32)):
        heat, *_ = network.run(None, {picture.name: np.zeros((1, 3, height, width), np.float32)})
        assert heat.shape == (1, 1, height // 4, width // 4)


@pytest.mark.models
def test_a_tidied_graph_is_left_as_it_is():
    model = with_free_sizes((weights.folder("centerface") / "centerface.onnx").read_bytes())
    assert with_free_sizes(model) == model


@pytest.mark.models
@pytest.mark.parametrize("share", [0.0, 0.3, 0.999])
def test_a_file_that_was_cut_short_is_a_missing_model(tmp_path, share):
    data = (weights.folder("centerface") / "centerface.onnx").read_bytes()
    (tmp_path / "cut.onnx").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(MissingError, match="the model file cut"):
        session(tmp_path / "cut.onnx", 1)


def test_a_file_of_another_kind_is_a_missing_model(tmp_path):
    (tmp_path / "other.onnx").write_text("not a model at all\n" * 40, encoding="utf-8")
    with pytest.raises(MissingError, match="the model file other"):
        session(tmp_path / "other.onnx", 1)
