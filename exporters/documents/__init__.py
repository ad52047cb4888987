"""Documents: each says what it says as data, from a scenario or from a play, and knows no format.

A document is one module with one public function; `exporters.registry` lists it.
"""
