"""The preview: a local server that shows the newsroom as it stands, and reloads at each save."""
