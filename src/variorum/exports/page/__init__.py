"""What the human outputs show: pure functions from a report to plain records, without any markup."""
