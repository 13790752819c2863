"""Web sites as sources: which pages, whether they may be read, and what came of the last visit."""
