"""One module for each kind of file: how it is recognised, and what is drawn of it. Pure.

Each has `NAME`, `recognise(files)`, `apart(files)`, which tells several agents apart, and `draw(files)`, which draws one
of them; they are listed in `reading`, the surest first.
"""
