"""Rows of the table: names of machines, which often hold the name of their user."""

from __future__ import annotations

from redact.detect.patterns import Mark, Pattern, Words

_NO_HOST = (
    r"(?!(?:localhost|none|null|nil|unknown|true|false|undefined|the|a|an|is|was|and|or|not|name"
    r"|n/a)(?![\w.\-])|\d{1,5}(?![\w.\-]))"
)
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9_\-]{0,62})(?:\.[A-Za-z0-9_\-]{1,62}){0,6}"
_BEHIND_A_TIME = r"(?:(?<=[0-9]:[0-9]{2} )|(?<=[0-9]Z )|(?<=[0-9]{4} )|(?<=[0-9][.,][0-9]{3} ))"
_INSIDE = r"(?:local|lan|internal|corp|intra|intranet|home|localdomain|private|ad)"
_MACHINES = (
    r"hostname|host[ _]name|host|computer(?:[ _]?name)?|workstation(?:[ _]?name)?|machine(?:[ _]?name)?|rhost"
    r"|netbios(?:[ _]name)?"
    r"|src_?host|dst_?host|dest_?host|client_?host|source_?host|device[ _]?name|dhcp_?host|fqdn|node[ _]?name"
    r"|pc[ _]?name"
    r"|server[ _]?name|laptop(?:[ _]?name)?"
)

ROWS = (
    Pattern(
        name="machine in a setting or log",
        entity_type="HOST_NAME",
        regex=(
            rf"(?i)(?<![a-z.])(?:{_MACHINES})[\"'\]]?[ \t]{{0,3}}[=:][ \t]{{0,8}}[\"'\[]?"
            rf"(?P<x>{_NO_HOST}{_HOST})(?![\w(])"
        ),
        form=(0.7, 0.7),
        near=Words(
            (
                *(
                    "host",
                    "computer",
                    "workstation",
                    "machine",
                    "netbios",
                    "device",
                    "fqdn",
                    "node",
                    "pc_name",
                    "pc name",
                ),
                *("pcname", "server_name", "server name", "servername", "laptop"),
            ),
            before=6,
        ),
        source="key and value as programs write them",
    ),
    Pattern(
        name="machine in a system log",
        entity_type="HOST_NAME",
        regex=(
            rf"{_BEHIND_A_TIME}(?P<x>{_NO_HOST}{_HOST}) (?:[a-zA-Z][\w/.\-]{{1,40}}(?:\(\w{{1,24}}\))?\[\d{{1,7}}\]"
            r"|(?:kernel|systemd|sudo|su|cron|sshd|dhclient|dhcpd|postfix/\w{2,12}|NetworkManager|rsyslogd"
            r"|dnsmasq|named)):"
        ),
        form=(0.8, 0.8),
        near=Mark(r"[0-9](?::[0-9][0-9]|Z|[0-9]:?[0-9][0-9]|[.,][0-9][0-9][0-9]) [A-Za-z0-9]", before=-3, ahead=6),
        source="RFC 3164 and 5424: time, machine, program",
    ),
    Pattern(
        name="machine as systems name it",
        entity_type="HOST_NAME",
        regex=(
            r"(?i)(?<![\w\-./])(?:(?:desktop|laptop|win)-(?=[a-z]{0,7}\d|[a-z0-9]{7}\b)[a-z0-9]{5,15}"
            r"|[a-z0-9]{2,24}(?:-[a-z0-9]{1,12})?s-(?:macbook(?:-(?:pro|air))?|imac|mac-?mini|iphone|ipad|pc"
            r"|laptop|mbp|galaxy|pixel)"
            r"(?:-\d{1,2})?|[a-z]{2,24}-(?:laptop|macbook|thinkpad|iphone|ipad|workstation))(?:\.\w{2,12})?(?![\w\-])"
        ),
        form=(0.7, 0.7),
        near=Words(
            (
                *("desktop-", "laptop-", "win-", "-macbook", "-imac", "-mac", "-iphone", "-ipad", "s-pc", "-laptop"),
                *("-mbp", "-galaxy", "-pixel", "-thinkpad", "-workstation"),
            ),
            before=40,
            solid=True,
        ),
        source="names that Windows, macOS and iOS make up at the first start",
    ),
    Pattern(
        name="machine of somebody by name",
        entity_type="HOST_NAME",
        regex=(
            r"(?<!\w)[A-Z][a-z]{1,20}'s (?:MacBook(?: (?:Pro|Air))?|iMac|iPhone|iPad|Mac mini|Apple Watch"
            r"|Galaxy \w{1,4}|PC)(?!\w)"
        ),
        form=(0.6, 0.6),
        near=Words(
            ("'s macbook", "'s imac", "'s iphone", "'s ipad", "'s mac mini", "'s apple watch", "'s galaxy", "'s pc"),
            before=24,
        ),
        source="names that Apple's systems make up at the first start",
    ),
    Pattern(
        name="machine inside a network",
        entity_type="HOST_NAME",
        regex=rf"(?i)(?<![\w@./\-])[a-z0-9](?:[a-z0-9\-]{{0,61}}[a-z0-9])?(?:\.[a-z0-9\-]{{1,63}}){{0,4}}\.{_INSIDE}(?![\w\-(]|\.\w)",
        form=(0.55, 0.55),
        near=Words(
            (".local", ".lan", ".internal", ".corp", ".intra", ".home", ".private", ".ad"),
            before=72,
            solid=True,
        ),
        source="RFC 6762, RFC 9476 and the habits of network administrators",
    ),
    Pattern(
        name="machine that shares folders",
        entity_type="HOST_NAME",
        regex=r"(?<![\w\\])\\\\{1,3}(?P<x>(?![?.])[A-Za-z0-9][\w.\-]{1,62})\\",
        form=(0.7, 0.7),
        near=Words(("\\\\",)),
        source="Universal Naming Convention",
    ),
    Pattern(
        name="machine in a sentence of a log",
        entity_type="HOST_NAME",
        regex=(
            r"(?i)(?<![a-z])(?:(?:from|on|to|by) (?:host|workstation|computer|machine|server|laptop|client)"
            r"|logged (?:on|in) to"
            r"|workstation|computer)"
            r" (?:name )?(?P<x>(?=[a-z]{0,24}[0-9\-.])[a-z][a-z0-9]{0,24}(?:[\-.][a-z0-9]{1,24}){0,4})"
            r"(?<=[a-z0-9]{2})(?![\w\-])"
        ),
        form=(0.6, 0.6),
        check=lambda text: None if any(sign.isdigit() or sign in "-." for sign in text) else False,
        near=Words(
            (
                "host ",
                "workstation ",
                "computer ",
                "machine ",
                "server ",
                "laptop ",
                "client ",
                "logged on to",
                "logged in to",
            ),
            before=6,
        ),
        source="messages of programs",
    ),
)
