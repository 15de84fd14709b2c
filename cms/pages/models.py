"""The page types, one file each; Django looks for them here."""

from cms.pages.article import ArticlePage
from cms.pages.gallery import GalleryPage
from cms.pages.home import HomePage
from cms.pages.information import InformationPage
from cms.pages.legal_document import LegalDocumentPage
from cms.pages.notice import NoticePage
from cms.pages.organisation import OrganisationPage
from cms.pages.procedure import ProcedurePage
from cms.pages.question import QuestionPage
from cms.pages.schedule import SchedulePage
from cms.pages.section import SectionPage

__all__ = [
    "ArticlePage",
    "GalleryPage",
    "HomePage",
    "InformationPage",
    "LegalDocumentPage",
    "NoticePage",
    "OrganisationPage",
    "ProcedurePage",
    "QuestionPage",
    "SchedulePage",
    "SectionPage",
]
