"""The plotting library in JavaScript, as the installed vl-convert carries it: one script for Lab and for reports."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from importlib.metadata import version

from workbench import project
from workbench.store.whole_files import written

VEGALITE = "6.1"  # the version of the libraries in vl-convert that Altair 6 writes for
SCRIPT = "window.workbenchVegaEmbed = vegaEmbed;"  # what chart.js and page.js call
# vl-convert's version -> hash of the script: bundling takes a second or two, so it is kept for the versions listed
# here, and what is kept is run only if it has the hash. `make lock` may bring another: tests/test_charts.py says which.
SHA256 = {"1.9.0.post1": "440a90b100f2d9f464f5fdcedde735fc911f23bd778fac72592a2bce40491b78"}


@cache
def vega_script() -> bytes:
    """Vega, Vega-Lite and Vega-Embed as one script, which is a module too; it fetches nothing.

    It is kept in the user's own cache folder, never in a project's: a project may come from somebody else.
    """
    installed = version("vl-convert-python")
    kept = project.user_cache() / f"vega-{VEGALITE}-{installed}.js"
    with suppress(OSError):
        script = kept.read_bytes()
        if _is_known(installed, script):
            return script
    script = bundle_vega()
    if _is_known(installed, script):
        with suppress(OSError), written(kept) as file:  # a read-only home: made again next time
            file.write(script)
    return script


def bundle_vega() -> bytes:
    """The script made anew, which takes a second or two."""
    import vl_convert

    return vl_convert.javascript_bundle(SCRIPT, vl_version=VEGALITE).encode()


def _is_known(installed: str, script: bytes) -> bool:
    return hashlib.sha256(script).hexdigest() == SHA256.get(installed)
