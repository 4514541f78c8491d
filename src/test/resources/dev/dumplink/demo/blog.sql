-- The database of a small blog. Everybody and everything in it is invented, and nothing depends on the clock or on chance.
--
-- Changed this file? Make blog.dump again; SampleDatabasesIT says how.

create table authors (
    id       int generated always as identity primary key,
    handle   text not null unique,
    name     text not null,
    email    text not null unique,
    biography text
);

create table posts (
    id           int generated always as identity primary key,
    author_id    int not null references authors,
    slug         text not null unique,
    title        text not null,
    body         text not null,
    published_at timestamptz
);
create index on posts (published_at) where published_at is not null;

create table tags (
    name text primary key
);

create table post_tags (
    post_id int not null references posts on delete cascade,
    tag     text not null references tags on update cascade,
    primary key (post_id, tag)
);

create table comments (
    id          int generated always as identity primary key,
    post_id     int not null references posts on delete cascade,
    answers     int references comments,
    commenter   text not null,
    email       text not null,
    written_from inet,
    body        text not null,
    written_at  timestamptz not null
);

create table subscribers (
    email        text primary key,
    token        uuid not null unique,
    confirmed_at timestamptz
);

insert into authors (handle, name, email, biography) values
    ('inka', 'Inka Inkwater', 'inka@blog.example.com', 'Writes about lamps. Lives with two ferns and a cat called Semicolon.'),
    ('pell', 'Pellan Dustwhistle', 'pell@blog.example.com', 'Collects pots.'),
    ('vesper', 'Vesper Nettlefold', 'vesper@blog.example.com', null);

insert into tags values ('lamps'), ('plants'), ('pots'), ('letters'), ('howto');

insert into posts (author_id, slug, title, body, published_at)
select 1 + i % 3, 'post-' || i, (array['On', 'Against', 'In praise of'])[1 + i % 3] || ' ' || (array['lamps', 'ferns', 'pots', 'cacti'])[1 + i % 4] || ', part ' || i,
       repeat('A paragraph about nothing in particular, number ' || i || E'.\n', 1 + i % 5),
       case when i % 10 > 0 then timestamptz '2025-01-01 07:00+00' + i * interval '4 days 1 hour' end
from generate_series(1, 120) as i;

insert into post_tags
select i, name from generate_series(1, 120) as i, tags where (i + length(name)) % 3 = 0;

insert into comments (post_id, answers, commenter, email, written_from, body, written_at)
select 1 + i * 7 % 120, case when i % 6 = 0 then i - 1 end, 'Commenter ' || i % 90, 'commenter' || i % 90 || '@example.com',
       ('198.51.100.' || i % 255)::inet, (array['First!', 'I disagree.', 'Write to me: commenter' || i % 90 || '@example.com'])[1 + i % 3],
       timestamptz '2025-02-01 10:00+00' + i * interval '11 hours 3 minutes'
from generate_series(1, 900) as i;

insert into subscribers
select 'reader' || i || '@example.org', md5('token' || i)::uuid, case when i % 7 > 0 then timestamptz '2025-06-01 00:00+00' + i * interval '6 hours' end
from generate_series(1, 250) as i;
