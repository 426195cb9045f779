"""What the process of each notebook needs: imported once, by the server that these processes are forked from."""

from workbench.show.fast_imports import spare_grammars

with spare_grammars():
    import nbconvert  # noqa: F401
    import papermill  # noqa: F401
