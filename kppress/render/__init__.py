"""Rendering: documents to pages, mails and feeds. Pure: templates and time come as arguments."""
