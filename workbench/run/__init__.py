"""What a person starts: the command line, the notebooks executed into a report, JupyterLab, a new project."""
