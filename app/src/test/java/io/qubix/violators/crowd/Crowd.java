package io.qubix.violators.crowd;

/** Is in a package of many classes. */
interface Crowd {}

record Alder() implements Crowd {}

record Ash() implements Crowd {}

record Aspen() implements Crowd {}

record Beech() implements Crowd {}

record Birch() implements Crowd {}

record Cedar() implements Crowd {}

record Elm() implements Crowd {}

record Fir() implements Crowd {}

record Hazel() implements Crowd {}

record Larch() implements Crowd {}

record Lime() implements Crowd {}

record Maple() implements Crowd {}

record Oak() implements Crowd {}

record Pine() implements Crowd {}

record Yew() implements Crowd {}
