"""What a report says: the evidence, the verdict, the first page and the pages behind it."""
