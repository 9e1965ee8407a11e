from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = _("建档立卡")

    def ready(self) -> None:
        """Load what does the units of jobs; it needs the models, which are there only now. Forms come later."""
        import_module("registry.forms.wording").use_own_words()
        import_module("registry.adjustment.steps")
        import_module("registry.adjustment.carrying")
        import_module("registry.imports.work")
        import_module("registry.exports.work")
