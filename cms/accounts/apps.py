from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cms.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        """Write logins into the log, and what people change; tell the firewall whose an invitation is."""
        from cms.accounts import invitations, logged_logins, watched
        from cms.tenancy.firewall.owned import know

        logged_logins.connect()
        watched.connect()
        know("invitation", invitations.are_of_units_seen)
