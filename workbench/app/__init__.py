"""The faces as servers: the desk as a page of its own, and JupyterLab on the notebooks; on this machine alone."""
