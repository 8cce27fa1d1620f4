-- New in 0008: what a channel is told when an article that it quoted is withdrawn.
INSERT INTO corrections (id, guild, number, withdrawn_at, channel, messages, state, created, sent_at,
    message, reason, lease_until, token, tried_at) VALUES
    ('KKKKKKKKKK', 100, 1, '2021-06-09 06:00:00.000000', 5, '[11,12]', 'sent',
     '2021-06-09 06:00:00.000000', '2021-06-09 06:00:02.000000', 13, NULL, NULL, 1,
     '2021-06-09 06:00:01.000000');
