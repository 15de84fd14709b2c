"""What the CMS hands to the build: its schema, its table of page types, and the store it lies in."""
