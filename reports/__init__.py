"""What people read: the command line, figures, tables, run folders."""
