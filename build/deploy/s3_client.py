"""The S3 client as this build uses it, and its refusals in plain words."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from build.errors import StoreError

THREADS: Final = 8
TRIES: Final = 5

_REFUSED: Final = frozenset({"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "403"})


def make_client(environ: Mapping[str, str] = os.environ, *, tries: int = TRIES, timeout: float = 30) -> Any:
    """A client for AWS, or for the server that ``S3_ENDPOINT_URL`` names; keys from ``AWS_*``.

    It tries a call ``tries`` times, waiting longer each time, and an answer may take ``timeout``
    seconds. Checksums are sent only where the call asks for one: other servers refuse new kinds.
    """
    endpoint = environ.get("S3_ENDPOINT_URL") or None
    # a session of its own: boto3's shared one keeps the first keys that it saw
    return boto3.session.Session().client(
        "s3",
        endpoint_url=endpoint,
        config=Config(
            connect_timeout=min(5, timeout),
            read_timeout=timeout,
            retries={"mode": "standard", "total_max_attempts": tries},
            max_pool_connections=THREADS,
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            s3={"addressing_style": "path" if endpoint else "auto"},
        ),
    )


def code_of(error: ClientError) -> str:
    """The server's name for what went wrong; HEAD requests give the status alone."""
    return str(error.response.get("Error", {}).get("Code", ""))


def status_of(error: ClientError) -> int:
    """The answer's HTTP status."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


@contextmanager
def plain_errors(client: Any, bucket: str) -> Iterator[None]:
    """Turns what the client raises into a StoreError that says what to do."""
    endpoint = client.meta.endpoint_url
    try:
        yield
    except NoCredentialsError as error:
        raise StoreError(
            f"No credentials for {endpoint}; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        ) from error
    except BotoCoreError as error:
        raise StoreError(
            f"The object storage at {endpoint} cannot be reached ({error}); "
            "check S3_ENDPOINT_URL and the network, then deploy again: it goes on where it stopped."
        ) from error
    except ClientError as error:
        raise StoreError(_sentence(error, endpoint, bucket)) from error


def _sentence(error: ClientError, endpoint: str, bucket: str) -> str:
    if code_of(error) == "NoSuchBucket":
        return f"The bucket {bucket} does not exist at {endpoint}; create it, or correct LIENTHONG_TARGET."
    if code_of(error) == "InvalidBucketName":
        return f"{bucket} cannot be the name of a bucket at {endpoint}; correct LIENTHONG_TARGET."
    if code_of(error) in _REFUSED:
        return (
            f"The object storage at {endpoint} refused {error.operation_name} in the bucket {bucket} "
            f"({code_of(error)}); check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may do there."
        )
    return (
        f"The object storage at {endpoint} answered {error.operation_name} in the bucket {bucket} with "
        f"{code_of(error)} ({error.response.get('Error', {}).get('Message', '')}); deploy again: "
        "it goes on where it stopped."
    )
