"""Proposals to edit: a registry of actors and phrases of issues, from the articles at hand."""
