"""Reports as pictures: :func:`read` gives the document of a picture file, :func:`level_page` what is on a page.

:func:`reread` reads single cells anew, where the form's sums say that one of them was misread.
"""

from workbench.documents.scan.again import reread
from workbench.documents.scan.page import LevelPage, level_page, recognise_page
from workbench.documents.scan.reading import aligned, read

__all__ = ["LevelPage", "aligned", "level_page", "read", "recognise_page", "reread"]
