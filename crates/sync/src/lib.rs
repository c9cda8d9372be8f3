//! The sync engine: what to do next, pull, push, acknowledge
