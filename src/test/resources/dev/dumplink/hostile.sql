-- What suggestions have to cope with: names that are YAML, checks, keys that are personal, types nobody thinks of.
create extension citext;
create extension ltree;
create type sex as enum ('m', 'f');
create domain plz as text check (value ~ '^[0-9]{5}$');
create type addr as (street text, zip plz);

create table person (
    email citext primary key, plz plz not null, sex sex, gender text check (gender in ('m', 'f', 'x')),
    name text check (length(name) between 3 and 40), phone varchar(12) unique,
    born date check (born > '1900-01-01' and born < now()), iq int check (iq between 40 and 200),
    salary numeric(8, 2) check (salary > 0), home addr, path ltree, tags citext[], ssn char(11) unique, about xml,
    "user" text, "Table: odd #1" text, "yes" text, "null" text, "123" text, "key: value" text, "10%" text);
create unique index on person (lower(name), phone);
create unique index on person ((md5("user"))) where iq > 3;

create table login (
    id serial primary key, who citext references person, at timestamptz, ip inet, agent text, ok bool,
    session_token text not null unique, score real[], pos point, exclude using gist (pos with ~=));

create table part (email text not null, n int, primary key (email, n)) partition by list (email);
create table part_a partition of part for values in ('a@x.org');
create table part_d partition of part default;

create table "Sch'ema.x" ("Co""l.umn" text);
create table nothing ();
create table kv (k int primary key, v text);
create table tree (id text primary key, parent text references tree, name text);
create table rare (
    m money, o oid, b bit(3), tz timetz, iv interval, mac macaddr8, cid cidr, j json, jb jsonb[], d date[], u uuid[],
    num numeric, ts tsquery, tv tsvector, reg regclass, nr numrange, mr int4multirange, sn "char", nm name,
    g int generated always as (1) stored);

insert into person values ('a@x.org', '12345', 'm', 'f', 'Anna Meier', '030 123456', '1980-01-01', 100, 3000,
    ('Weg 1', '12345'), 'a.b', '{x,y}', '123-45-6789', '<a/>', 'u1', 'x', 'y', 'n', '1', 'v', 'w');
insert into tree values ('root', null, 'All'), ('sub', 'root', 'Sub');

create table U&"new\000Aline: {rows: none}" (full_name text, U&"bell\0007" text);
create table brand (title text);
insert into U&"new\000Aline: {rows: none}" values ('Somebody Withaname');
insert into brand values ('Somebody Withaname');
