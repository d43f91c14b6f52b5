-- What is known of rendering, by host and shape of the path: first where a browser is needed.
SELECT host, pattern, renders, evidence, at FROM rendering ORDER BY renders DESC, host, pattern
