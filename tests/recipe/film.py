"""The sample that is a film: a face moves through it, and somebody says who she is."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from tests.recipe.expect import Expect
from tests.recipe.pictures import astronaut, font
from tests.recipe.sound import encode_sound, spoken
from tests.recipe.speech import RATE

_SIZE, _FRAMES_A_SECOND = (640, 360), 12
_WORDS = [
    ("Hello, my name is", False),
    ("Eleanor Brightwell.", True),
    ("I will be at home on Monday.", False),
]


def interview(folder: Path, voices: Path) -> Expect:
    """An .mp4 with MPEG-4 part 2 and AAC, both free to encode, and a name in its tags."""
    import av

    samples, silent = spoken(_WORDS, voices / "bf_isabella.bin")
    path = folder / "film" / "interview.mp4"
    path.parent.mkdir(exist_ok=True)
    with av.open(str(path), "w") as file:
        file.metadata.update({"artist": "Eleanor Brightwell", "comment": "Interview with Eleanor Brightwell"})
        picture = file.add_stream("mpeg4", rate=_FRAMES_A_SECOND, width=_SIZE[0], height=_SIZE[1], pix_fmt="yuv420p")
        picture.codec_context.bit_rate, picture.codec_context.time_base = 450_000, Fraction(1, _FRAMES_A_SECOND)
        sound = file.add_stream("aac", rate=RATE, layout="mono", bit_rate=40_000)
        for number in range(int(len(samples) / RATE * _FRAMES_A_SECOND)):
            frame = av.VideoFrame.from_image(_scene(number))
            frame.pts = number
            file.mux(picture.encode(frame))
        file.mux(picture.encode(None))
        encode_sound(file, sound, samples, RATE)
    gone = ["Eleanor Brightwell", "Brightwell"]
    return Expect("film/interview.mp4", gone, ["will be at home"], ["FACE"], silent=silent)


def _scene(number: int) -> Image.Image:
    """The face crosses the picture and comes a little nearer; a line of words stays."""
    scene = Image.fromarray(np.full((_SIZE[1], _SIZE[0], 3), (70, 84, 96), np.uint8))
    pen = ImageDraw.Draw(scene)
    for left in range(0, _SIZE[0], 80):
        pen.rectangle((left, 0, left + 38, _SIZE[1]), fill=(78, 94, 106))
    side = 200 + number // 3
    scene.paste(astronaut().resize((side, side)), (20 + number * 6, 90))
    pen.text((20, 16), "Interview 4.2.1", fill=(255, 255, 255), font=font(26))
    return scene
