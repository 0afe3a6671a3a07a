"""Plans in every format, made by code: what the tests of documents read."""
