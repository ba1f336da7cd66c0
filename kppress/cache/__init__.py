"""What a build may know from the last one."""
