"""Arithmetic on pixels and latents: bytes and arrays in, bytes and arrays out."""
