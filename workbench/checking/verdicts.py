"""The verdicts that find something wrong."""

GRAVE = ("altered", "other speaker")   # what --strict stops at
WRONG = (*GRAVE, "other day", "out of its condition", "stronger", "only claimed", "disputed", "other")
