"""A session as one file to give away: a film, an animation, or an archive of its pictures."""
