-- What a team had stored with the tables of 0001: two servers, articles with versions, a digest.
INSERT INTO guilds (id, name, added, library_seeded, next_article, library_revision, settings) VALUES
    (100, 'Newsroom', '2021-06-07 12:00:00.000000', TRUE, 4, 3, '{"share":0.3}'),
    (200, 'Embassy', '2021-06-08 12:00:00.000000', FALSE, 2, 1, '{}');
INSERT INTO state (key, value) VALUES ('commands', 'a hash');
INSERT INTO articles (guild, number, version, replaced_at, file, url, text, sha256, title, title_start,
    title_end, publisher, publisher_given, byline, published, published_given, added, added_by, language,
    withdrawn_at, sample, set_aside, features_version) VALUES
    (100, 1, 1, NULL, 'a.txt', NULL, 'The ministry sent 40 trucks.
It said so on Monday.', '43d6c8095b6dcba204c135d331f013eb278344ac4df5747e91c95d664eac2267', NULL, NULL,
     NULL, 'AP', FALSE, NULL, '2021-06-01', FALSE, '2021-06-07 12:00:00.000000', NULL, 'en', NULL, TRUE,
     '[]', ''),
    (100, 2, 1, '2021-06-09 08:00:00.000000', NULL, 'https://example.org/2', 'The council met.
Nobody spoke of the 12 bridges.', '940e49679d6b78efb88c8c17ca1138130374b79dd1e69b0eddf8bf6ecb2c57e4', NULL,
     NULL, NULL, NULL, FALSE, NULL, NULL, FALSE, '2021-06-08 12:00:00.000000', 7, 'en', NULL, FALSE, '[]',
     ''),
    (100, 2, 2, NULL, NULL, 'https://example.org/2', 'The council met.
Nobody spoke of the 12 bridges.', '940e49679d6b78efb88c8c17ca1138130374b79dd1e69b0eddf8bf6ecb2c57e4',
     'Zürich’s council', NULL, NULL, 'NZZ', TRUE, 'A. Autor', '2021-06-02', TRUE,
     '2021-06-08 12:00:00.000000', 7, 'en', NULL, FALSE, '[]', ''),
    (100, 3, 1, NULL, 'c.txt', NULL, 'A third text.
It was withdrawn.', 'f420fd3e75646d41abd6e31fbcdf3e62f1a58e6d136557e0255899e9c51d5691', NULL, NULL, NULL,
     NULL, FALSE, NULL, NULL, FALSE, '2021-06-08 13:00:00.000000', 7, 'en', '2021-06-09 09:00:00.000000',
     FALSE, '[]', ''),
    (200, 1, 1, NULL, 'a.txt', NULL, 'The ministry sent 40 trucks.
It said so on Monday.', '43d6c8095b6dcba204c135d331f013eb278344ac4df5747e91c95d664eac2267', NULL, NULL,
     NULL, NULL, FALSE, NULL, NULL, FALSE, '2021-06-08 12:00:00.000000', 9, 'en', NULL, FALSE, '[]', '');
INSERT INTO audit (guild, at, "user", action, detail) VALUES
    (100, '2021-06-08 12:00:00.000000', 7, 'article.add', '{"article":"A2"}'),
    (200, '2021-06-08 12:00:00.000000', 9, 'article.add', '{"article":"A1"}');
INSERT INTO briefs (id, guild, channel, "user", created, kind, about, options, payload, message) VALUES
    ('AAAAAAAAAA', 100, 5, 7, '2021-06-09 07:00:00.000000', 'topic', 'aid-pledges',
     '{"since":"all","length":"standard","query":null}', '{"kind":"topic","sources":[{"citation":1,"article":"A1"}]}',
     987654321098765432);
INSERT INTO counters (guild, shown, verified) VALUES (100, 12, 12);
INSERT INTO drafts (id, guild, "user", created, file, text) VALUES
    ('BBBBBBBBBB', 100, 7, '2021-06-09 07:30:00.000000', 'd.txt', 'A draft that waits.');
INSERT INTO schedules (id, guild, channel, local_time, zone, weekdays, topics, options, created_by, created,
    removed_at, active) VALUES
    ('CCCCCCCCCC', 100, 5, '07:00', 'Europe/Zurich', 127, '["aid-pledges"]', '{}', 7,
     '2021-06-07 12:00:00.000000', NULL, TRUE),
    ('DDDDDDDDDD', 100, 6, '08:00', 'UTC', 31, '["border-numbers"]', '{}', 7, '2021-06-07 12:00:00.000000',
     '2021-06-08 12:00:00.000000', FALSE);
INSERT INTO runs (schedule, local_date, part, guild, state, edition, nonce, messages, claimed_at, sent_at,
    reason) VALUES
    ('CCCCCCCCCC', '2021-06-08', 0, 100, 'sent', 1, 'nonce-1', '[987654321098765432]',
     '2021-06-08 05:00:00.000000', '2021-06-08 05:00:02.000000', NULL),
    ('CCCCCCCCCC', '2021-06-09', 0, 100, 'claimed', 2, 'nonce-2', '[]', '2021-06-09 05:00:00.000000', NULL,
     NULL);
