"""The columns of the frames that a report gives."""

FACT_COLUMNS = ["table", "row", "column", "label", "value", "state", "raw", "location"]
CLAIM_COLUMNS = [
    "concept",
    "value",
    "low",
    "high",
    "qualifier",
    "section",
    "start",
    "end",
    "text",
    "state",
]
