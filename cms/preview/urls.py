"""Previews' addresses outside the desk: no login is asked for here, and none helps."""

from django.urls import path

from cms.preview.public import look_file, shared, shared_file, theme_file

urlpatterns = [
    path("giao-dien/<str:name>", theme_file, name="preview_theme"),
    path("dien-mao/<str:code>/<str:name>", look_file, name="preview_look"),
    path("<str:token>/", shared, name="preview_link"),
    path("<str:token>/tep/<str:name>", shared_file, name="preview_file"),
]
