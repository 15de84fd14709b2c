"""The page types by the names that import lines, snapshots and templates use."""

from typing import Final

from cms.pages.article import ArticlePage
from cms.pages.base import ContentPage
from cms.pages.gallery import GalleryPage
from cms.pages.information import InformationPage
from cms.pages.legal_document import LegalDocumentPage
from cms.pages.notice import NoticePage
from cms.pages.organisation import OrganisationPage
from cms.pages.procedure import ProcedurePage
from cms.pages.question import QuestionPage
from cms.pages.schedule import SchedulePage

MODELS: Final[dict[str, type[ContentPage]]] = {
    model.type_name: model
    for model in (
        ArticlePage,
        NoticePage,
        LegalDocumentPage,
        ProcedurePage,
        InformationPage,
        OrganisationPage,
        QuestionPage,
        GalleryPage,
        SchedulePage,
    )
}


def type_name(page: ContentPage) -> str:
    """The name of a content page's type."""
    return page.type_name
