"""Every address of the site, one line an app."""

from django.urls import URLPattern, URLResolver, include, path

from config import health
from registry.urls import api_pages, parameter_pages
from registry.views import regions

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("registry.urls")),
    path("parameters/", include(parameter_pages)),
    path("regions/", include(([path("pick/", regions.pick, name="pick")], "regions"))),
    path("accounts/", include("registry.accounts.urls")),
    path("api/", include(api_pages)),
    path("jobs/", include("registry.jobs.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("metrics", health.metrics, name="metrics"),
]
