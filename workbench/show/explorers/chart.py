"""An Altair chart in Lab whose picks reach Python, drawn offline and without loading anything headless."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbench.show.theme import make_plain

HERE = Path(__file__).parent


class LinkedChart(anywidget.AnyWidget):
    """A chart with one selection, `pick`; what the user selects arrives in `picked` as {generation, value}.

    `altair.JupyterChart` would carry 0.9 MB of Vega in the saved state of every chart, need seconds at its making,
    headless too, and report the start of each redraw like a pick of the user's.
    """

    _esm = HERE / "chart.js"
    spec = traitlets.Dict().tag(sync=True)
    pick = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    file_name = traitlets.Unicode("chart").tag(sync=True)
    generation = traitlets.Int(0).tag(sync=True)
    picked = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any):
        super().__init__(**traits)
        self.on_msg(self._send_vega)

    def draw(self, chart: Any, description: str, pick: str = "") -> None:
        """Shows another Altair chart; `description` is its text alternative, `pick` its selection's name.

        Without a chart the description is shown: an empty selection says so in words.
        """
        with self.hold_sync():
            self.spec = make_plain(chart.to_dict()) if chart is not None else {}
            self.pick, self.description = pick, description
            self.generation += 1

    def _send_vega(self, _: Any, message: Any, __: Any) -> None:
        if isinstance(message, dict) and message.get("kind") == "vega":
            self.send({"kind": "vega"}, buffers=[vega_bundle()])


@cache
def vega_bundle() -> bytes:
    """Vega, Vega-Lite and Vega-Embed as one JavaScript module, from the installed vl-convert.

    Made once a machine (some seconds) and kept in the user's own cache folder, if there is one to write to.
    """
    from importlib.metadata import version

    import altair
    import vl_convert

    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "workbench"
    kept = folder / f"vega-{altair.SCHEMA_VERSION}-{version('vl-convert-python')}.js"
    try:
        return kept.read_bytes()
    except OSError:
        bundle = vl_convert.javascript_bundle("export { vegaEmbed };",
                                              vl_version=".".join(altair.SCHEMA_VERSION.split(".")[:2])).encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = kept.with_suffix(f".{os.getpid()}")
        beside.write_bytes(bundle)
        beside.replace(kept)
    except OSError:  # a read-only home: made again next time
        pass
    return bundle
