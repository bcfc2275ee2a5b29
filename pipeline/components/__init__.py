"""The stages as spaCy components, one a file; they work in any ``nlp``, one after the other."""
