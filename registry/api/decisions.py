"""Decisions: read, filed, approved by another person, withdrawn."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from registry.accounts.permissions import Permission
from registry.actions.decisions import Proposal, approve_decision, propose_decision, withdraw_decision
from registry.choices import Cause, DecisionKind, DecisionState
from registry.models import Campaign, Decision
from registry.queries.decisions import Filter, campaigns_of, decisions, filtered
from registry.queries.households import households
from registry.queries.years import open_year_of

from .endpoints import IDEMPOTENCY_KEY, IF_MATCH, Leaves, answered, endpoint, user_of, version_in


class DecisionShape(serializers.ModelSerializer[Decision]):
    class Meta:
        model = Decision
        fields = (
            *("id", "household", "year", "kind", "state", "reason", "cause", "document_number", "decided_on"),
            *("campaign", "procedure_complete", "announced_on", "refusal", "proposed_at", "approved_at", "version"),
        )


class ProposalShape(serializers.Serializer[Any]):
    household = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    kind = serializers.ChoiceField(DecisionKind.choices)
    reason = serializers.CharField(max_length=200)
    decided_on = serializers.DateField()
    document_number = serializers.CharField(max_length=60, required=False, allow_blank=True)
    procedure_complete = serializers.BooleanField(default=False)
    announced_on = serializers.DateField(required=False, allow_null=True)
    cause = serializers.ChoiceField(Cause.choices, required=False, allow_blank=True)
    campaign = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**63 - 1)


class DecisionsAsked(serializers.Serializer[Any]):
    year = serializers.IntegerField(required=False, min_value=2000, max_value=2100)
    kind = serializers.ChoiceField(DecisionKind.choices, required=False)
    state = serializers.ChoiceField(DecisionState.choices, required=False)


class ReasonShape(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


EXAMPLE = OpenApiExample(
    "脱贫",
    {
        "household": 1000000001,
        "kind": "exit",
        "reason": "收入稳定超过标准，两不愁三保障已实现",
        "decided_on": "2016-11-20",
        "document_number": "扶领〔2016〕12号",
        "procedure_complete": True,
        "announced_on": "2016-12-01",
    },
    request_only=True,
)


class Decisions(ListAPIView[Decision]):
    """决定 of the areas of whoever asks; filed ones wait for another person."""

    serializer_class = DecisionShape
    pagination_class = Leaves

    def get_queryset(self) -> Any:
        """By number."""
        asked = DecisionsAsked(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        return filtered(user_of(self.request), Filter(**asked.validated_data))

    @extend_schema(
        parameters=[
            OpenApiParameter("year", OpenApiTypes.INT),
            OpenApiParameter("kind", OpenApiTypes.STR, enum=DecisionKind.values),
            OpenApiParameter("state", OpenApiTypes.STR, enum=DecisionState.values),
        ]
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The list."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request=ProposalShape, responses={201: DecisionShape}, parameters=[IDEMPOTENCY_KEY], examples=[EXAMPLE]
    )
    def post(self, request: Request) -> Response:
        """提出决定 for the open year. 409 with the reasons where the rules refuse it; 404 for a foreign household."""
        user = user_of(request)
        form = ProposalShape(data=request.data)
        form.is_valid(raise_exception=True)
        values = dict(form.validated_data)
        household = get_object_or_404(households(user, Permission.DECISION_PROPOSE), pk=values.pop("household"))
        values["campaign"] = _campaign(values.get("campaign"), open_year_of(user, household.village_code))
        proposal = Proposal(**values)
        return answered(
            request,
            lambda: dict(DecisionShape(propose_decision(household_id=household.pk, proposal=proposal, by=user)).data),
        )


class OneDecision(GenericAPIView[Decision]):
    """一项决定, with its version as ETag."""

    serializer_class = DecisionShape

    def get(self, request: Request, pk: int) -> Response:
        """404 outside the areas of whoever asks."""
        return _shown(get_object_or_404(decisions(user_of(request)), pk=pk))


class Approval(GenericAPIView[Decision]):
    """批准: by another person than the one who filed it."""

    @extend_schema(request=None, responses=DecisionShape, parameters=[IF_MATCH])
    def post(self, request: Request, pk: int) -> Response:
        """409 where the rules refuse it, or when somebody was faster."""
        user = user_of(request)
        get_object_or_404(decisions(user, Permission.DECISION_APPROVE), pk=pk)
        version = version_in(request)
        return _shown(approve_decision(decision_id=pk, version=version, by=user))


class Withdrawal(GenericAPIView[Decision]):
    """撤回."""

    @extend_schema(request=ReasonShape, responses=DecisionShape, parameters=[IF_MATCH])
    def post(self, request: Request, pk: int) -> Response:
        """409 where the rules refuse it, or when somebody was faster."""
        user = user_of(request)
        get_object_or_404(decisions(user), pk=pk)
        version = version_in(request)
        form = ReasonShape(data=request.data)
        form.is_valid(raise_exception=True)
        return _shown(withdraw_decision(decision_id=pk, version=version, by=user, **form.validated_data))


def _campaign(number: int | None, year: int) -> Campaign | None:
    """One whose window touches the year; 400 for another."""
    if number is None:
        return None
    found = next((one for one in campaigns_of(date(year, 1, 1), date(year, 12, 31)) if one.pk == number), None)
    if found is None:
        raise ValidationError({"campaign": ["没有这一专项行动"]})
    return found


def _shown(decision: Decision) -> Response:
    return Response(DecisionShape(decision).data, headers={"ETag": f'"{decision.version}"'})


listed = endpoint(Decisions, Permission.HOUSEHOLD_VIEW)
one = endpoint(OneDecision, Permission.HOUSEHOLD_VIEW)
approve = endpoint(Approval, Permission.DECISION_APPROVE)
withdraw = endpoint(Withdrawal, Permission.HOUSEHOLD_VIEW)
