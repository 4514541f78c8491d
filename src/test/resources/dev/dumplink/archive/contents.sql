-- what a database holds, without oids, one line each: what pg_dump would say of it, and each table's rows
with mine as (
  select oid from pg_catalog.pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
), relations as (
  select c.*, c.oid::regclass::text as name from pg_catalog.pg_class c where c.relnamespace in (select oid from mine)
)
select string_agg(line, E'\n' order by line collate "C") from (
  select format('schema %I', nspname) as line from pg_catalog.pg_namespace where oid in (select oid from mine)
  union all
  select concat_ws(' ', 'relation', name, relkind, relpersistence, relrowsecurity, relforcerowsecurity, relispopulated,
                   reloptions, pg_get_expr(relpartbound, oid), case when relkind = 'p' then pg_get_partkeydef(oid) end,
                   case when relkind in ('v', 'm') then pg_get_viewdef(oid) end,
                   case when relkind = 'i' then pg_get_indexdef(oid) end)
    from relations
  union all
  select concat_ws(' ', 'inherits', inhrelid::regclass, inhparent::regclass, inhseqno) from pg_catalog.pg_inherits
  union all
  select concat_ws(' ', 'column', r.name, (select count(*) from pg_catalog.pg_attribute b
                                            where b.attrelid = a.attrelid and not b.attisdropped
                                              and b.attnum between 1 and a.attnum),
                   quote_ident(attname), format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
                   attislocal, attinhcount, attcollation::regcollation, pg_get_expr(d.adbin, d.adrelid))
    from pg_catalog.pg_attribute a
    join relations r on r.oid = a.attrelid
    left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where attnum > 0 and not attisdropped
  union all
  select concat_ws(' ', 'constraint', conrelid::regclass, contypid::regtype, conname, pg_get_constraintdef(oid),
                   convalidated)
    from pg_catalog.pg_constraint where connamespace in (select oid from mine)
  union all
  select concat_ws(' ', 'function', oid::regprocedure, prokind, prosrc, provolatile, proisstrict, prosecdef, proconfig,
                   prorettype::regtype)
    from pg_catalog.pg_proc where pronamespace in (select oid from mine)
  union all
  select concat_ws(' ', 'aggregate', a.aggfnoid::regprocedure, aggtransfn, aggtranstype::regtype, agginitval)
    from pg_catalog.pg_aggregate a join pg_catalog.pg_proc p on p.oid = a.aggfnoid
   where p.pronamespace in (select oid from mine)
  union all
  select concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgenabled, pg_get_triggerdef(oid))
    from pg_catalog.pg_trigger where not tgisinternal
  union all
  select concat_ws(' ', 'inner triggers', tgrelid::regclass, tgenabled, count(*))
    from pg_catalog.pg_trigger where tgisinternal group by tgrelid, tgenabled
  union all
  select concat_ws(' ', 'policy', polrelid::regclass, polname, polcmd, polpermissive, pg_get_expr(polqual, polrelid),
                   pg_get_expr(polwithcheck, polrelid))
    from pg_catalog.pg_policy
  union all
  select concat_ws(' ', 'rule', ev_class::regclass, rulename, ev_enabled, pg_get_ruledef(r.oid))
    from pg_catalog.pg_rewrite r join relations c on c.oid = ev_class
  union all
  select concat_ws(' ', 'type', oid::regtype, typtype, typnotnull, format_type(typbasetype, typtypmod), typdefault,
                   (select string_agg(enumlabel, ',' order by enumsortorder) from pg_catalog.pg_enum where enumtypid = t.oid))
    from pg_catalog.pg_type t where typnamespace in (select oid from mine)
  union all
  select concat_ws(' ', 'statistics', pg_get_statisticsobjdef(oid)) from pg_catalog.pg_statistic_ext
  union all
  select concat_ws(' ', 'extension', extname, extversion) from pg_catalog.pg_extension
  union all
  select concat_ws(' ', 'comment', o.type, o.identity, description)
    from pg_catalog.pg_description d, pg_identify_object(classoid, objoid, objsubid) o
   where objoid >= 16384 or classoid = 'pg_catalog.pg_namespace'::regclass and objoid = 2200
  union all
  select concat_ws(' ', 'sequence', schemaname, sequencename, data_type, start_value, min_value, max_value, increment_by,
                   cycle, cache_size)
    from pg_catalog.pg_sequences
  union all
  select concat_ws(' ', 'rows', name, query_to_xml(format(
           case relkind when 'S' then 'select last_value, is_called from %s'
           else 'select count(*), md5(string_agg(t::text, E''\n'' order by t::text collate "C")) from only %s t' end, name),
           true, true, ''))
    from relations where relkind in ('r', 'S') or relkind = 'm' and relispopulated
) as lines
