"""Judges deployed sites from outside: reads what lies in a folder as a web server would hand it out.

It knows nothing of how sites are made, so a fault of the renderer cannot hide itself:
``release`` reads a site, ``markup`` a page's elements, ``page_rules`` and ``structured_data`` judge
them; ``feeds``, ``for_robots``, ``data`` and ``styles`` read what is not HTML; ``addresses`` says where
links lead; ``site`` joins them; ``python -m build.crawl`` asks for all sites of a folder.
"""
