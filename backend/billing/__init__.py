"""Paying: when a month's use is confirmed, invoiced and due, on what terms, and the invoices themselves."""
