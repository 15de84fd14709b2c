"""The gallery: every component and every kind of page of each tier's theme, with sample content.

What it shows is made by the build's own templates and stylesheets, so that a theme's author sees without
a snapshot what readers will see, and tests look at the same.
"""
