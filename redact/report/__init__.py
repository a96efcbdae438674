"""Report: what was done, with which rule, model and version; never the text that was hidden."""
