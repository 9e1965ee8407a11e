"""Django's command line, with the database role that fits the command."""

import os
import sys

from django.core.management import execute_from_command_line

# These change the schema, load reference data or measure: they log in as the owner of the tables, as does whoever
# loads a register from outside (`adjust --load`).
# Everything else logs in as the application does, which owns nothing.
OWNER_COMMANDS = frozenset(
    {
        "bench",
        "chaos",
        "createcachetable",
        "dbshell",
        "demo",
        "flush",
        "inspectdb",
        "load_regions",
        "makemigrations",
        "migrate",
        "optimizemigration",
        "pgtrigger",
        "seed",
        "showmigrations",
        "sqlflush",
        "sqlmigrate",
        "squashmigrations",
        "test",
    }
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if OWNER_COMMANDS.intersection(sys.argv[1:2]) or (sys.argv[1:2] == ["adjust"] and "--load" in sys.argv):
        os.environ.setdefault("JINGZHUN_DB_ROLE", "owner")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
