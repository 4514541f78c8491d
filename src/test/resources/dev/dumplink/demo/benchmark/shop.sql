-- a shop of users, customers, orders, messages and logins; run by psql, to which -v rows=N says how many rows there are, about
SET max_parallel_workers_per_gather = 0;
CREATE TABLE words AS SELECT row_number() OVER () - 1 AS id, w FROM regexp_split_to_table(
  'the order arrived late and the parcel was open please send another one to my new street because nobody here'
  || ' can use what is broken thank you for your help with invoice refund delivery warranty and discount codes'
  || ' we waited all week but garden table chairs lamp carpet window mirror shelf kettle bottle basket', ' ') w;
CREATE FUNCTION phrase(seed int, n int) RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT string_agg(w, ' ') FROM generate_series(1, n) k JOIN words ON id = (hashint4(seed * 31 + k) & 1023) % 56 $$;
CREATE TABLE phrases AS SELECT g AS id, phrase(g, 8) AS t FROM generate_series(0, 4095) g;
SELECT setseed(0.42);
CREATE TABLE users AS SELECT g AS id, 'user' || g || '@mail-' || r % 97 || '.com' AS email,
    (ARRAY['James','Mary','Søren','Zoë','Linda','Jürgen'])[1 + r % 6] || ' '
      || (ARRAY['Smith','Müller','Garcia','Nguyen','Çelik'])[1 + r % 5] || r % 1000 AS full_name,
    '+49 30 ' || 1000000 + r AS phone, r % 400 || ' ' || initcap(split_part(p.t, ' ', 1)) || ' Street, Apt ' || r % 90 AS address,
    (ARRAY['Berlin','Paris','Oslo','Wien'])[1 + r % 4] AS city, date '1950-01-01' + r % 20000 AS birthdate,
    CASE WHEN r % 5 > 0 THEN p.t || '. ' || q.t END AS bio,
    jsonb_build_object('lang', 'en', 'alt', 'alt' || r || '@other.example', 'score', r % 1000) AS profile,
    timestamptz '2020-01-01' + r * interval '90 s' AS created_at
  FROM (SELECT g, (random() * 8e6)::int AS r, (random() * 4095)::int AS a, (random() * 4095)::int AS b
        FROM generate_series(1, :rows / 10) g OFFSET 0) s JOIN phrases p ON p.id = a JOIN phrases q ON q.id = b;
CREATE TABLE customers AS SELECT g AS id, 1 + r % (:rows / 10) AS user_id, initcap(split_part(p.t, ' ', 2)) || ' Ltd' AS company,
    'Contact Person' || r AS contact, 'billing' || g || '@' || split_part(p.t, ' ', 3) || '.example' AS email,
    CASE WHEN r % 3 > 0 THEN p.t || E'\n' || q.t END AS notes
  FROM (SELECT g, (random() * 8e6)::int AS r, (random() * 4095)::int AS a, (random() * 4095)::int AS b
        FROM generate_series(1, :rows / 12) g OFFSET 0) s JOIN phrases p ON p.id = a JOIN phrases q ON q.id = b;
CREATE TABLE orders AS SELECT g AS id, 1 + r % (:rows / 12) AS customer_id, 'ORD-' || lpad(g::text, 9, '0') AS number,
    (ARRAY['new','paid','shipped'])[1 + r % 3] AS status, r::numeric / 100 AS total,
    'Receiver Name' || r % 90000 AS ship_name, '+31 20 ' || 2000000 + r AS ship_phone,
    timestamptz '2020-01-01' + g * interval '60 s' AS placed_at
  FROM (SELECT g, (random() * 8e6)::int AS r FROM generate_series(1, :rows / 2) g OFFSET 0) s;
CREATE TABLE messages AS SELECT g AS id, 1 + r % (:rows / 10) AS sender_id, 'billing' || r % (:rows / 12) || '@corp.example' AS recipient,
    'Hello,' || E'\n\n' || p.t || ', ' || q.t || '. ' || initcap(p2.t) || ', ' || q2.t || '.' AS body,
    timestamptz '2020-01-01' + g * interval '70 s' AS sent_at
  FROM (SELECT g, (random() * 8e6)::int AS r, (random() * 4095)::int AS a, (random() * 4095)::int AS b,
          (random() * 4095)::int AS c, (random() * 4095)::int AS d FROM generate_series(1, :rows / 2) g OFFSET 0) s
  JOIN phrases p ON p.id = a JOIN phrases q ON q.id = b JOIN phrases p2 ON p2.id = c JOIN phrases q2 ON q2.id = d;
CREATE TABLE logins AS SELECT g AS id, 1 + r % (:rows / 10) AS user_id, 'Mozilla/5.0 (X11; rv:' || r % 40 || '.0)' AS agent,
    timestamptz '2020-01-01' + r * interval '50 s' AS at
  FROM (SELECT g, (random() * 8e6)::int AS r FROM generate_series(1, :rows / 3) g OFFSET 0) s;
DROP FUNCTION phrase(int, int); DROP TABLE words, phrases;
ALTER TABLE users ADD PRIMARY KEY (id); ALTER TABLE customers ADD PRIMARY KEY (id);
ALTER TABLE orders ADD PRIMARY KEY (id); ALTER TABLE messages ADD PRIMARY KEY (id);
ANALYZE;
