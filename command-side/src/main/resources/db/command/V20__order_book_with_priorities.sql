-- Rows of open jobs tell their priority. A book without rows is of that shape already.
update follower set shape = 3 where name = 'matching' and position <= 0;
