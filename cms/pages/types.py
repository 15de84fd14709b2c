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

MODELS: Final[dict[str, type[ContentPage]]] = {
    "article": ArticlePage,
    "notice": NoticePage,
    "legal_document": LegalDocumentPage,
    "procedure": ProcedurePage,
    "information": InformationPage,
    "organisation": OrganisationPage,
    "question": QuestionPage,
    "gallery": GalleryPage,
}

_NAMES = {model: name for name, model in MODELS.items()}


def type_name(page: ContentPage | type[ContentPage]) -> str:
    """The name of a content page's type; KeyError for the root, home and section pages."""
    return _NAMES[page if isinstance(page, type) else type(page)]
