"""Heavy imports made lighter, and made once."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def spare_grammars() -> Iterator[None]:
    """Within it jsonschema is imported without the grammar of web addresses it would compile, which takes a second.

    jsonschema takes rfc3987-syntax where it finds it, to check texts that are declared as internationalised
    addresses; neither charts nor notebooks declare any.
    """
    name = "rfc3987_syntax"
    before = sys.modules.get(name)
    sys.modules[name] = before  # type: ignore[assignment]  # None: "not to be found", as the import system has it
    try:
        yield
    finally:
        if before is None:
            del sys.modules[name]
