"""Networks as GraphML, for Gephi, igraph, Cytoscape and others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # what XML 1.0 has no character for


def save_graphml(graph: nx.Graph, path: str | Path) -> Path:
    """Write a networkx graph with its attributes as GraphML.

    Lists become one text, joined by "; "; missing values are left out; a node without a `label`, which Gephi shows,
    gets its id as one.

    Parameters
    ----------
    graph : networkx graph of any kind
    path : path of the file to write

    Returns
    -------
    The path.

    Examples
    --------
    >>> import networkx as nx
    >>> save_graphml(nx.Graph([("norway", "sweden", {"weight": 2})]), "net.graphml")       # doctest: +SKIP
    PosixPath('net.graphml')
    """
    import networkx as nx

    plain = graph.__class__()
    plain.graph.update(_plain(graph.graph))
    for node, attributes in graph.nodes(data=True):
        plain.add_node(_value(node), **_plain({"label": node, **attributes}))
    for start, end, attributes in graph.edges(data=True):
        plain.add_edge(_value(start), _value(end), **_plain(attributes))
    path = Path(path)
    nx.write_graphml(plain, path, named_key_ids=True)
    return path


def _plain(attributes: dict[str, Any]) -> dict[str, Any]:
    found = {str(name): _value(value) for name, value in attributes.items()}
    return {name: value for name, value in found.items() if value is not None}


def _value(value: Any) -> Any:
    """A value that GraphML has a type for: text, number or truth; None for a missing one."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return "; ".join(str(_value(one)) for one in (sorted(value) if isinstance(value, (set, frozenset)) else value))
    if hasattr(value, "item"):  # numpy's and pandas' scalars
        value = value.item()
    if value is None or value != value:
        return None
    return value if isinstance(value, (bool, int, float)) else ILLEGAL.sub("", str(value))
