"""The annotated set, its checker, and the evaluation."""
