"""One grammar over the parse: subject, object, negation, voice, clause, noun phrase; the parser's faults mended."""
