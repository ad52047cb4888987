"""What is true: the format, the checker, the state space, the valuation, the scoring, the records."""
