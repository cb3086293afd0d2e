"""Weights of models: which are known, where they lie, whether they are whole, and how they are fetched.

They lie as every program of the field expects them, so that nothing that is here already is fetched again. Nothing here
loads them: no torch.
"""
