"""What the log keeps of proposals, for the unit that made one and the unit that answered."""

from cms.audit.recording import watch
from cms.proposals.models import Proposal

watch(
    Proposal,
    ("page", "to", "field", "note", "status", "answer"),
    lambda proposal: [proposal.unit, proposal.to],
)
