package io.qubix.violators.app.console;

import org.springframework.jdbc.core.JdbcTemplate;

record AsksTheDatabase(JdbcTemplate jdbc) {}
