"""From a lender's file of accounts to its customers: read, cleaned, counted and without their names."""
