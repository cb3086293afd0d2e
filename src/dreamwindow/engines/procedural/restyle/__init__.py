"""Moving pictures in other words: a camera's picture keeps its forms and takes a scene's colour and light."""
