"""What was worked out once is not worked out again, and there is an end to what is remembered."""

from build.render.memory import Memory


def test_what_is_known_is_not_made_again_until_there_is_too_much():
    memory, made = Memory(2), []
    for name in "aabbacca":
        assert memory.get(name, lambda name=name: made.append(name) or name.upper()) == name.upper()
    assert made == list("abca")
