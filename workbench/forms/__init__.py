"""The statutory forms as declared data."""

from workbench.forms.loader import form, forms, load_form
from workbench.forms.model import Form

__all__ = ["Form", "form", "forms", "load_form"]
