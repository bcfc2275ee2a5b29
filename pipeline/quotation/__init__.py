"""Quotation marks: what stands between them."""
