"""The fixed cast of the tests of pages. Everybody works in the county 433124 unless the name says otherwise."""

from dataclasses import dataclass, fields

from registry.accounts.models import User

from .factories import Tree, UserFactory, posted

# role, region
POSTS = {
    "county_clerk": ("county_clerk", "433124"),
    "county_approver": ("county_approver", "433124"),
    "county_leader": ("county_leader", "433124"),
    "township_clerk": ("township_clerk", "433124100"),
    "township_reviewer": ("township_reviewer", "433124100"),
    "first_secretary": ("first_secretary", "433124100200"),
    "neighbouring_secretary": ("first_secretary", "433124100201"),
    "team_member": ("team_member", "433124100200"),
    "assessor": ("assessor", "433124"),
    "prefecture_reader": ("prefecture_reader", "4331"),
    "provincial_administrator": ("provincial_administrator", "43"),
    "second_administrator": ("provincial_administrator", "43"),
    "auditor": ("auditor", "43"),
    "system_administrator": ("system_administrator", "43"),
    "county_administrator": ("system_administrator", "433124"),
    "security_administrator": ("security_administrator", "43"),
    "audit_administrator": ("audit_administrator", "43"),
    "neighbour_clerk": ("county_clerk", "433125"),
    "foreign_administrator": ("provincial_administrator", "52"),
}


@dataclass(frozen=True)
class Cast:
    """One user a part. `nobody` has an account and no posting."""

    county_clerk: User
    county_approver: User
    county_leader: User
    township_clerk: User
    township_reviewer: User
    first_secretary: User
    neighbouring_secretary: User
    team_member: User
    assessor: User
    prefecture_reader: User
    provincial_administrator: User
    second_administrator: User
    auditor: User
    system_administrator: User
    county_administrator: User
    security_administrator: User
    audit_administrator: User
    neighbour_clerk: User
    foreign_administrator: User
    nobody: User

    def __getitem__(self, part: str) -> User:
        user: User = getattr(self, part)
        return user


PARTS = tuple(field.name for field in fields(Cast))


def call_cast(tree: Tree) -> Cast:
    """Make all users, named as their parts."""
    players = {part: posted(role, tree[code], username=part) for part, (role, code) in POSTS.items()}
    return Cast(**players, nobody=UserFactory(username="nobody"))
