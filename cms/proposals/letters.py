"""Who is told of a proposal by e-mail: those who decide above, and whoever sent it."""

from cms.notices.deciders import deciders
from cms.notices.letters import address, tell
from cms.proposals.models import Proposal, Status
from cms.tenancy.roles import members


def sent(proposal: Proposal) -> None:
    """Whoever decides above has something to answer."""
    link = address("lienthong_proposals_review", proposal.pk)
    tell(deciders(proposal.to), "submitted", "proposals/mail/sent.txt", {"proposal": proposal, "link": link})


def answered(proposal: Proposal) -> None:
    """Whoever sent it, unless they have left the unit."""
    sender = members(proposal.unit).filter(pk=proposal.by_id)
    kind = "approved" if proposal.status == Status.ACCEPTED else "rejected"
    context = {"proposal": proposal, "link": address("lienthong_proposals_index")}
    tell(sender, kind, f"proposals/mail/{proposal.status}.txt", context)
