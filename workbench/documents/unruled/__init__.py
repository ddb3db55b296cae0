"""Tables without upright rules: :func:`with_inferred` puts them among the lines of a page."""

from workbench.documents.unruled.inferring import with_inferred

__all__ = ["with_inferred"]
