"""Assess: whether anybody is still identifiable in what is left."""

from redact.assess.level import Level
from redact.assess.remaining import FileAssessment, RecordAssessment, assess_record
from redact.assess.singling_out import SinglingOut
from redact.assess.table import TableAssessment, assess_table

__all__ = [
    "FileAssessment",
    "Level",
    "RecordAssessment",
    "SinglingOut",
    "TableAssessment",
    "assess_record",
    "assess_table",
]
