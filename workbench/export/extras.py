"""What only some exports need: an error that says how to get it."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def needs_extra(extra: str, what: str) -> Iterator[None]:
    """Within it, a library that cannot be imported is told as the extra of this package that brings it."""
    try:
        yield
    except ImportError as error:
        raise ImportError(f"{what} needs {error.name}: pip install 'workbench[{extra}]'", name=error.name) from error
