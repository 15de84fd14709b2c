"""From a site's staged files to its storage: a manifest, a gate, a pure plan, and stores behind one protocol.

    deployment ── gate ── plan ── order ── manifest ── headers      pure, save ``deployment``
        └── store (protocol) ← folder | s3 ── s3_client, probe      adapters; ``stores`` opens them

``docs/architecture/deploy.md`` tells the protocol and what it promises.
"""
