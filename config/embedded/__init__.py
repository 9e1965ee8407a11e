"""PostgreSQL and Valkey from PyPI, for machines that bring none: where they live, their set-up, who watches them."""
