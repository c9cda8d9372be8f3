//! Clients and the real service, whatever comes between them.

mod answers;
mod chosen;
mod cut;
mod guards;
mod http;
mod later;
mod poison;
mod pulse;
mod recovery;
mod references;
mod refresh;
mod removals;
mod review;
mod stop;
mod two_clients;
mod undo;
