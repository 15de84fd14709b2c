"""From a unit's snapshot to its site's files: decide what changed, then let Pelican write that alone."""
