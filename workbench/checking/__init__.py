"""A draft against its sources: quotations, attributed statements, what is told as fact, numbers, days and names."""
