"""The API's description as OpenAPI, and a page to read and try it."""

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from .endpoints import for_everybody

schema = for_everybody(SpectacularAPIView)


class Docs(SpectacularSwaggerSplitView):
    """接口说明: Swagger UI from the installed package, its script apart, as the Content-Security-Policy wants it."""

    url_name = "api:schema"
    template_name = "api_docs.html"


docs = for_everybody(Docs)
