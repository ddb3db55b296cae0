"""Reports as pictures: :func:`read` gives the document of a picture file, :func:`recognise_page` what is on a page."""

from workbench.documents.scan.page import level_page, recognise_page
from workbench.documents.scan.reading import read

__all__ = ["level_page", "read", "recognise_page"]
