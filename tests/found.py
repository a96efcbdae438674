"""What a detector finds, apart from what it says that it has looked at."""

from collections.abc import Sequence

from redact.contracts import Detector
from redact.types import Finding, Part


def findings_of(detector: Detector, parts: Sequence[Part]) -> list[Finding]:
    return [each for each in detector.detect(parts) if isinstance(each, Finding)]
