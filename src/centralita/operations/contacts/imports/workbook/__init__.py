"""Excel workbooks, turned into rows of text by a process of its own."""
