"""Pictures: from an order to bytes, made once for the same content."""
