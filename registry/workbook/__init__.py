"""Workbooks in and out: the only place that touches the libraries which read and write them. It knows no register.

The reading process imports this package too, so nothing is imported here.
"""
