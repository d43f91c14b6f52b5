-- Every change's run: what editions compare with what they showed.
SELECT id, run FROM change
