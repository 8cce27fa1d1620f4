-- New in 0006: what was shown to whom, until when somebody has looked, and the sums of articles.
INSERT INTO amounts (guild, amount, number) VALUES (100, -77, 2);
INSERT INTO shown (guild, reader, number, sentence, words, stems, marks, at, schedule, edition) VALUES
    (100, 5, 1, 1, 123456789, x'00FF10', x'', '2021-06-08 05:00:02.000000', 'CCCCCCCCCC', 1);
INSERT INTO looks (guild, "user", about, at) VALUES
    (100, 7, 'a hash of a question', '2021-06-08 05:00:02.000000');
