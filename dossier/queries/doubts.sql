-- How many pages of a competitor a visit missed whose going is told only when a further visit agrees.
SELECT count(*) AS pages FROM due WHERE competitor = :competitor AND why = 'doubt'
