"""Drafts as the sites will show them: in the desk, and by a signed link for people without a login."""
