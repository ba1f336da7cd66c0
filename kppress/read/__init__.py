"""Reading: from the folder's files to typed documents, and what is wrong with them."""
