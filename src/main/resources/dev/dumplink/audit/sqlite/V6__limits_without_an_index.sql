-- The writer remembers how many links each person had in a day and reads on from where it was. An index of persons touched
-- another page for each link: more than the row itself and all other indexes together.
DROP INDEX audit_event_issued;
