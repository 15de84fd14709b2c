"""What a password must be like, in the words of who chooses it."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """Django's own rule; of its two sentences only one is in its Vietnamese catalogue."""

    def get_error_message(self) -> str:
        """What is said of a password that is too short."""
        return f"Mật khẩu này quá ngắn. Mật khẩu phải có ít nhất {self.min_length} ký tự."
