//! What breaks: programs that are killed, disks, networks, clocks, files.

mod damage;
mod disk;
mod instances;
mod kill_keys;
mod kill_parts;
mod kill_points;
mod kill_removals;
mod network;
mod offline_day;
mod salvage;
mod sleep;
