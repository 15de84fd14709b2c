"""The second wall: whatever a view forgets to check, nobody reaches an object of a unit not theirs."""
