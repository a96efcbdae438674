"""Make every sample, and expected.toml: ``python -m tests.recipe samples --voices FOLDER``."""

from __future__ import annotations

import argparse
import base64
from pathlib import Path

from tests.recipe import files, film, office, pages, pictures, sound, texts
from tests.recipe.expect import toml


def main() -> None:
    """Make them all in the folder that is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.recipe", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--voices", type=Path, required=True, help="the folder 'voices' of the npm package kokoro-js")
    arguments = parser.parse_args()
    folder = arguments.folder
    made = [
        texts.letter(folder),
        texts.named_letter(folder),
        texts.minutes(folder),
        texts.log(folder),
        texts.register(folder),
        texts.case(folder),
        texts.page(folder, base64.b64encode(pictures.signature()).decode("ascii")),
        texts.mail(folder, pictures.small_badge()),
        office.statement(folder),
        office.staff(folder),
        files.briefing(folder),
        files.contacts(folder),
        files.visit(folder),
        files.enquiry(folder),
        pages.decision(folder),
        pages.scan(folder),
        pictures.badge(folder),
        pictures.portrait(folder),
        sound.message(folder, arguments.voices),
        sound.call(folder, arguments.voices),
        film.interview(folder, arguments.voices),
    ]
    (folder / "expected.toml").write_text(toml(made), encoding="utf-8", newline="\n")
    for expectation in made:
        print(f"{(folder / expectation.path).stat().st_size:>9,}  {expectation.path}")


main()
