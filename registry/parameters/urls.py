"""Lines, parameters, calendar."""

from django.urls import path

from . import views

app_name = "parameters"

urlpatterns = [
    path("", views.parameters, name="list"),
    path("calendar/", views.calendar, name="calendar"),
    path("lines/new/", views.line, name="line"),
    path("<str:name>/", views.parameter, name="parameter"),
]
