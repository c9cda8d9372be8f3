//! The use cases of the client: one function per command
