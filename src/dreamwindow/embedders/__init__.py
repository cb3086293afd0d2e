"""How pictures, and words, become vectors: one package or module an embedder."""
