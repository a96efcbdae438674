"""Rows of the table: addresses of machines and accounts on networks."""

from __future__ import annotations

from redact.detect import checks
from redact.detect.labels import VERSION
from redact.detect.patterns import Mark, Pattern, Words

_URL_TAIL = r"[^\s<>\"'`\\^{}|\[\]]"
_URL_END = r"[^\s<>\"'`\\^{}|\[\].,;:!?)(]"
_COMMON_TLD = (
    r"(?:com|org|net|edu|gov|mil|int|info|biz|io|app|dev|ai|eu|(?:co|org|gov|ac|nhs|police|sch|ltd|plc|me|net|mod)\.uk"
    r"|uk"
    r"|scot|wales|london|de|fr|es|nl|ie|ch|ca|us|ru|jp|cn|online|site|shop|blog|name|onion)"
)
_ENDINGS = tuple(
    f".{ending}"
    for ending in (
        "com org net edu gov mil int info biz io app dev ai eu uk scot wales london de fr es nl ie ch ca us ru jp cn"
        " online site shop blog name onion"
    ).split()
)
"""Their last parts."""

ROWS = (
    Pattern(
        name="web address",
        entity_type="URL",
        regex=(
            r"(?i)(?<![a-z])(?:h(?:tt|xx)ps?|ftps?|sftp|wss?|ssh|git|file|ldaps?|rtsp|jdbc:\w{1,16})://"
            rf"(?:[^\s<>\"'`\\/@]{{1,256}}@)?(?:\[[0-9a-f:.%]{{2,48}}\]|[\w\-]{{1,63}}(?:\.[\w\-]{{1,63}}){{1,10}}"
            rf"|[\w\-]{{1,63}}(?=:\d|/\w)|localhost)(?::\d{{1,5}})?(?:[/?#]{_URL_TAIL}{{0,4000}}(?<=[^\s.,;:!?)(]))?"
        ),
        form=(0.9, 0.9),
        near=Words(("://",), before=22, solid=True),
        source="RFC 3986",
    ),
    Pattern(
        name="web address without scheme",
        entity_type="URL",
        regex=(
            rf"(?i)(?<![\w.@/\-])www\.[\w\-]{{1,63}}(?:\.[\w\-]{{1,63}}){{1,8}}(?:[/?#]"
            rf"(?:{_URL_TAIL}{{0,2000}}{_URL_END})?)?"
        ),
        form=(0.85, 0.85),
        near=Words(("www.",)),
        source="the habit of leaving out the scheme",
    ),
    Pattern(
        name="domain name",
        entity_type="URL",
        regex=(
            rf"(?<![\w.@/\-])[a-z0-9](?:[a-z0-9\-]{{0,61}}[a-z0-9])?(?:\.[a-z0-9\-]{{1,63}}){{0,4}}\.{_COMMON_TLD}"
            rf"(?![\w@\-]|\.\w)(?:/(?:{_URL_TAIL}{{0,1000}}{_URL_END})?)?"
        ),
        form=(0.45, 0.45),
        near=Words(_ENDINGS, before=72, solid=True),
        source="IANA's list of top-level domains, the common ones",
    ),
    Pattern(
        name="IP address, version 4",
        entity_type="IP_ADDRESS",
        regex=(
            r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/(?:3[0-2]|[12]?\d)(?!\d))?(?:(?::|#)\d{1,5}(?![\w.]))?(?!\w|\.\d)"
        ),
        form=(0.35, 0.85),
        check=checks.ipv4,
        holds=(0.78, 0.95),
        labels=("IP_ADDRESS",),
        rivals=(VERSION,),
        source="RFC 791, RFC 4632; the port behind it belongs to it",
    ),
    Pattern(
        name="IP address in disguise",
        entity_type="IP_ADDRESS",
        regex=(
            r"(?<![\w.])\d{1,3}(?=(?:\.\d{1,3}){0,2}[\[(])(?:(?:\.|\[\.\]|\(\.\)"
            r"|\[dot\])\d{1,3}){3}(?::\d{1,5})?(?!\w|\.\d)"
        ),
        form=(0.85, 0.85),
        near=Words(("[.]", "(.)", "[dot]"), before=16),
        source="the way in which security reports keep addresses from being followed",
    ),
    Pattern(
        name="IP address, version 6",
        entity_type="IP_ADDRESS",
        regex=(
            r"(?<![\w:])(?:\[(?=[0-9A-Fa-f:.%\w]{2,64}\]))?(?=[0-9A-Fa-f]{0,4}:)"
            r"(?:[0-9A-Fa-f:]{1,39}:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f:]{2,39})"
            r"(?:%\w{1,16})?(?:/(?:1[01]\d|12[0-8]|\d{1,2})(?!\d))?(?:\](?::\d{1,5})?)?(?![\w:]|\.\d)"
        ),
        form=(0.2, 0.6),
        check=checks.ipv6,
        holds=(0.85, 0.95),
        labels=("IP_ADDRESS",),
        near=Mark(r"::|:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:", before=44, solid=True),
        source="RFC 4291, RFC 4007",
    ),
    Pattern(
        name="handle",
        entity_type="USERNAME",
        regex=(
            r"(?<![\w@./+\-])@(?!(?:media|import|property|[Oo]verride|param|returns?|charset|font-face|keyframes|throws"
            r"|[Dd]eprecated|Nullable|NonNull|Autowired|SuppressWarnings|classmethod|staticmethod|dataclass)\b)"
            r"(?![\w.]{1,60}(?:\([^\n]{0,120}\))?\n\s{0,24}(?:async |def |class |public |private |protected |static ))"
            r"[A-Za-z_]\w{1,29}(?:\.\w{1,29}){0,3}(?![@\w])"
        ),
        form=(0.55, 0.55),
        near=Words(("@",)),
        source="the form of handles on social networks; no marks that programs set before what they define",
    ),
    Pattern(
        name="account of a network",
        entity_type="USERNAME",
        regex=r"(?<![\w/])(?:/?u/|user/)(?P<x>[A-Za-z0-9_\-]{3,30})(?![\w/])",
        form=(0.5, 0.5),
        near=Words(("u/", "user/"), before=1),
        source="the form of accounts on forums",
    ),
    Pattern(
        name="user in a setting or log",
        entity_type="USERNAME",
        regex=(
            r"(?i)(?<![a-z])(?:user(?:[ _\-]?(?:name|id))?|login(?:[ _\-]?(?:name|id))?|logon|uname|ruser"
            r"|screen[ _]name"
            r"|account[ _]name|handle|samaccountname|skype|instagram|twitter|snapchat|telegram|discord)"
            r"[\"']?\s{0,3}[=:]\s{0,3}[\"']?(?P<x>(?!\d{1,3}(?![\w.@]))(?!(?:mr|mrs|miss|ms|dr|null|none|true|false|nil|undefined|yes|no"
            r"|the)\b)[\w.@\\#\-]{2,64})"
        ),
        form=(0.75, 0.75),
        near=Words(
            (
                "user",
                "login",
                "logon",
                "uname",
                "screen",
                "account",
                "handle",
                "skype",
                "instagram",
                "twitter",
                "snapchat",
                "telegram",
                "discord",
            ),
            before=3,
        ),
        source="key and value as programs write them",
    ),
    Pattern(
        name="user in a sentence of a log",
        entity_type="USERNAME",
        regex=(
            r"(?:Accepted \w{4,20}|Failed \w{4,20}|session (?:opened|closed)|authentication failure|[Ii]nvalid user)"
            r" (?:for )?(?:invalid user )?(?:user )?(?P<x>(?!(?:for|by|user|invalid|from|is|was|with|and"
            r"|to|not)\b)"
            r"[a-zA-Z][\w.\\\-]{1,40})(?= from| by|\(|$|\s(?:on|at|logged)\b|:)"
        ),
        form=(0.6, 0.6),
        near=Words(
            ("accepted ", "failed ", "session opened", "session closed", "authentication failure", "invalid user"),
        ),
        source="messages of sshd, PAM and sudo",
    ),
    Pattern(
        name="home folder",
        entity_type="USERNAME",
        regex=(
            r"(?:(?<![\w.])/(?:home|Users|export/home)/|(?<!\w)[A-Za-z]:\\+(?:Users|Documents and Settings)\\+)"
            r"(?!(?:Public|Shared|Default|All Users)\b)(?P<x>[\w.\-]{2,40})(?=[/\\\s\"':,;)]|$)"
        ),
        form=(0.7, 0.7),
        near=Words(("/home/", "/users/", "\\users\\", "\\documents and settings\\"), before=8),
        source="where operating systems keep a person's files",
    ),
    Pattern(
        name="domain account",
        entity_type="USERNAME",
        regex=r"(?<![\w\\/:.])[A-Z][A-Z0-9\-]{1,14}\\{1,2}(?P<x>[A-Za-z][\w.\-]{1,30})(?![\w\\])",
        form=(0.55, 0.55),
        near=Words(("\\",), before=16),
        source="Windows domain accounts",
    ),
)
