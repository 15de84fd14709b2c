"""The completeness board: what each unit's site has of what it should have, and what it lacks."""
