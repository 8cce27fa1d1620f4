-- New in 0010: a server's own topics, every version of each.
INSERT INTO topics (guild, name, version, text, how, created, created_by, restores, replaced_at)
    VALUES
    (100, 'grain', 1, 'name = "grain"', 'create', '2021-06-08 05:00:00.000000', 7, NULL,
     '2021-06-08 06:00:00.000000'),
    (100, 'grain', 2, NULL, 'delete', '2021-06-08 06:00:00.000000', NULL, NULL, NULL);
