"""A policy's own lists: what always goes, what stays although it is found, and what is no finding at all.

``entries`` holds them as the policy says them, ``files`` reads those that stand in files of their own, ``patterns`` and
``near`` look for regular expressions and for misspelt values, and ``ready`` puts all of it together for work.
"""

from redact.lists.entries import Entry, Listing, Lists, checked
from redact.lists.files import with_files
from redact.lists.ready import Denied, Listed, Named, Place, listed

__all__ = ["Denied", "Entry", "Listed", "Listing", "Lists", "Named", "Place", "checked", "listed", "with_files"]
