"""From the encoder's tags and links, and the quotation marks, to statements."""
