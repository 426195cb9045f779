"""What is known of plain text, whoever needs it: days, stems, function words, quotation marks, lists of names."""
