"""Rows of the table: passwords, keys and tokens that let their holder in."""

from __future__ import annotations

from redact.detect.patterns import Pattern, Words

_LETS_IN = (
    r"(?:pass(?:word|wd|phrase|code)?|pwd|pword|passwort|secret|token|api[ _\-]?key|apikey"
    r"|access[ _\-]?key(?:[ _\-]?id)?"
    r"|auth(?:[ _\-]?(?:token|key|code))?|private[ _\-]?key|client[ _\-]?secret|secret[ _\-]?key|encryption[ _\-]?key"
    r"|signing[ _\-]?key"
    r"|session[ _\-]?(?:id|key|token)|jsessionid|phpsessid|connect\.sid|csrf[ _\-]?token|otp|pin(?: ?(?:no|number"
    r"|code))?|pass[ _]?key"
    r"|access[ _]?code|door[ _]?code|security[ _]?(?:code|answer)|cvv2?|cvc2?|credentials?|memorable (?:word"
    r"|information))"
)
_HEADS = (
    *("pass", "pwd", "pword", "secret", "token", "api", "access", "auth", "private", "client", "encryption", "signing"),
    *("session", "phpsessid", "connect.sid", "csrf", "otp", "pin", "door", "security", "cvv", "cvc", "credential"),
    "memorable",
)
"""The words with which they begin."""
_NO_VALUE = (
    r"(?!(?:null|none|true|false|nil|undefined|yes|no|required|optional|string|str|int|bool|the|your|my|a|an|is|was"
    r"|not|set|os\.|self\.|env\b|process\.|\$\{|\{\{|<|\*{3,}|\[|[a-z_][\w.]{0,64}\((?:\)|[a-z_])))"
)
"""What programs have in such a place: nothing, a kind, a variable, a call."""


def telling(text: str) -> bool | None:
    """False for a plain word, which a sentence may go on with; None otherwise."""
    return False if text.isalpha() and (text.islower() or text.istitle()) else None


ROWS = (
    Pattern(
        name="private key",
        entity_type="SECRET",
        regex=(
            r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^\-]|-(?!----))*+"
            r"(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?"
        ),
        form=(0.99, 0.99),
        near=Words(("private key",), before=56),
        source="RFC 7468",
    ),
    Pattern(
        name="signed token",
        entity_type="SECRET",
        regex=r"(?<![\w\-])eyJ[\w\-]{8,8000}\.[\w\-]{8,8000}(?:\.[\w\-]{0,8000})?",
        form=(0.97, 0.97),
        near=Words(("eyj",)),
        source="RFC 7519",
    ),
    Pattern(
        name="token of a known service",
        entity_type="SECRET",
        regex=(
            r"(?<![A-Za-z0-9])(?:(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{30,255}"
            r"|github_pat_\w{22,255}"
            r"|glpat-[\w\-]{20,64}|xox[abeoprs]-[\w\-]{10,255}|xapp-[\w\-]{10,255}|AIza[\w\-]{35}|ya29\.[\w\-]{20,255}"
            r"|(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,255}|sk-(?:ant-|proj-)?[\w\-]{20,255}|npm_[A-Za-z0-9]{36}"
            r"|pypi-[\w\-]{16,255}"
            r"|hf_[A-Za-z0-9]{20,64}|SG\.[\w\-]{16,64}\.[\w\-]{16,64}|dop_v1_[a-f0-9]{64}|shp(?:at|ca|pa"
            r"|ss)_[a-fA-F0-9]{32}"
            r"|key-[a-f0-9]{32}|EAAC\w{20,255}|AGE-SECRET-KEY-1[A-Z0-9]{58})(?![A-Za-z0-9])"
        ),
        form=(0.97, 0.97),
        near=Words(
            (
                "akia",
                "asia",
                "aroa",
                "aida",
                "agpa",
                "anpa",
                "ghp_",
                "gho_",
                "ghu_",
                "ghs_",
                "ghr_",
                "github_pat_",
                "glpat-",
                "xox",
                "xapp-",
                "aiza",
                "ya29.",
                "_live_",
                "_test_",
                "sk-",
                "npm_",
                "pypi-",
                "hf_",
                "sg.",
                "dop_v1_",
                "shpat_",
                "shpca_",
                "shppa_",
                "shpss_",
                "key-",
                "eaac",
                "age-secret",
            ),
            before=2,
        ),
        source="prefixes that the services publish for secret scanning",
    ),
    Pattern(
        name="password in a web address",
        entity_type="SECRET",
        regex=r"://[^\s:/@\"'<>]{1,128}:(?P<x>[^\s/@\"'<>]{1,256})@",
        form=(0.9, 0.9),
        near=Words(("://",)),
        source="RFC 3986, user information",
    ),
    Pattern(
        name="credentials of a web request",
        entity_type="SECRET",
        regex=(
            r"(?i)(?<![a-z])(?:bearer|basic|digest|token"
            r"|apikey)[ :=]{1,2}(?P<x>[A-Za-z0-9+/_.~\-]{16,4000}={0,2})(?![\w])"
        ),
        form=(0.8, 0.8),
        check=telling,
        holds=(0.8, 0.8),
        near=Words(("bearer", "basic", "digest", "token", "apikey")),
        source="RFC 6750, RFC 7617",
    ),
    Pattern(
        name="secret in a setting",
        entity_type="SECRET",
        regex=(
            rf"(?i)(?<![a-z]){_LETS_IN}(?:[ _\-]?\w{{1,16}})?[\"']?[ \t]{{0,3}}(?:=>|:=|[=:])[ \t]{{0,3}}"
            r"(?P<q>[\"'])(?P<x>(?:(?!(?P=q))[^\n]){1,512})(?P=q)"
        ),
        form=(0.85, 0.85),
        near=Words(_HEADS, before=1),
        source="key and value in quotes, as programs and settings write them",
    ),
    Pattern(
        name="secret after its label",
        entity_type="SECRET",
        regex=(
            rf"(?i)(?<![a-z]){_LETS_IN}[\"']?[ \t]{{0,3}}(?:=>|:="
            rf"|[=:]|>(?=[^\s<>]{{1,256}}</))[ \t]{{0,3}}{_NO_VALUE}(?P<x>[^\s\"',;<>]{{3,256}})"
        ),
        form=(0.75, 0.75),
        near=Words(_HEADS, before=1),
        source="key and value without quotes; an element of XML",
    ),
    Pattern(
        name="secret in a sentence",
        entity_type="SECRET",
        regex=(
            r"(?i)\b(?:password|passcode|passphrase|pin(?: (?:code|number))?|access code|door code) (?:is|was|to"
            r"|=) (?:now |still )?[\"']?(?P<x>(?![a-z_][\w.]{0,64}\((?:\)|[a-z_]))[^\s\"',;]{3,64}(?<![.!?]))"
        ),
        form=(0.65, 0.65),
        check=telling,
        near=Words(("password", "passcode", "passphrase", "pin", "access code", "door code")),
        source="how people tell each other passwords",
    ),
)
