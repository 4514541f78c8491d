-- every version of every row of every catalog and table of a database, and the databases beside it: equal before and
-- after means that nothing was written, not even the same thing once more
select string_agg(line, E'\n' order by line collate "C") from (
  select concat_ws(' ', 'catalog', oid::regclass, query_to_xml(format(
           'select count(*), md5(string_agg(xmin || ctid::text, '' '' order by ctid)) from %s', oid::regclass),
           true, true, '')) as line
    from pg_catalog.pg_class
   where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r' and relname !~ '^pg_statistic(_ext_data)?$'
  union all
  select concat_ws(' ', 'rows', oid::regclass, pg_relation_filenode(oid), query_to_xml(format(
           case relkind when 'S' then 'select * from %s'
           else 'select count(*), md5(string_agg(xmin || ctid::text || t::text, '' '' order by ctid)) from only %s t' end,
           oid::regclass), true, true, ''))
    from pg_catalog.pg_class
   where relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
     and (relkind in ('r', 'S') or relkind = 'm' and relispopulated)
  union all
  select concat_ws(' ', 'database', datname, oid) from pg_catalog.pg_database
) as lines
