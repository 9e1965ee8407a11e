"""Divisions from province to village."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from registry.regions.choices import Level
from registry.regions.models import Region
from registry.regions.queries import children, current

from .endpoints import REGION, Leaves, for_everybody, region_in


class RegionShape(serializers.ModelSerializer[Region]):
    code = serializers.CharField(source="short_code", help_text="2, 4, 6, 9 or 12 digits")

    class Meta:
        model = Region
        fields = ("code", "level", "name", "shown_name", "valid_from", "valid_to")


class LevelAsked(serializers.Serializer[Any]):
    level = serializers.ChoiceField(Level.choices, required=False)


@extend_schema(parameters=[REGION, OpenApiParameter("level", OpenApiTypes.INT, enum=Level.values)])
class Regions(ListAPIView[Region]):
    """现行行政区划: everybody may know them. `region` and `level` together: those of the level inside the region."""

    serializer_class = RegionShape
    pagination_class = Leaves

    def get_queryset(self) -> Any:
        """By the order in which they were loaded, which is that of the codes within a level."""
        asked = LevelAsked(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        level, region = asked.validated_data.get("level"), region_in(self.request)
        if region is not None:
            return children(region, Level(level or min(region.level + 1, Level.VILLAGE)))
        return current(Level(level)) if level else current()


listed = for_everybody(Regions)
