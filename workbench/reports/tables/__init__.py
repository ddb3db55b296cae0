"""Tables: the lines and cells of a document read as rows and columns of a form, and what of that is doubtful."""
