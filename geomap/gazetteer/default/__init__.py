"""What the default gazetteer is made of: one module per pinned package, and the hand-edited tables."""
