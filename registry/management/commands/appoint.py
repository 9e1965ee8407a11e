"""`manage.py appoint USERNAME NAME ROLE CODE`: a user from the machine's own console.

Administrators are appointed by the level above; for the provinces nobody stands above but who runs the machine.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from registry.accounts.actions.users import create_posted_user
from registry.accounts.passwords import new_password
from registry.accounts.roles import ROLES
from registry.accounts.scope import SYSTEM
from registry.refusal import Refused
from registry.regions.queries import region_by_code


class Command(BaseCommand):
    help = "Make a user with a posting and print the first password, which must be changed at the first log-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("role", choices=sorted(ROLES))
        parser.add_argument("code", help="of the area, without padding: 43, 4331, 433124 …")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            region = region_by_code(options["code"])
        except StopIteration:
            region = None
        if region is None:
            raise CommandError(f"There is no division {options['code']}.")
        password = new_password()
        try:
            create_posted_user(
                username=options["username"],
                name=options["name"],
                password=password,
                role=options["role"],
                region=region,
                since=timezone.localdate(),
                by=SYSTEM,
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(password)
