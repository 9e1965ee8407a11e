"""One's own tokens for programs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from registry.accounts import queries
from registry.accounts.access import StaffRequest, signed_in
from registry.accounts.actions.tokens import end_token, make_token
from registry.accounts.forms import TokenForm


@signed_in
@require_http_methods(["GET", "POST"])
def tokens(request: StaffRequest) -> HttpResponse:
    """The list, and a new one, whose secret this answer alone shows."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        secret = make_token(name=form.cleaned_data["name"], by=request.user)
        form = TokenForm()
    shown = {"form": form, "secret": secret, "tokens": queries.tokens_of(request.user)}
    return render(request, "accounts/tokens.html", shown)


@signed_in
@require_POST
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """Stop one."""
    end_token(token_id=pk, by=request.user)
    messages.success(request, _("已停用令牌"))
    return redirect("accounts:tokens")
