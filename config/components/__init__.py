"""The page that shows each part of the interface in each state, made of the real parts.

`stylesheet` reads tokens and classes out of the one stylesheet, `samples` makes up what the parts
are filled with, `views` puts both on the page at `/components/`.
"""
