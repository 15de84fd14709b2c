"""What the units tell of themselves beyond Django's own signals."""

from django.dispatch import Signal

units_written = Signal()
"""Units were written in bulk, past ``post_save``; sent in the transaction that writes them."""
