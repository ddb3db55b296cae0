"""The checks, a module a family; the catalogue finds them."""

from workbench.checks.catalogue import Check, catalogue, check, find

__all__ = ["Check", "catalogue", "check", "find"]
