"""The four stages, each a pure function from one record to the next, and the flat export."""
