"""The statutory forms as declared data."""

from workbench.forms.loader import add, form, forms, load_form
from workbench.forms.model import Form

__all__ = ["Form", "add", "form", "forms", "load_form"]
