-- New in 0002: feeds, who withdrew an article and why, hashes of addresses, facts of drafts, scores.
INSERT INTO feeds (id, guild, url, title, full_text, paused, added_by, created, etag, last_modified,
    checked_at, answered_at, next_check, failures, last_why, last_sentence, entries, added) VALUES
    ('EEEEEEEEEE', 100, 'https://example.org/feed', 'A feed', TRUE, FALSE, 7, '2021-06-07 12:00:00.000000',
     '"etag"', NULL, '2021-06-09 06:00:00.000000', '2021-06-09 06:00:00.000000',
     '2021-06-09 07:00:00.000000', 0, NULL, NULL, 10, 2);
INSERT INTO feed_entries (guild, feed, entry, at) VALUES
    (100, 'EEEEEEEEEE', 'a hash of an id', '2021-06-08 06:00:00.000000');
INSERT INTO topic_scores (guild, rule, number, sentence, score) VALUES
    (100, 'aid-pledges 1', 1, 0, 2.5);
INSERT INTO scored (guild, rule, number, version, at) VALUES
    (100, 'aid-pledges 1', 1, 1, '2021-06-08 06:00:00.000000');
UPDATE articles SET withdrawn_by = 7, withdrawn_reason = 'It was a test.' WHERE number = 3;
UPDATE articles SET url_key = '5691104f7e942e71e952a82b2e58c861b3c0c4b1087ff1ac3ce9afb893c0f500' WHERE url IS NOT NULL;
UPDATE drafts SET facts = '{"title":"A draft"}';
UPDATE guilds SET left_at = '2021-06-10 12:00:00.000000' WHERE id = 200;
