"""Users and their postings."""

from datetime import date

import factory
from django.contrib.auth.hashers import make_password

from registry.accounts.models import Posting, User
from registry.regions.models import Region

from .recorded import RecordedFactory

PASSWORD = "十八洞村的猕猴桃 2016"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A user whose password is PASSWORD and who has no posting."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.Sequence(lambda n: f"用户{n}")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))


class PostingFactory(RecordedFactory[Posting]):
    """Give `role` and `region`."""

    class Meta:
        model = Posting

    user = factory.SubFactory(UserFactory)
    since = date(2014, 1, 1)


def posted(role: str, region: Region, **user: str) -> User:
    """A user with one posting."""
    holder: User = UserFactory(**user)
    PostingFactory(role=role, region=region, user=holder)
    return holder
