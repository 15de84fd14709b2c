"""Compiled templates in memory: what several tiers have of the base theme is compiled once a process."""

from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


class SharedCode(BytecodeCache):
    """Code by template, source and extensions, which is all that it is made from."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket the code of the same source, if there is any."""
        bucket.code = self._code.get(_name(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket's code."""
        if bucket.code is not None:
            self._code[_name(bucket)] = bucket.code


def _name(bucket: Bucket) -> tuple[str, ...]:
    return (bucket.key, bucket.checksum, *sorted(bucket.environment.extensions))
