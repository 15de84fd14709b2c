"""Measured by ``deploy`` as the peer on S3: boto3 puts every file of a folder into a bucket, one by one."""

import json
import sys
from pathlib import Path

from build.deploy.headers import cache_control, media_type
from build.deploy.s3_client import make_client
from scripts.benchmarks.measuring import counted


def main() -> None:
    """Print how many objects were written and the CPU and wall seconds that it took."""
    folder, bucket = Path(sys.argv[1]), sys.argv[2]
    files = [path for path in folder.rglob("*") if path.is_file()]
    client = make_client()
    with counted() as spent:
        for path in files:
            key = path.relative_to(folder).as_posix()
            on_site = key.partition("/")[2]
            client.put_object(
                Bucket=bucket,
                Key=key,
                Body=path.read_bytes(),
                ContentType=media_type(on_site),
                CacheControl=cache_control(on_site),
            )
    print(json.dumps({"objects": len(files), **spent}))


if __name__ == "__main__":
    main()
