"""Rows of the table: numbers of devices, of SIM cards and of the people that advertisers and sites follow."""

from __future__ import annotations

from redact.detect import checks
from redact.detect.patterns import Mark, Pattern, Words
from redact.detect.table_phrases import labelled

ROWS = (
    Pattern(
        name="network card",
        entity_type="MAC_ADDRESS",
        regex=r"(?<![\w:\-])[0-9A-Fa-f]{2}([:\-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![\w:\-])",
        form=(0.85, 0.85),
        check=checks.mac,
        holds=(0.85, 0.85),
        near=Mark(r"[:\-][0-9A-Fa-f]{2}[:\-][0-9A-Fa-f]{2}[:\-]", before=8),
        source="IEEE 802",
    ),
    Pattern(
        name="network card, three groups",
        entity_type="MAC_ADDRESS",
        regex=r"(?<![\w.])[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2}(?![\w]|\.\w)",
        form=(0.75, 0.75),
        check=checks.mac,
        holds=(0.75, 0.75),
        near=Mark(r"\.[0-9A-Fa-f]{4}\.", before=6),
        source="the way in which network equipment prints it",
    ),
    labelled(
        "MAC_ADDRESS",
        r"mac(?: address| addr)?|wlan|wi-?fi address|bluetooth(?: address)?|bssid|ethernet",
        r"[0-9A-F]{12}|[0-9A-F]{6}[:\-][0-9A-F]{6}|(?:[0-9A-F]{2} ){5}[0-9A-F]{2}"
        r"|(?:[0-9A-F]{1,2}[:\-]){5}[0-9A-F]{1,2}",
        name="network card by its label",
        score=0.8,
        source="IEEE 802, without marks",
    ),
    Pattern(
        name="unique identifier",
        entity_type="UUID",
        regex=r"(?<![\w\-])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![\w\-])",
        form=(0.8, 0.8),
        near=Mark(r"-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-", before=14),
        source="RFC 9562",
    ),
    Pattern(
        name="mobile device",
        entity_type="IMEI",
        regex=(
            r"(?<![\w.\-])(?:\d{2}[ \-/]?\d{6}[ \-/]?\d{6}[ \-/]?\d{1,2}|\d{6}[ \-/]\d{2}[ \-/]\d{6}[ \-/]\d)(?![\w\-])"
        ),
        form=(0.3, 0.6),
        check=checks.device,
        holds=(0.5, 0.97),
        fails=(0.0, 0.6),
        labels=("IMEI", "DEVICE_ID", "PHONE_NUMBER"),
        source="3GPP TS 23.003",
    ),
    labelled(
        "IMEI",
        r"imei(?:sv)?|handset|meid|esn",
        r"\d{2}[ \-/]?\d{6}[ \-/]?\d{6}[ \-/]?\d{0,2}(?<=\d)|[0-9A-F]{14}",
        name="mobile device by its label",
        score=0.85,
        source="3GPP TS 23.003",
    ),
    labelled(
        "DEVICE_ID",
        r"imsi|subscriber identity",
        r"\d{3}[ \-]?\d{2,3}[ \-]?\d{9,10}",
        name="subscriber of a mobile network",
        score=0.85,
        source="ITU-T E.212",
    ),
    Pattern(
        name="SIM card",
        entity_type="DEVICE_ID",
        regex=r"(?<![\w.\-])89(?:[ \-]?\d){17,18}(?![\w\-])",
        form=(0.0, 0.0),
        check=checks.sim,
        holds=(0.65, 0.65),
        fails=(0.2, 0.2),
        source="ITU-T E.118",
    ),
    labelled(
        "DEVICE_ID",
        r"iccid|sim(?: card)?(?: serial)?|eid",
        r"89(?:[ \-]?\d){16,18}F?|\d{32}",
        name="SIM card by its label",
        score=0.85,
        source="ITU-T E.118, GSMA SGP.22",
    ),
    labelled(
        "DEVICE_ID",
        r"idfa|idfv|gaid|aaid|adid|advertising[ _\-]?(?:id|identifier)|ad[ _\-]id|android[ _\-]?id|udid"
        r"|device[ _\-]?(?:id|token|uuid|identifier|fingerprint|guid)|vendor[ _\-]?id(?:entifier)?|visitor[ _\-]?id"
        r"|machine[ _\-]?(?:id|guid)|installation[ _\-]?id|install[ _\-]?id|hardware[ _\-]?id|hwid"
        r"|apple[ _\-]?device[ _\-]?id"
        r"|firebase[ _\-]?(?:id|instance[ _\-]?id)|push[ _\-]?token|fcm[ _\-]?token|browser[ _\-]?fingerprint"
        r"|amplitude[ _\-]?id"
        r"|cookie[ _\-]?id|ecid|mcid|tracking[ _\-]?id|rida|oaid|msai",
        r"(?=[a-f\-{]{0,40}\d|[\w:\-]{20})[\w\-:{}]{6,200}",
        number=r"(?:[ _\-]?(?:n(?:o|umber)|#))?",
        name="device or advertiser's identifier by its label",
        score=0.85,
        source="what Apple, Google and trackers call them",
    ),
    Pattern(
        name="Apple device",
        entity_type="DEVICE_ID",
        regex=r"(?<![\w\-])0000[0-9A-Fa-f]{4}-[0-9A-Fa-f]{16}(?![\w\-])",
        form=(0.85, 0.85),
        source="Apple, unique device identifiers since 2018",
    ),
    Pattern(
        name="cookie of a tracker",
        entity_type="DEVICE_ID",
        regex=(
            r"(?<![\w.])(?:GA1\.\d\.\d{5,12}\.\d{9,11}|GS[12]\.\d\.[\w.$]{12,120}|fb\.\d\.\d{12,14}\.[\w.\-]{5,120}"
            r"|1\.1\.\d{6,12}\.\d{9,11}|\d{5,12}\.\d{5,12}\.\d{9,11}(?:\.\d{9,11}){2}\.\d{1,6})(?!\w)"
        ),
        form=(0.9, 0.9),
        source="Google Analytics, Meta pixel",
    ),
    Pattern(
        name="cookie by its name",
        entity_type="DEVICE_ID",
        regex=(
            r"(?i)(?<![\w\-])(?:_ga(?:_\w{4,16})?|_gid|_gcl_au|_fbp|_fbc|_hj\w{2,24}|_uetsid|_uetvid"
            r"|__utm[abcvz]|_pk_id[\w.]{0,24}"
            r"|__cfduid|__cf_bm|cf_clearance|amcv_\w{1,60}|amp_\w{1,24}|mp_\w{1,48}|ajs_(?:user|anonymous)_id"
            r"|optimizelyenduserid"
            r"|intercom-\w{1,24}(?:-\w{1,24})?|hubspotutk|muid|uuid2|ide|nid|sapisid|hsid|ssid|apisid|datr"
            r"|c_user|fr|sb|xs|li_at|bcookie"
            r"|guest_id|auth_token|twid|asp\.net_sessionid|laravel_session|ci_session|wordpress_(?:logged_in"
            r"|sec)_?\w{0,64}"
            r"|jsessionid|phpsessid|connect\.sid|sessionid|session_id|session|sess|sid|cfid|cftoken|awsalb"
            r"|rack\.session"
            r"|visitor_id\w{0,24}|client_id|user_?id)[\"']?=[\"']?(?P<x>(?=[^\s;,\"'&]{0,60}\d)[^\s;,\"'&]{6,600})"
        ),
        form=(0.75, 0.75),
        near=Words(
            (
                *(
                    "_ga",
                    "_gid",
                    "_gcl_au",
                    "_fb",
                    "_hj",
                    "_uet",
                    "__utm",
                    "_pk_id",
                    "__cf",
                    "cf_clearance",
                    "amcv_",
                    "amp_",
                ),
                *("mp_", "ajs_", "optimizely", "intercom-", "hubspotutk", "muid=", "uuid2=", "ide=", "nid=", "sapisid"),
                *(
                    "hsid=",
                    "ssid=",
                    "apisid=",
                    "datr=",
                    "c_user=",
                    "fr=",
                    "sb=",
                    "xs=",
                    "li_at=",
                    "bcookie",
                    "guest_id",
                ),
                *(
                    "auth_token",
                    "twid=",
                    "asp.net_session",
                    "laravel_session",
                    "ci_session",
                    "wordpress_",
                    "jsessionid",
                ),
                *("phpsessid", "connect.sid", "session", "sess=", "sid=", "cfid=", "cftoken", "awsalb", "visitor_id"),
                *("client_id", "user_id", "userid"),
            ),
            before=8,
        ),
        source="names that analytics, advertisers and web frameworks give their cookies",
    ),
)
