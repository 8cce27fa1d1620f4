-- New in 0011: what readers reported to the managers.
INSERT INTO reports (id, guild, brief, place, "user", at, words, url, channel, message, handled_by,
    handled_at) VALUES
    ('RRRRRRRRRR', 100, 'AAAAAAAAAA', 1, 8, '2021-06-09 07:00:00.000000', 'It is not so.',
     'https://example.org/1', 6, 31, 7, '2021-06-09 08:00:00.000000');
