-- New in 0003: which articles print much of the same.
INSERT INTO near_copies (guild, number, other) VALUES (100, 2, 1);
