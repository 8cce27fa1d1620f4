-- New in 0004: what articles state; here a pledge of 5 dollars.
INSERT INTO evidence (guild, number, made_by, "rows") VALUES
    (100, 2, 'grammar 1', x'789c758d3b0ac3301044ef32b58a6048a32ee01b8454218590162322ad4db43218a3bb7b6dd2aa1be6f36687fb49f48960f11860b0240a1315d8f78e422cc45eb39b41591cc3aa29bab81ce2003b348328943b915a5295f6e7067df0953a6597e7ca7285fdb36f3c15f2ccb4296d75e9e4e1aeba72d4325ecf11ad7dda01fd2f44ee');
