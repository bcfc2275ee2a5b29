"""Training the encoder (needs the extra ``train``)."""
