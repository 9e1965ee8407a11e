"""PostgreSQL and Valkey from PyPI, for machines that bring none: where they live, how they are set up, who watches them."""
