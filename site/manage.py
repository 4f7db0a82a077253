#!/usr/bin/env python
"""For whoever expects it here; `vlavirgem` is the same."""

from vlavirgem.__main__ import main

if __name__ == "__main__":
    main()
