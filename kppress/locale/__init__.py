"""What kppress says to people, in Swedish and English."""
