"""The search of a site: an index that the browser reads, by pagefind. An extra."""
