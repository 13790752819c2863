"""One module for each kind of file: how it is recognised, and what is drawn of it. Pure.

Each has `NAME`, `recognise(files)` and `draw(files)`; they are listed in `reading`, the surest first.
"""
