"""Households, their members, and what is collected of them every year. ID numbers are never whole here."""

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
from registry.actions.entries import YearEntry
from registry.actions.years import save_year
from registry.choices import Cause, Status
from registry.forms.years import SURVEY_FIELDS
from registry.models import Household, Membership, MemberYear, Statement, Survey
from registry.queries import finding
from registry.queries.households import current_members, households, members_with_years, statement_of, survey_of
from registry.queries.years import open_year_of
from registry.rules.income import COST, ITEMS

from .endpoints import IF_MATCH, REGION, Leaves, endpoint, region_in, user_of, version_in

AMOUNTS = (*ITEMS, COST, "excluded")
PERSON_YEAR = tuple(
    field.name
    for field in MemberYear._meta.concrete_fields
    if field.name not in {"id", "person", "village_code", "version"}
)


class HouseholdShape(serializers.ModelSerializer[Household]):
    village = serializers.CharField(source="village.short_code", help_text="12 digits")

    class Meta:
        model = Household
        fields = (
            *("id", "village", "natural_village", "group", "address", "standard", "attribute", "main_cause"),
            *("other_causes", "status", "planned_exit_year", "registered_year", "exit_year", "relapse_year", "version"),
        )


class MemberShape(serializers.ModelSerializer[Membership]):
    person = serializers.IntegerField(source="person_id")
    name = serializers.CharField(source="person.name")
    sex = serializers.CharField(source="person.sex")
    born = serializers.DateField(source="person.born", allow_null=True)
    id_last4 = serializers.CharField(source="person.id_last4", help_text="The last four; empty without a number")

    class Meta:
        model = Membership
        fields = ("person", "name", "sex", "born", "id_last4", "relation", "counted_from", "joined_on")


class StatementShape(serializers.ModelSerializer[Statement]):
    class Meta:
        model = Statement
        fields = (*AMOUNTS, "excluded_note")
        extra_kwargs = {name: {"min_value": 0} for name in AMOUNTS}


class SurveyShape(serializers.ModelSerializer[Survey]):
    class Meta:
        model = Survey
        fields = SURVEY_FIELDS


class PersonYearShape(serializers.ModelSerializer[MemberYear]):
    person = serializers.IntegerField(source="person_id")

    class Meta:
        model = MemberYear
        fields = ("person", *PERSON_YEAR)


class YearShape(serializers.Serializer[Any]):
    """收入登记 and 生产生活条件 of a year; null where nothing was entered. Amounts are yuan, areas mu and m²."""

    year = serializers.IntegerField(read_only=True)
    statement = StatementShape(required=False, allow_null=True)
    survey = SurveyShape(required=False, allow_null=True)
    persons = PersonYearShape(many=True, read_only=True)


class HouseholdsAsked(serializers.Serializer[Any]):
    status = serializers.ChoiceField(Status.choices, required=False)
    main_cause = serializers.ChoiceField(Cause.choices, required=False)


@extend_schema(
    parameters=[
        REGION,
        OpenApiParameter("status", OpenApiTypes.STR, enum=Status.values),
        OpenApiParameter("main_cause", OpenApiTypes.STR, enum=Cause.values),
    ]
)
class Households(ListAPIView[Household]):
    """农户: those of the areas of whoever asks."""

    serializer_class = HouseholdShape
    pagination_class = Leaves

    def get_queryset(self) -> Any:
        """By number."""
        asked = HouseholdsAsked(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        user = user_of(self.request)
        chosen = finding.Filter(region=region_in(self.request), conditions=asked.validated_data)
        return finding.with_villages(finding.filtered(user, chosen, open_year_of(user)))


class OneHousehold(GenericAPIView[Household]):
    """一户, with its version as ETag."""

    serializer_class = HouseholdShape

    def get(self, request: Request, pk: int) -> Response:
        """404 outside the areas of whoever asks."""
        shown = get_object_or_404(households(user_of(request)), pk=pk)
        return Response(HouseholdShape(shown).data, headers=tagged(shown))


class Members(GenericAPIView[Membership]):
    """家庭成员 of today."""

    serializer_class = MemberShape
    pagination_class = None

    @extend_schema(responses=MemberShape(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """The head first."""
        shown = get_object_or_404(households(user_of(request)), pk=pk)
        return Response(MemberShape(current_members(shown), many=True).data, headers=tagged(shown))


class Year(GenericAPIView[Household]):
    """年度资料 of a household. The open year alone can be written."""

    serializer_class = YearShape

    def get(self, request: Request, pk: int, year: int) -> Response:
        """What is kept of the year."""
        shown = get_object_or_404(households(user_of(request)), pk=pk)
        return Response(year_of(shown, year), headers=tagged(shown))

    @extend_schema(
        parameters=[IF_MATCH],
        examples=[OpenApiExample("更正工资性收入", {"statement": {"wage": "12000.00"}}, request_only=True)],
    )
    def patch(self, request: Request, pk: int, year: int) -> Response:
        """Enter or correct the open year; what is not given stays as it is, what is given counts as confirmed.

        428 without If-Match, 409 when somebody changed the household since, with what was changed.
        """
        user = user_of(request)
        shown = get_object_or_404(households(user, Permission.HOUSEHOLD_EDIT), pk=pk)
        version = version_in(request)
        if year != open_year_of(user, shown.village_code):
            raise ValidationError({"year": [f"只有 {open_year_of(user, shown.village_code)} 年度可以填写"]})
        form = YearShape(data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        entry = YearEntry(statement=form.validated_data.get("statement"), survey=form.validated_data.get("survey"))
        done = save_year(household_id=pk, version=version, entry=entry, member_years={}, by=user)
        return Response(year_of(done, year), headers=tagged(done))


def year_of(household: Household, year: int) -> dict[str, Any]:
    """A year as `YearShape` gives it."""
    statement, survey = statement_of(household, year), survey_of(household, year)
    persons = [row for _member, row in members_with_years(household, year) if row is not None]
    return {
        "year": year,
        "statement": StatementShape(statement).data if statement else None,
        "survey": SurveyShape(survey).data if survey else None,
        "persons": PersonYearShape(persons, many=True).data,
    }


def tagged(household: Household) -> dict[str, str]:
    """The version that a write must name."""
    return {"ETag": f'"{household.version}"'}


listed = endpoint(Households, Permission.HOUSEHOLD_VIEW)
one = endpoint(OneHousehold, Permission.HOUSEHOLD_VIEW)
members = endpoint(Members, Permission.HOUSEHOLD_VIEW)
year = endpoint(Year, Permission.HOUSEHOLD_VIEW)
