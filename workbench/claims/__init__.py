"""What the narrative claims, each claim with the exact words that it was read from."""

from workbench.claims.model import Claim
from workbench.claims.reader import read_claims

__all__ = ["Claim", "read_claims"]
