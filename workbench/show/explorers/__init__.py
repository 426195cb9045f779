"""Explorers: controls, linked charts, a table and the evidence of the chosen row, live in JupyterLab."""
