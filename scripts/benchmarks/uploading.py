"""Measured by ``deploy`` as the peer on S3: boto3 puts every file of a folder into a bucket, one by one."""

import sys
from pathlib import Path

from build.deploy.headers import cache_control, media_type
from build.deploy.s3_client import make_client


def main() -> None:
    """Put them with the headers that a deployment gives."""
    folder, bucket = Path(sys.argv[1]), sys.argv[2]
    client = make_client()
    for path in (path for path in folder.rglob("*") if path.is_file()):
        key = path.relative_to(folder).as_posix()
        on_site = key.partition("/")[2]
        client.put_object(
            Bucket=bucket,
            Key=key,
            Body=path.read_bytes(),
            ContentType=media_type(on_site),
            CacheControl=cache_control(on_site),
        )


if __name__ == "__main__":
    main()
