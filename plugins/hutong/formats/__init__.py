"""Machine outputs: each module turns small records into the bytes of one format.

No views, no I/O, no clock: the same records give the same bytes.
"""
