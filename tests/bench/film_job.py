"""One film redacted in a process of its own: ``python -m tests.bench.film_job FILM COPY POLICY`` prints its boxes.

As JSON: for every key frame its time and its box.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from redact import Redactor
from redact.types import Track


def main(film: str, copy: str, policy: str) -> None:
    outcome = Redactor(policy=policy).redact_file(Path(film), Path(copy))
    if not outcome.ok:
        sys.exit("; ".join(map(str, outcome.failures)))
    tracks = [edit.region for edit in outcome.edits if isinstance(edit.region, Track)]
    keys = [key for track in tracks for key in track.keys]
    places = [(key.time, key.box.left, key.box.top, key.box.right, key.box.bottom) for key in keys]
    print(json.dumps({"rounds": outcome.rounds, "places": places}))


if __name__ == "__main__":
    main(*sys.argv[1:4])
