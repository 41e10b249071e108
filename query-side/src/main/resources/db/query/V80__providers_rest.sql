-- Rows of providers say why they rest. Tables without rows are of that shape already.
update projection set shape = 3 where name = 'provider' and position <= 0;
