"""Narratives written from the tables of a report: true ones, and ones with exactly one planted contradiction.

Nothing here is shared with the code under test; the language stands in ``lexicon/*.yaml``.
"""
