"""The citizens' API, a URL conf of its own: it can be served without the desk."""

from django.urls import path

from cms.search.api import api

urlpatterns = [path("api/", api.urls)]
