"""Rows of the table: addresses of cryptocurrencies."""

from __future__ import annotations

from redact.detect import checks
from redact.detect.labels import NOT_PERSONAL
from redact.detect.patterns import Mark, Number, Pattern, Words

_BASE = "[1-9A-HJ-NP-Za-km-z]"


def _summed(name: str, regex: str, source: str, near: Number | Mark | Words) -> Pattern:
    """A row for addresses that carry a checksum."""
    return Pattern(
        name=name,
        entity_type="CRYPTO",
        regex=rf"(?<!\w){regex}(?!\w)",
        form=(0.0, 0.0),
        check=checks.wallet,
        holds=(0.97, 0.99),
        fails=(0.0, 0.5),
        labels=("CRYPTO",),
        rivals=(NOT_PERSONAL,),
        near=near,
        source=source,
    )


ROWS = (
    _summed(
        "Bitcoin wallet",
        rf"[13]{_BASE}{{25,34}}",
        "Base58Check",
        Mark(r"[13][1-9A-HJ-NP-Za-km-z]{19}", before=1),
    ),
    _summed(
        "wallet in Bech32",
        "(?i:(?:bc1|tb1|ltc1|addr1)[02-9a-z]{8,99})",
        "BIP 173, BIP 350, CIP 19",
        Words(("bc1", "tb1", "ltc1", "addr1")),
    ),
    _summed(
        "wallet of another currency",
        rf"[LMDXAT79]{_BASE}{{25,33}}|t[13]{_BASE}{{33}}",
        "Base58Check as Litecoin, Dogecoin, Dash, Tron and Zcash use it",
        Mark(r"[LMDXATt79][1-9A-HJ-NP-Za-km-z]{22}", before=1),
    ),
    _summed(
        "wallet of the XRP ledger",
        r"r[1-9A-HJ-NP-Za-km-z]{24,34}",
        "XRP Ledger, base58 with its own letters",
        Mark(r"r[1-9A-HJ-NP-Za-km-z]{23}", before=1),
    ),
    Pattern(
        name="Ethereum wallet",
        entity_type="CRYPTO",
        regex=r"(?<!\w)0x[0-9A-Fa-f]{40}(?!\w)",
        form=(0.85, 0.95),
        labels=("CRYPTO",),
        rivals=(NOT_PERSONAL,),
        near=Words(("0x",)),
        source="EIP-55",
    ),
    Pattern(
        name="Monero wallet",
        entity_type="CRYPTO",
        regex=rf"(?<!\w)[48][0-9AB]{_BASE}{{93}}(?:{_BASE}{{11}})?(?!\w)",
        form=(0.95, 0.98),
        labels=("CRYPTO",),
        rivals=(NOT_PERSONAL,),
        near=Mark(r"[48][0-9AB][1-9A-HJ-NP-Za-km-z]{22}", before=1),
        source="Monero, standard addresses",
    ),
    Pattern(
        name="Stellar wallet",
        entity_type="CRYPTO",
        regex=r"(?<!\w)G[A-Z2-7]{55}(?!\w)",
        form=(0.85, 0.95),
        labels=("CRYPTO",),
        near=Mark(r"G[A-Z2-7]{23}", before=1),
        source="Stellar, SEP-23",
    ),
    Pattern(
        name="Bitcoin Cash wallet",
        entity_type="CRYPTO",
        regex=r"(?i)(?<!\w)(?:bitcoincash|bchtest|ecash):[pqz][02-9ac-hj-np-z]{41}(?!\w)",
        form=(0.95, 0.95),
        near=Words(("bitcoincash:", "bchtest:", "ecash:")),
        source="CashAddr",
    ),
    Pattern(
        name="wallet because it says so",
        entity_type="CRYPTO",
        regex=r"(?<!\w)(?=[A-Za-z]{0,20}\d)[1-9A-HJ-NP-Za-km-z]{26,106}(?!\w)",
        form=(0.0, 0.7),
        labels=("CRYPTO",),
        near=Mark(r"(?:^|[^A-Za-z0-9_])[1-9A-HJ-NP-Za-km-z]{26}", before=0, ahead=1),
        source="Base58 as other currencies use it",
    ),
)
