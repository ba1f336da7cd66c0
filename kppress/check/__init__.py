"""What is wrong with a newsroom: rules over pure values. Knows nothing of files or clocks."""
