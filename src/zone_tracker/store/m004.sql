-- What each batch added and changed is counted and shown by index, whatever the size of the record;
-- and so is what became of a row after a batch.

DROP INDEX change_by_batch;
CREATE INDEX change_by_batch ON change (batch, record, record_id, action);
DROP INDEX change_by_maker;
CREATE INDEX change_by_maker ON change (maker, record, action, record_id);
CREATE INDEX change_by_record ON change (record, record_id, batch);

CREATE INDEX source_by_batch ON source (batch);
CREATE INDEX area_by_batch ON area (batch);
CREATE INDEX succession_by_batch ON succession (batch, new);
CREATE INDEX unit_set_by_batch ON unit_set (batch);
CREATE INDEX unit_set_member_by_batch ON unit_set_member (batch, unit_set);
CREATE INDEX sector_by_batch ON sector (batch);
CREATE INDEX subject_by_batch ON subject (batch);
CREATE INDEX alias_by_batch ON alias (batch, subject);
CREATE INDEX place_by_batch ON place (batch, subject);
CREATE INDEX milestone_by_batch ON milestone (batch, subject);
CREATE INDEX figure_by_batch ON figure (batch, subject);
CREATE INDEX confirmation_by_batch ON confirmation (batch, subject);
CREATE INDEX target_by_batch ON target (batch);
CREATE INDEX reading_by_batch ON reading (batch);
CREATE INDEX reading_act_by_batch ON reading_act (batch, reading);
CREATE INDEX reading_subject_by_batch ON reading_subject (batch, reading);
