"""A workbook like the one of the Police Service of Northern Ireland of August 2023, with made-up people.

In sight is a summary by rank and place, made by a pivot table; behind it, on a hidden sheet and once more in the cache
of the pivot table, stand surname, initials, rank, role and place of everybody who works there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import openpyxl

from tests.media.office import Members, R, add, changed, relate
from tests.media.xlsx_torture import share

PEOPLE = 9_483
_X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIRST = "Brad Carn Dun Fal Glen Hax Kil Lar Mor Nev Ork Pal Quin Rath Strab Tor Ull Var Wex Yar".split()
_MIDDLE = "a ber da em fi go hal i ker la mo nu o per ro sil ta u ver wi".split()
_LAST = "bane craw dell fyrd gast holm kin lowe mire nock pole quist rigg scar thorp vane wick yeld zel ton".split()
RANKS = ("Constable", "Sergeant", "Inspector", "Chief Inspector", "Superintendent", "Staff Officer")
ROLES = ("Response", "Custody", "Analysis", "Training", "Traffic", "Records")
TOWNS = ("Station 1", "Station 2", "Station 3", "Station 4", "Headquarters")


class Person(NamedTuple):
    surname: str
    initials: str
    rank: str
    role: str
    town: str


def people(count: int = PEOPLE) -> list[Person]:
    """The same every time."""
    random = Random(9483)
    return [
        Person(
            random.choice(_FIRST) + random.choice(_MIDDLE) + random.choice(_LAST),
            f"{random.choice('ABCDEFGHJKLMNPRSTW')} {random.choice('ABCDEFGHJKLMNPRSTW')}",
            random.choice(RANKS),
            random.choice(ROLES),
            random.choice(TOWNS),
        )
        for _ in range(count)
    ]


def workbook(path: Path, staff: Sequence[Person]) -> Path:
    """Write it: a summary in sight, everybody behind it."""
    book = openpyxl.Workbook()
    summary = book.active
    assert summary is not None
    summary.title = "Summary"
    counts = Counter((person.rank, person.town) for person in staff)
    summary.append(["Rank", *TOWNS, "Total"])
    for rank in RANKS:
        numbers = [counts[rank, town] for town in TOWNS]
        summary.append([rank, *numbers, sum(numbers)])
    summary.append(["Officers", f"=COUNTA(Staff!A2:A{len(staff) + 1})"])
    source = book.create_sheet("Staff")
    source.sheet_state = "hidden"
    source.append(["Surname", "Initials", "Rank", "Role", "Location"])
    for person in staff:
        source.append(list(person))
    book.save(path)
    return changed(path, lambda members: _behind(members, staff))


def _behind(members: Members, staff: Sequence[Person]) -> None:
    share(members)
    sheet, book = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
    members[sheet] = members[sheet].replace(b"</f><v></v>", b"</f><v>%d</v>" % len(staff))
    members[sheet] = members[sheet].replace(b"</f><v/>", b"</f><v>%d</v>" % len(staff))
    cache, records = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotCache/pivotCacheRecords1.xml"
    surnames = list(dict.fromkeys(person.surname for person in staff))
    items = "".join(f'<s v="{surname}"/>' for surname in surnames)
    fields = f'<cacheField name="Surname"><sharedItems count="{len(surnames)}">{items}</sharedItems></cacheField>'
    fields += "".join(f'<cacheField name="{name}"><sharedItems/></cacheField>' for name in ("Initials", "Rank", "Role"))
    fields += '<cacheField name="Location"><sharedItems/></cacheField>'
    source = '<cacheSource type="worksheet"><worksheetSource ref="A1:E9484" sheet="Staff"/></cacheSource>'
    head = f'xmlns="{_X}" xmlns:r="{R}" r:id="rId1" refreshedBy="A N Other" recordCount="{len(staff)}"'
    definition = (
        f'<pivotCacheDefinition {head}>{source}<cacheFields count="5">{fields}</cacheFields></pivotCacheDefinition>'
    )
    add(members, cache, definition, f"{_SHEET}.pivotCacheDefinition+xml")
    number = {surname: at for at, surname in enumerate(surnames)}
    rows = "".join(
        f'<r><x v="{number[person.surname]}"/>' + "".join(f'<s v="{value}"/>' for value in person[1:]) + "</r>"
        for person in staff
    )
    listed = f'<pivotCacheRecords xmlns="{_X}" count="{len(staff)}">{rows}</pivotCacheRecords>'
    add(members, records, listed, f"{_SHEET}.pivotCacheRecords+xml")
    relate(members, cache, "pivotCacheRecords", "pivotCacheRecords1.xml", "rId1")
    relate(members, book, "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml", "rIdCache")
    caches = f'<pivotCaches><pivotCache cacheId="1" xmlns:r="{R}" r:id="rIdCache"/></pivotCaches></workbook>'
    members[book] = members[book].replace(b"</workbook>", caches.encode())
    table = (
        f'<pivotTableDefinition xmlns="{_X}" name="PivotTable1" cacheId="1"><location ref="A1:G7"/>'
        "</pivotTableDefinition>"
    )
    add(members, "xl/pivotTables/pivotTable1.xml", table, f"{_SHEET}.pivotTable+xml")
    relate(members, sheet, "pivotTable", "../pivotTables/pivotTable1.xml", "rIdPivot")
    relate(members, "xl/pivotTables/pivotTable1.xml", "pivotCacheDefinition", f"../../{cache}", "rId1")
