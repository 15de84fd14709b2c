"""The S3 calls that every deployment makes, at a tenth of what boto3 asks for them.

Each is tried once. Whatever is neither done nor refused for its condition is for boto3 to do again, with
its patience and its plain words: the condition is the same, so that nothing is written twice.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import boto3
import obstore
from obstore.auth.boto3 import Boto3CredentialProvider
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import S3Store as Bucket

REFUSED: Final = (AlreadyExistsError, PreconditionError)


class Conflict(Exception):
    """The bucket holds something else than the condition says."""


class Unsure(Exception):
    """It did not go as it should; for a write, nobody knows whether it was done."""


class Quick:
    """Asks ``bucket`` as the boto3 ``client`` would: same server, same login, same patience."""

    def __init__(self, bucket: str, client: Any) -> None:
        config, endpoint = client.meta.config, client.meta.endpoint_url
        by_path = config.s3["addressing_style"] == "path"
        self._bucket = Bucket(
            bucket,
            region=client.meta.region_name,
            credential_provider=Boto3CredentialProvider(boto3.session.Session()),
            client_options={
                "allow_http": endpoint.startswith("http:"),
                "connect_timeout": f"{config.connect_timeout}s",
                "timeout": f"{config.read_timeout}s",
            },
            retry_config={"max_retries": 0},
            checksum_algorithm="sha256",
            virtual_hosted_style_request=not by_path,
            **({"endpoint": endpoint} if by_path else {}),
        )

    def get(self, path: str) -> tuple[bytes, str]:
        """The object's bytes and tag. Unsure, also where there is none."""
        with _unsure():
            found = obstore.get(self._bucket, path)
            return bytes(found.bytes()), _tag(found.meta)

    def tag(self, path: str) -> str:
        """The object's tag. Unsure, also where there is none."""
        with _unsure():
            return _tag(obstore.head(self._bucket, path))

    def tags(self, prefix: str) -> dict[str, str]:
        """The tag of every object below ``prefix``, which ends in a slash, by what follows it."""
        with _unsure():
            found = [item for page in obstore.list(self._bucket, prefix) for item in page]
        return {item["path"].removeprefix(prefix): _tag(item) for item in found}

    def put(self, path: str, body: bytes, tag: str | None, attributes: Mapping[str, str]) -> str:
        """Writes ``body`` with these headers over what has ``tag`` (None: over nothing); the new tag.

        Conflict where something else is there, Unsure where it did not go as it should.
        """
        with _unsure():
            try:
                written = obstore.put(
                    self._bucket,
                    path,
                    body,
                    attributes=dict(attributes),
                    mode={"e_tag": tag} if tag else "create",
                    use_multipart=False,
                )
            except REFUSED as error:
                raise Conflict from error
        return _tag(written)


@contextmanager
def _unsure() -> Iterator[None]:
    """What goes wrong is obstore's own error, or Python's where nothing is there."""
    try:
        yield
    except (BaseError, OSError) as error:
        raise Unsure from error


def _tag(found: Mapping[str, Any]) -> str:
    if not found["e_tag"]:
        raise Unsure
    return str(found["e_tag"])
