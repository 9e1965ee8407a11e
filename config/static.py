"""Which static files are collected: of the packages' many builds only those that pages load."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class FrontEnd(StaticFilesConfig):
    """Leaves out the builds for other browsers, bundlers and debuggers: 150 MB that nobody would ask for."""

    ignore_patterns = (
        *StaticFilesConfig.ignore_patterns,
        *("rest_framework", "ext", "htmx-4*", "htmax*"),
        *("*.rtl.*", "bootstrap-*", "bootstrap.css*", "bootstrap.js*", "bootstrap.esm*", "bootstrap.min.js*"),
        *("bootstrap.bundle*", "echarts.js*", "echarts.min.js.map", "echarts.esm*", "echarts.common*"),
        *("echarts.simple*", "extension", "cdn.js", "module.*", "i18n"),
    )
