-- New in 0005: when a digest is due, who holds an edition and for how long.
UPDATE schedules SET next_due = '2021-06-10 05:00:00.000000', refusals = 1 WHERE id = 'CCCCCCCCCC';
UPDATE schedules SET paused_reason = 'forbidden' WHERE id = 'DDDDDDDDDD';
UPDATE runs SET token = 1, brief = 'AAAAAAAAAA', tried_at = '2021-06-08 05:00:01.000000'
    WHERE edition = 1;
UPDATE runs SET token = 2, lease_until = '2021-06-09 05:02:00.000000',
    tried_at = '2021-06-09 05:00:01.000000' WHERE edition = 2;
