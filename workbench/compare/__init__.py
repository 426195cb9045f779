"""Many articles → rows: copies, events, utterances, disagreements. Only here does anything look across articles."""
