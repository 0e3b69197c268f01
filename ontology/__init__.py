"""The ontology, vocabularies, shapes, rules and named queries, as package data."""
