"""A report as a document: blocks that say what is there, and prints that say how it looks.

``blocks`` is what a report is made of; each print (HTML, PDF, PPTX, Markdown) takes a ``Document`` and nothing else.
"""
