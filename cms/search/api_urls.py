"""The citizens' API, a URL conf of its own: it can be served without the desk."""

from django.urls import path

from cms.search.api import api
from cms.search.plain import answer_page

urlpatterns = [
    path("api/tim-kiem/<code>/", answer_page, name="search-answer"),
    path("api/", api.urls),
]
