"""Rows of the table: stored passwords, keys and addresses of single services, codes that were sent to somebody."""

from __future__ import annotations

from redact.detect.patterns import Mark, Pattern, Words

ROWS = (
    Pattern(
        name="stored password",
        entity_type="SECRET",
        regex=(
            r"(?:\$(?:1|2[abxy]?|5|6|7|y|gy|apr1|md5|sha1|argon2(?:id?|d)|pbkdf2(?:-\w{1,12})?|scrypt|P"
            r"|H)\$[A-Za-z0-9./$,=+\-]{12,256}"
            r"|\{(?:SSHA|SHA|SMD5|MD5|CRYPT|SSHA256|SSHA512)\}[A-Za-z0-9+/=.$]{12,160}"
            r"|pbkdf2_sha\d{1,3}\$\d{1,8}\$[\w+/=$.\-]{16,160}"
            r"|:[0-9a-fA-F]{32}:[0-9a-fA-F]{32}(?=:))"
        ),
        form=(0.95, 0.95),
        near=Mark(r"\$[0-9a-zA-Z]|\{S?[SMC][A-Z]|:[0-9a-fA-F]{8}", before=20),
        source="crypt(5), RFC 2307, htpasswd, dumps of Windows accounts",
    ),
    Pattern(
        name="key of a service by its form",
        entity_type="SECRET",
        regex=(
            r"(?<![A-Za-z0-9])(?:sl\.[\w\-]{60,255}|sq0(?:atp|csp)-[\w\-]{22,64}"
            r"|EAA[A-Za-z0-9]{40,255}"
            r"|amzn\.mws\.[0-9a-f\-]{36}|(?:AC|SK)[0-9a-f]{32}|dapi[0-9a-f]{32}|lin_api_\w{30,64}"
            r"|ntn_\w{30,64}|secret_\w{30,64}"
            r"|figd_[\w\-]{30,64}|dckr_pat_[\w\-]{20,64}|ATATT3[\w\-=]{50,255}|glsa_\w{30,64}"
            r"|tfp_[\w\-]{30,64}|r8_\w{30,64}"
            r"|gsk_\w{30,64}|pplx-\w{30,64}|whsec_[\w+/=]{20,64}|rzp_(?:live|test)_\w{10,32}|sntrys_[\w+/=]{30,255}"
            r"|phc_\w{30,64}|oy2[a-z0-9]{43}|cio[\w\-]{32}|PMAK-[0-9a-f]{24}-[0-9a-f]{34}|NRAK-[A-Z0-9]{27})"
            r"(?![A-Za-z0-9])"
        ),
        form=(0.9, 0.9),
        near=Words(
            tuple(
                (
                    "sl. sq0 eaa amzn ac sk dapi lin_ ntn_ secret_ figd_ dckr_ atatt3 glsa_ tfp_ r8_ gsk_ pplx- whsec_"
                    " rzp_ sntrys_ phc_ oy2 cio pmak- nrak-"
                ).split()
            )
        ),
        source="prefixes that the services publish for secret scanning",
    ),
    Pattern(
        name="key of a program that chats",
        entity_type="SECRET",
        regex=(
            r"(?<![A-Za-z0-9])(?:\d{8,10}:AA[A-Za-z0-9_\-]{33}|[MN][A-Za-z0-9_\-]{23}\.[A-Za-z0-9_\-]{6}\.[A-Za-z0-9_\-]{27,40})(?![A-Za-z0-9])"
        ),
        form=(0.9, 0.9),
        near=Mark(r":AA[A-Za-z0-9_\-]{9}|\.[A-Za-z0-9_\-]{6}\.[A-Za-z0-9_\-]{9}", before=26),
        source="bots of Telegram and Discord",
    ),
    Pattern(
        name="address that lets its holder in",
        entity_type="SECRET",
        regex=(
            r"(?i)https://(?:hooks\.slack\.com/(?:services|workflows)|discord(?:app)?\.com/api/webhooks"
            r"|[\w\-]{1,60}\.webhook\.office\.com"
            r"|outlook\.office\.com/webhook)/[\w/\-@=+.]{12,300}"
        ),
        form=(0.95, 0.95),
        near=Words(("hooks.slack.com", "/api/webhooks", ".webhook.office", "office.com/webhook"), before=72),
        source="addresses of webhooks",
    ),
    Pattern(
        name="secret among the settings of a connection",
        entity_type="SECRET",
        regex=(
            r"(?i)(?<![a-z])(?:accountkey|sharedaccesskey|sharedaccesssignature|sharedsecret|sas[ _]?token|sig"
            r"|signature|access_token"
            r"|refresh_token|id_token|x-amz-signature|x-amz-security-token|x-api-key|x-auth-token|authkey"
            r"|apitoken|subscription-key"
            r"|aws_secret_access_key|aws_session_token|client_secret|db_pass(?:word)?|mysql_pwd|pgpassword"
            r"|requirepass|bindpw"
            r"|ansible_(?:ssh_|become_)?pass|snmp[ _]community|wpa[_ ]?passphrase|psk|preshared[ _]?key"
            r"|wifi (?:key|password))"
            r"[\"']?[ \t]{0,2}[=:][ \t]{0,2}[\"']?(?P<x>(?!(?:null|none|true|false|\$\{|\{\{|<"
            r"|\*{3}|[a-z_][\w.]{0,64}\((?:\)|[a-z_])))[^\s;,&\"'<>]{8,2000})"
        ),
        form=(0.8, 0.8),
        near=Words(
            (
                *(
                    "accountkey",
                    "sharedaccess",
                    "sharedsecret",
                    "sas",
                    "sig",
                    "access_token",
                    "refresh_token",
                    "id_token",
                    "x-amz-",
                ),
                *(
                    "x-api-key",
                    "x-auth-token",
                    "authkey",
                    "apitoken",
                    "subscription-key",
                    "aws_se",
                    "client_secret",
                    "db_pass",
                ),
                *(
                    "mysql_pwd",
                    "pgpassword",
                    "requirepass",
                    "bindpw",
                    "ansible_",
                    "snmp",
                    "wpa",
                    "psk",
                    "preshared",
                    "wifi ",
                ),
            ),
        ),
        source="names of secrets in connection strings and signed addresses",
    ),
    Pattern(
        name="code on the back of a card",
        entity_type="SECRET",
        regex=(
            r"(?i)(?<![a-z])(?:cvv2?|cvc2?|cv2|csc|security code)(?: (?:code|no\.?|number))?(?: is"
            r"| was)?[ :=]{1,3}(?P<x>\d{3,4})(?![\w]|[.,/]\d)"
        ),
        form=(0.75, 0.75),
        near=Words(("cvv", "cvc", "cv2", "csc", "security code")),
        source="payment cards",
    ),
    Pattern(
        name="code that was sent to somebody",
        entity_type="SECRET",
        regex=(
            r"(?i)(?<![a-z])(?:one[ \-]time|verification|security|confirmation|authentication|activation|login"
            r"|sign[ \-]in|otp|2fa|recovery|unlock"
            r"|puk|pin)(?: ?(?:pass)?(?:code|pin|number))?(?: is| was"
            r"|:)[ :]{0,2}(?P<x>[A-Z]{0,2}-?\d{3,4}[ \-]?\d{0,4})(?![\w.,/]\d|\w)"
        ),
        form=(0.65, 0.65),
        near=Words(
            (
                "one-time",
                "one time",
                "verification",
                "security",
                "confirmation",
                "authentication",
                "activation",
                "login",
                *("sign in", "sign-in", "otp", "2fa", "recovery", "unlock", "puk", "pin"),
            ),
        ),
        source="messages that services send",
    ),
)
