"""actors.toml and issues.toml edited: comments kept, each change checked, and nothing written over another's."""
