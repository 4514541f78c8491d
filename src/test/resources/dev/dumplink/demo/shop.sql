-- The database of a small web shop for lamps and plants. Everybody and everything in it is invented: names come from the
-- word lists below, addresses end in example.com, telephone numbers are from 555-01xx. Nothing here depends on the clock or
-- on chance, so loading it twice gives the same rows.
--
-- Changed this file? Make shop.dump again; SampleDatabasesIT says how.

create type order_status as enum ('placed', 'paid', 'shipped', 'delivered', 'cancelled');

create domain email_address as text check (value ~ '^[^@ ]+@[^@ ]+$');

create table staff (
    id            int generated always as identity primary key,
    name          text not null,
    email         email_address not null unique,
    password_hash text not null,
    reports_to    int references staff
);

create table customers (
    id            int generated always as identity primary key,
    email         email_address not null unique,
    first_name    text not null,
    last_name     text not null,
    phone         text,
    born_on       date,
    password_hash text not null,
    preferences   jsonb not null default '{}',
    registered_at timestamptz not null
);
create index on customers (lower(last_name));

create table addresses (
    id          int generated always as identity primary key,
    customer_id int not null references customers on delete cascade,
    label       text not null default 'home',
    street      text not null,
    postcode    text not null,
    city        text not null,
    country     char(2) not null,
    unique (customer_id, label)
);

create table categories (
    id        int primary key,
    name      text not null unique,
    parent_id int references categories
);

create table products (
    id          int generated always as identity primary key,
    category_id int not null references categories,
    sku         text not null unique,
    name        text not null,
    price       numeric(10, 2) not null check (price > 0),
    stock       int not null check (stock >= 0),
    keywords    text[] not null default '{}'
);

create table orders (
    id         bigint generated always as identity primary key,
    customer_id int not null references customers,
    ship_to    int not null references addresses,
    status     order_status not null,
    placed_at  timestamptz not null,
    note       text
);
create index on orders (customer_id, placed_at);

create table order_lines (
    order_id   bigint not null references orders on delete cascade,
    line       smallint not null,
    product_id int not null references products,
    quantity   int not null check (quantity > 0),
    unit_price numeric(10, 2) not null,
    total      numeric(12, 2) generated always as (quantity * unit_price) stored,
    primary key (order_id, line)
);

create table payments (
    id         bigint generated always as identity primary key,
    order_id   bigint not null unique references orders,
    method     text not null check (method in ('card', 'transfer')),
    card_last4 char(4),
    iban       text,
    amount     numeric(12, 2) not null,
    paid_at    timestamptz not null
);

create table reviews (
    id          int generated always as identity primary key,
    product_id  int not null references products,
    customer_id int not null references customers,
    stars       smallint not null check (stars between 1 and 5),
    body        text not null,
    written_at  timestamptz not null,
    unique (product_id, customer_id)
);

create table support_messages (
    id          int generated always as identity primary key,
    customer_id int not null references customers,
    answered_by int references staff,
    body        text not null,
    sent_from   inet,
    sent_at     timestamptz not null
);

create view order_totals as
select o.id, o.customer_id, o.status, sum(l.total) as total
from orders o join order_lines l on l.order_id = o.id
group by o.id;

-- a number below the bound that depends on the row and the purpose only
create function pg_temp.number(row_id bigint, purpose text, bound int) returns int language sql immutable as
$$ select (('x' || substr(md5(purpose || row_id), 1, 7))::bit(28)::int) % bound $$;

create function pg_temp.word(row_id bigint, purpose text, words text[]) returns text language sql immutable as
$$ select words[1 + pg_temp.number(row_id, purpose, cardinality(words))] $$;

create temporary table lists as select
    array['Adabel', 'Bramwyn', 'Calix', 'Dorvina', 'Elspen', 'Fendrick', 'Galiope', 'Hestrid', 'Iveta', 'Jorund', 'Kelwin', 'Liora',
          'Maddox', 'Nerys', 'Ottoline', 'Pellan', 'Quilla', 'Rosmund', 'Sigrun', 'Tamsel', 'Ulrika', 'Vesper', 'Wendrin', 'Zoltan'] as first_names,
    array['Applethwick', 'Bumblecroft', 'Candlewort', 'Dustwhistle', 'Elderquill', 'Fernhollow', 'Gobblestone', 'Hazelbrink',
          'Inkwater', 'Jamthistle', 'Kettleby-Moss', 'Lanternsen', 'Mudgrove', 'Nettlefold', 'O''Marrow', 'Pumblechick',
          'Quickbramble', 'Rumplewood', 'Sprocketson', 'Tumbledown', 'Umberfield', 'Von Zwiebel', 'Wafflethorpe', 'Überbach'] as last_names,
    array['Lantern Lane', 'Teapot Street', 'Old Marmalade Road', 'Pumpkin Alley', 'Seven Spoons Square', 'Windmill Rise', 'Kürbisweg'] as streets,
    array['Nowhereton', 'Upper Example', 'Fictionville', 'Samplebury', 'Müsterstadt', 'Lower Placeholder'] as cities;

insert into staff (name, email, password_hash, reports_to) values
    ('Prudence Ledgerly', 'prudence@shop.example.com', '$2y$10$invented.hash.0001', null),
    ('Barnaby Boxwright', 'barnaby@shop.example.com', '$2y$10$invented.hash.0002', 1),
    ('Cosima Callwell', 'cosima@shop.example.com', '$2y$10$invented.hash.0003', 1),
    ('Dexter Dispatchley', 'dexter@shop.example.com', '$2y$10$invented.hash.0004', 2);

insert into customers (email, first_name, last_name, phone, born_on, password_hash, preferences, registered_at)
select lower(translate(first_name || '.' || last_name, 'Üü'' ', 'Uu')) || i || '@example.com',
       first_name, last_name,
       case when i % 5 > 0 then '+1 ' || 200 + pg_temp.number(i, 'area', 700) || ' 555-01' || lpad((i % 100)::text, 2, '0') end,
       case when i % 3 > 0 then date '1945-01-01' + pg_temp.number(i, 'born', 22000) end,
       '$2y$10$' || md5('password' || i),
       jsonb_build_object('newsletter', i % 4 = 0, 'language', pg_temp.word(i, 'language', '{en,de,fr}'),
                          'nickname', lower(first_name) || i),
       timestamptz '2023-01-01 08:00+00' + i * interval '2 days 5 hours 7 minutes'
from (select i, pg_temp.word(i, 'first', first_names) as first_name, pg_temp.word(i, 'last', last_names) as last_name
      from generate_series(1, 600) as i, lists) as people;

insert into addresses (customer_id, label, street, postcode, city, country)
select c, label, 1 + pg_temp.number(c, 'house' || label, 120) || ' ' || pg_temp.word(c, 'street' || label, streets),
       lpad(pg_temp.number(c, 'postcode' || label, 100000)::text, 5, '0'), pg_temp.word(c, 'city' || label, cities),
       pg_temp.word(c, 'country', '{DE,FR,GB,US}')
from generate_series(1, 600) as c, lists, (values ('home'), ('work')) as labels (label)
where label = 'home' or c % 4 = 0
order by c, label;

insert into categories values
    (1, 'Lamps', null), (2, 'Table lamps', 1), (3, 'Lanterns', 1), (4, 'Plants', null), (5, 'Ferns', 4), (6, 'Cacti', 4), (7, 'Pots', null);

insert into products (category_id, sku, name, price, stock, keywords)
select 1 + i % 7, 'SKU-' || lpad(i::text, 4, '0'),
       adjective || ' ' || (array['Lamp', 'Table Lamp', 'Lantern', 'Plant', 'Fern', 'Cactus', 'Pot'])[1 + i % 7] || ' No. ' || i,
       4.90 + pg_temp.number(i, 'price', 9000) / 100.0, pg_temp.number(i, 'stock', 80), array[lower(adjective), 'no ' || i]
from (select i, pg_temp.word(i, 'adjective', '{Amber,Brass,Crooked,Dusky,Evening,Folded,Glowing,Humble,Ivory,Jolly}') as adjective
      from generate_series(1, 140) as i) as things;

insert into orders (customer_id, ship_to, status, placed_at, note)
select a.customer_id, a.id, (enum_range(null::order_status))[1 + pg_temp.number(i, 'status', 5)],
       timestamptz '2026-01-01 00:00+00' + i * interval '3 hours 11 minutes',
       case when i % 9 = 0 then 'Please ring at ' || c.last_name || ', the bell says ' || c.first_name end
from generate_series(1, 1200) as i
join addresses a on a.id = 1 + pg_temp.number(i, 'address', 750)
join customers c on c.id = a.customer_id
order by i;

insert into order_lines (order_id, line, product_id, quantity, unit_price)
select o.id, line, p.id, 1 + pg_temp.number(o.id * 10 + line, 'quantity', 3), p.price
from orders o, generate_series(1, 1 + pg_temp.number(o.id, 'lines', 3)) as line,
     lateral (select * from products where id = 1 + pg_temp.number(o.id * 10 + line, 'product', 140)) as p
order by o.id, line;

insert into payments (order_id, method, card_last4, iban, amount, paid_at)
select o.id, case when o.id % 3 > 0 then 'card' else 'transfer' end,
       case when o.id % 3 > 0 then lpad(pg_temp.number(o.id, 'card', 10000)::text, 4, '0') end,
       case when o.id % 3 = 0 then 'XX00 0000 0000 ' || lpad(pg_temp.number(o.id, 'iban', 10000)::text, 4, '0') end,
       t.total, o.placed_at + interval '20 minutes'
from orders o join order_totals t on t.id = o.id
where o.status in ('paid', 'shipped', 'delivered')
order by o.id;

insert into reviews (product_id, customer_id, stars, body, written_at)
select distinct on (product_id, customer_id) product_id, customer_id, 1 + pg_temp.number(i, 'stars', 5),
       pg_temp.word(i, 'opinion', array['It glows.', 'It does not glow.', 'My neighbour wants one too.', E'Two lines:\nand a \\ backslash.'])
           || ' Yours, ' || (select first_name from customers c where c.id = customer_id),
       timestamptz '2026-03-01 12:00+00' + i * interval '5 hours'
from (select i, 1 + pg_temp.number(i, 'reviewed', 140) as product_id, 1 + pg_temp.number(i, 'reviewer', 600) as customer_id
      from generate_series(1, 700) as i) as opinions
order by product_id, customer_id, i;

insert into support_messages (customer_id, answered_by, body, sent_from, sent_at)
select c.id, case when i % 3 > 0 then 2 + i % 3 end,
       'Hello, this is ' || c.first_name || ' ' || c.last_name || ' (' || c.email || '). '
           || pg_temp.word(i, 'trouble', array['Where is my parcel?', 'The pot arrived in two halves.', 'Please call me: ' || coalesce(c.phone, 'no telephone')]),
       ('192.0.2.' || i % 255)::inet, timestamptz '2026-05-01 09:00+00' + i * interval '7 hours 13 minutes'
from generate_series(1, 300) as i join customers c on c.id = 1 + pg_temp.number(i, 'sender', 600)
order by i;
