//! The desktop application.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    edutracker_desk_lib::run();
}
