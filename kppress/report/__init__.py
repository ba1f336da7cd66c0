"""Reports: findings, rules, lists and builds, for each kind of reader."""
