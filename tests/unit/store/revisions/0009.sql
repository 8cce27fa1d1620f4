-- New in 0009: what editors saw of an edition before it was posted, and what they decided.
INSERT INTO previews (schedule, local_date, guild, channel, due, made_at, state, sent_at, message,
    brief, reason, lease_until, token, tried_at, decisions, dropped, approved_by, skipped_by) VALUES
    ('CCCCCCCCCC', '2021-06-08', 100, 6, '2021-06-08 05:00:00.000000',
     '2021-06-08 04:30:00.000000', 'sent', '2021-06-08 04:30:01.000000', 21, 'AAAAAAAAAA', NULL,
     NULL, 1, '2021-06-08 04:30:01.000000', 1, '[]', 7, NULL);
