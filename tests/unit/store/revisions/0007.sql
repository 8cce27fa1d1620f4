-- New in 0007: a digest may be one member's alone.
UPDATE schedules SET follower = 7 WHERE id = 'DDDDDDDDDD';
