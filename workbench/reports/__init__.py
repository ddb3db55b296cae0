"""Documents recognised as reports."""

from workbench.reports.model import Fact, Report, Section, Statement
from workbench.reports.recognise import read, recognise, recognise_twice

__all__ = ["Fact", "Report", "Section", "Statement", "read", "recognise", "recognise_twice"]
