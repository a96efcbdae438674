"""Steps: how each word of the sentence calls its plugins, guards against them and checks what they return."""
