-- Rows of jobs tell their priority. Tables without rows are of that version already.
update projection set rule = 2 where name = 'job' and position <= 0;
