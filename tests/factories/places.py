"""A small country: two counties of one prefecture with two townships of three villages each, and another province."""

from dataclasses import dataclass

from registry.regions.models import Region
from registry.regions.spans import level_of, span_of
from registry.rules.names import initials

NAMES = {
    "43": "湖南省",
    "4331": "湘西土家族苗族自治州",
    "433124": "花垣县",
    "433124100": "花垣镇",
    "433124100200": "城北村",
    "433124100201": "城南村",
    "433124100202": "城东村",
    "433124101": "双龙镇",
    "433124101200": "山上村",
    "433124101201": "山下村",
    "433124101202": "水边村",
    "433125": "保靖县",
    "433125100": "迁陵镇",
    "433125100200": "邻一村",
    "433125100201": "邻二村",
    "433125100202": "邻三村",
    "433125101": "水田河镇",
    "433125101200": "邻四村",
    "433125101201": "邻五村",
    "433125101202": "邻六村",
    "52": "贵州省",
    "5206": "铜仁市",
    "520628": "松桃苗族自治县",
    "520628100": "蓼皋镇",
    "520628100200": "外省村",
}


@dataclass(frozen=True)
class Tree:
    """The regions by their short codes, and the ones that tests speak of by their part."""

    regions: dict[str, Region]

    def __getitem__(self, short_code: str) -> Region:
        return self.regions[short_code]

    @property
    def province(self) -> Region:
        return self["43"]

    @property
    def county(self) -> Region:
        """Where the cast works."""
        return self["433124"]

    @property
    def township(self) -> Region:
        return self["433124100"]

    @property
    def village(self) -> Region:
        """Where the cast's first secretary lives."""
        return self["433124100200"]

    @property
    def sibling_village(self) -> Region:
        """The next village in the same township."""
        return self["433124100201"]

    @property
    def neighbour_county(self) -> Region:
        return self["433125"]

    @property
    def neighbour_village(self) -> Region:
        """A village of the neighbour county."""
        return self["433125100200"]

    @property
    def foreign_village(self) -> Region:
        """A village of another province."""
        return self["520628100200"]


def plant_tree() -> Tree:
    """Make the regions."""
    planted: dict[str, Region] = {}
    for short_code, name in NAMES.items():
        level, span = level_of(short_code), span_of(short_code)
        parent = next((planted[short_code[:digits]] for digits in (9, 6, 4, 2) if short_code[:digits] in planted), None)
        planted[short_code] = Region.objects.create(
            level=level,
            code=span.first,
            last=span.last,
            parent=parent,
            name=name,
            shown_name=(parent.shown_name if parent else "") + name,
            initials=initials(name),
        )
    return Tree(planted)
