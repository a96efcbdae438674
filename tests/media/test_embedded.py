import base64
import binascii

import pytest

from redact.media.embedded import NOTICE, without_data

DATA = bytes(range(256)) * 2
UU = (
    "begin 644 photo.jpg\n"
    + "".join(binascii.b2a_uu(DATA[at : at + 45]).decode() for at in range(0, 512, 45))
    + "`\nend"
)
ARMOUR = "-----BEGIN PGP MESSAGE-----\nVersion: 1\n\nhQEMA5\n=x\n-----END PGP MESSAGE-----"


@pytest.mark.parametrize(
    "embedded",
    [
        f"data:image/png;base64,{base64.b64encode(DATA).decode()}",
        f"DATA:text/html;charset=utf-8;BASE64,{base64.b64encode(DATA).decode()}",
        base64.encodebytes(DATA).decode().rstrip(),
        base64.encodebytes(DATA).decode().rstrip().replace("\n", "\r\n"),
        UU,
        ARMOUR,
    ],
)
def test_a_file_inside_text_gives_way_to_a_notice(embedded: str) -> None:
    assert without_data(f"before\n{embedded}\nafter") == f"before\n{NOTICE}\nafter"


@pytest.mark.parametrize(
    "text",
    [
        "begin 644 of them\nand so on",
        "We use data: it is text; base64, they say",
        "e" * 70,
        "one\ntwo\nthree\n" * 40,
        "-----BEGIN PGP SIGNED MESSAGE-----\n\nDear Ann\n",
        "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----",
    ],
)
def test_plain_words_stay(text: str) -> None:
    assert without_data(text) == text
