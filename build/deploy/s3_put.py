"""The one S3 call that a deployment makes by the thousand, at a tenth of what boto3 asks for it.

It is tried once. Whatever is neither written nor refused for its condition is for boto3 to do again, with
its patience and its plain words: the condition is the same, so that nothing is written twice.
"""

from typing import Any, Final

import boto3
import obstore
from obstore.auth.boto3 import Boto3CredentialProvider
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import S3Store as Bucket

from build.deploy.manifest import Artifact

REFUSED: Final = (AlreadyExistsError, PreconditionError)


class Conflict(Exception):
    """The bucket holds something else than the condition says."""


class Unsure(Exception):
    """Nobody knows whether the object was written."""


class Puts:
    """Writes to ``bucket`` as the boto3 ``client`` would: same server, same login, same patience."""

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

    def put(self, path: str, body: bytes, tag: str | None, artifact: Artifact) -> str:
        """Writes ``body``, which is ``artifact``, over what has ``tag`` (None: over nothing); the new tag.

        Conflict where something else is there, Unsure where it did not go as it should.
        """
        try:
            written = obstore.put(
                self._bucket,
                path,
                body,
                attributes={
                    "Content-Type": artifact.media_type,
                    "Cache-Control": artifact.cache_control,
                    "sha256": artifact.sha256,
                },
                mode={"e_tag": tag} if tag else "create",
                use_multipart=False,
            )
        except REFUSED as error:
            raise Conflict from error
        except BaseError as error:
            raise Unsure from error
        if not written["e_tag"]:
            raise Unsure
        return str(written["e_tag"])
