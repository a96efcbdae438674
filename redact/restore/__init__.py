"""Giving back: from released files and a vault to the originals, for who may have them.

``remembering`` puts into the vault what a released file will need; ``patch`` makes one file of another; ``tokens``
finds pseudonyms in texts; ``ways`` gives back one file; ``folder`` a tree of them, and writes the log.
What a policy destroyed is not in the vault and does not come back.
"""

from redact.restore.folder import Order, Restored, restore
from redact.restore.remembering import LARGEST, Remembered, remember

__all__ = ["LARGEST", "Order", "Remembered", "Restored", "remember", "restore"]
