"""The field's rules as plain Python: no database, no clock, no Django models."""
