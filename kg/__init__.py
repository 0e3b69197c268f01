"""Diplomatic texts to a knowledge graph that can be checked."""
