"""Whether names of every origin are found alike: ``python models/recipes/names/origins.py``.

People with names that were held back from training stand in sentences that were held back too. A person counts as found
when the whole name is covered. Printed by origin, the worst first, with the gap between the best and the worst.
"""

from __future__ import annotations

from random import Random

from people import Person, initials, origins, stranger

from redact.detect.names import NameDetector, NameOptions
from redact.types import Finding, Modality, Part, TextSpan

FRAMES = (
    "The parcel was signed for by {full} at the back door.",
    "I have spoken to {full} twice about the leak and nobody has come.",
    "Could you forward this to {first}, please? The form is attached.",
    "{full}\nSenior Planner\nExtension 4417",
    "According to the rota, {title_last} was on duty that night.",
    "Minutes of the last meeting were agreed. {initials} asked for a correction to item 4.",
    "{full} said on Tuesday that the bridge would stay closed until the spring.",
    "{last}, {first} | absent | 2 days",
    "A book by {full} was left on the train.",
    "my landlord {lower} never gave me the keys back",
    "WITNESS: {upper}",
    "Thanks to {first} and {full2} for their help with the move.",
)
PEOPLE = 40
"""For each frame and origin."""


def main() -> None:
    """Prints the share that is found, by origin."""
    detector = NameDetector(NameOptions())
    shares = sorted((_share(detector, origin), origin) for origin in origins())
    for share, origin in shares:
        print(f"{origin:28} {share:.3f}")
    print(f"best {shares[-1][0]:.3f}, worst {shares[0][0]:.3f}, gap {shares[-1][0] - shares[0][0]:.3f}")


def _share(detector: NameDetector, origin: str) -> float:
    random = Random(origin)
    told = [_filled(frame, stranger(random, origin), stranger(random, origin), random) for frame in FRAMES * PEOPLE]
    found = [_covered(detector, text, names) for text, names in told]
    return sum(map(sum, found)) / sum(map(len, found))


def _filled(frame: str, who: Person, other: Person, random: Random) -> tuple[str, list[str]]:
    full, second = f"{who.given} {who.family}", f"{other.given} {other.family}"
    forms = {
        "full": full,
        "full2": second,
        "first": who.given,
        "last": who.family,
        "initials": initials(random, who),
        "title_last": f"{who.title} {who.family}",
        "lower": full.lower(),
        "upper": full.upper(),
    }
    said = [forms[slot] for slot in forms if f"{{{slot}}}" in frame]
    return frame.format(**forms), [name.removeprefix(f"{who.title} ") for name in said]


def _covered(detector: NameDetector, text: str, names: list[str]) -> list[bool]:
    spans = [span for found in detector.detect([Part("p", Modality.TEXT, text)]) for span in _spans(found)]
    places = {at for span in spans for at in range(span.start, span.end)}
    return [
        all(at in places or not text[at].isalnum() for at in range(text.index(name), text.index(name) + len(name)))
        for name in names
    ]


def _spans(found: object) -> list[TextSpan]:
    """What a person's finding covers; nothing for any other, and for what was only looked at."""
    if not isinstance(found, Finding) or found.entity_type != "PERSON":
        return []
    return [region for region in found.regions if isinstance(region, TextSpan)]


if __name__ == "__main__":
    main()
