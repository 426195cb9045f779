"""Files → articles. One reader a kind of file; what can't be read becomes a row of problems."""

from workbench.intake.files import list_files, name_files
from workbench.intake.gather import read_articles, settle_names
from workbench.intake.one_file import read_file
from workbench.intake.origin import locate
from workbench.intake.overrides import lay_over, read_overrides

__all__ = ["lay_over", "list_files", "locate", "name_files", "read_articles", "read_file", "read_overrides",
           "settle_names"]
