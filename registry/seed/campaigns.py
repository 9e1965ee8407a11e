"""The campaigns of a seeded province (§5.4): two that allow removal, one of them elsewhere, and one that does not."""

from datetime import date

from registry.models import Campaign

from .cases import Drive

CORRECTION = "correction"


def make_campaigns(area: str, year: int) -> dict[Drive, int]:
    """Their ids by purpose; those that a load before made are found again. Runs inside the caller's act."""
    elsewhere = "11" if not area.startswith("11") else "12"
    wanted = {
        Drive.CLEARING: Campaign(
            name=f"建档立卡“回头看”（{area}）",
            opens=date(year - 1, 8, 1),
            closes=date(year, 6, 30),
            allows=["register", "remove", CORRECTION],
            areas=[area],
            source="关于进一步做好建档立卡“回头看”工作的通知",
        ),
        Drive.CHECKING: Campaign(
            name=f"{year}年脱贫人口自查自纠",
            opens=date(year, 2, 1),
            closes=date(year, 12, 31),
            allows=["relapse", "stable"],
            source="关于开展脱贫不实自查自纠的通知",
        ),
        Drive.ELSEWHERE: Campaign(
            name=f"{year}年识别不准清退试点",
            opens=date(year, 1, 1),
            closes=date(year, 12, 31),
            allows=["remove"],
            areas=[elsewhere],
            source="关于开展识别不准清退试点的通知",
        ),
    }
    made = {}
    for drive, campaign in wanted.items():
        known = Campaign.objects.filter(name=campaign.name, opens=campaign.opens).first()
        if known is None:
            campaign.save()
        made[drive] = (known or campaign).pk
    return made
