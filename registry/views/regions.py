"""The region picker's answers."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from registry.accounts.access import StaffRequest, signed_in
from registry.forms.picking import EVERYWHERE, Pick
from registry.regions.queries import find_regions


@signed_in
@require_GET
def pick(request: StaffRequest) -> HttpResponseBase:
    """Divisions that begin with what was typed: inside the areas of one's own postings, or anywhere if asked for."""
    form = Pick(request.GET)
    if not form.is_valid():
        return render(request, "components/region_options.html", {"regions": ()})
    own = [span for posting in request.user.postings_today for span in posting.spans]
    inside = None if form.cleaned_data["scope"] == EVERYWHERE else own
    regions = find_regions(form.cleaned_data["q"], level=form.cleaned_data["level"], inside=inside)
    return render(request, "components/region_options.html", {"regions": regions})
