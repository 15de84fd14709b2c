"""Settings: ``base`` says what is common; ``dev``, ``test`` and ``production`` only what differs."""
