//! The desktop application.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

/// Records are many small texts: the system's allocator took a quarter of a push.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    edutracker_desk_lib::run();
}
