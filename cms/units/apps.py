from django.apps import AppConfig
from django.db.backends.signals import connection_created

from cms.units.collation import teach_order


class UnitsConfig(AppConfig):
    name = "cms.units"
    label = "units"
    verbose_name = "Đơn vị hành chính"

    def ready(self) -> None:
        """Have every database sort as Vietnamese readers do."""
        connection_created.connect(teach_order)
