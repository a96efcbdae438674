"""Every failure that a caller can meet, and the exit code that it maps to.

RedactError
├── PolicyError            2  the policy or the arguments are wrong
├── MissingError           3  a model or an optional dependency is not there
├── UnreadableError        4  the input is damaged, encrypted or truncated
│   └── UnsupportedError   4  no handler serves this type of file
├── PluginError            4  a plugin broke its contract or raised
├── NotVerifiedError       5  the output still held something that was to go
└── ReviewNeededError      1  a person must decide first

Every message says what was wrong and what to do next, and never carries a user's text.
"""

from __future__ import annotations

from enum import IntEnum

from redact.types import Failure


class ExitCode(IntEnum):
    """Process exit codes. Stable: scripts depend on them."""

    DONE = 0
    FINDINGS = 1
    BAD_POLICY = 2
    MISSING = 3
    UNREADABLE = 4
    NOT_VERIFIED = 5
    PARTIAL = 6
    INTERRUPTED = 130


class RedactError(Exception):
    """Base of every error that this package raises on purpose: what is wrong, and what to do next."""

    exit_code = ExitCode.UNREADABLE
    default_next = "see the record"

    def __init__(self, what: str, next_step: str = "") -> None:
        self.what = what
        self.next_step = next_step or self.default_next
        super().__init__(f"{what}; {self.next_step}")

    def __reduce__(self) -> tuple[type[RedactError], tuple[str, str]]:
        return type(self), (self.what, self.next_step)

    def failure(self, where: str) -> Failure:
        """The same as a value, with the place where it happened."""
        return Failure(self.what, where, self.next_step, int(self.exit_code))


class PolicyError(RedactError):
    """The policy names something that is not there, or says it wrongly; or the arguments do."""

    exit_code = ExitCode.BAD_POLICY
    default_next = "mend the policy and try 'redact policy check'"


class MissingError(RedactError):
    """A model or an optional dependency is not there."""

    exit_code = ExitCode.MISSING
    default_next = "run 'redact models get'"


class UnreadableError(RedactError):
    """The input is damaged, encrypted or truncated."""

    default_next = "open it in its own program, save it again without a password, and run once more"


class UnsupportedError(UnreadableError):
    """No handler that the policy names serves this type of file."""

    default_next = "convert it to a type that 'redact plugins' lists, or leave it out"


class PluginError(RedactError):
    """A plugin broke its contract or raised; nothing was written."""

    default_next = "report it to the plugin's author, or take the plugin out of the policy"


class NotVerifiedError(RedactError):
    """The written copy still held something that was to go; it was withheld."""

    exit_code = ExitCode.NOT_VERIFIED
    default_next = "add what is left with 'redact run --review', or release the file by hand"


class ReviewNeededError(RedactError):
    """A person must decide before anything is written."""

    exit_code = ExitCode.FINDINGS
    default_next = "decide in the review file and run again"
