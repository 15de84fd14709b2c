from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cms.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        """Write logins into the log, and what people change of roles, decisions and settings."""
        from cms.accounts import logged_logins, watched

        logged_logins.connect()
        watched.connect()
