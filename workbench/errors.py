"""The errors that the package raises; faults of a report are findings, never errors."""


class WorkbenchError(Exception):
    """Any error of the workbench; its text is Chinese and says what to do."""


class DocumentError(WorkbenchError):
    """A file cannot be read as an annual report."""


class FormError(WorkbenchError):
    """A declared form is incomplete or contradicts itself, or no form of that name exists."""


class CatalogueError(WorkbenchError):
    """A check is declared wrongly, or no check of that code exists."""


class ExportError(WorkbenchError):
    """A ledger cannot be written in the form asked for."""


class PolicyError(WorkbenchError):
    """A policy cannot be read, or names what does not exist."""


class StoreError(WorkbenchError):
    """A store of decisions cannot be opened, read or written, or refuses what was asked."""


class EmptyStoreError(StoreError):
    """No run has been recorded in a store."""


class ClusterError(WorkbenchError):
    """A cluster cannot be used: its library is not installed, nobody answers, or nobody is there to work."""
