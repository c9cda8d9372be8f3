//! Ending a push before all of it is sent.

use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::watch;

/// How far a person wants a push to end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Wish {
    /// It goes on.
    #[default]
    None,
    /// Nothing more is sent; what is on its way is still answered.
    AfterAnswer,
    /// Nobody waits for answers either.
    AtOnce,
}

/// The wish, told to a push that runs.
#[derive(Debug, Default)]
pub(crate) struct Stop {
    wish: watch::Sender<Wish>,
    /// How many pushes run, or wait for their turn.
    running: AtomicUsize,
}

/// A push that runs; when the last one ends, the wish is over.
pub(crate) struct Running<'a>(&'a Stop);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if self.0.running.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.0.wish.send_replace(Wish::None);
        }
    }
}

impl Stop {
    /// A push begins. One that waits behind another takes no wish away from it.
    pub fn begin(&self) -> Running<'_> {
        self.running.fetch_add(1, Ordering::SeqCst);
        Running(self)
    }

    /// Asks for an end of all that runs or waits for its turn; asked again, for
    /// one at once. Nothing when nothing runs.
    pub fn ask(&self) {
        if self.running.load(Ordering::SeqCst) == 0 {
            return;
        }
        self.wish.send_modify(|wish| {
            *wish = match wish {
                Wish::None => Wish::AfterAnswer,
                Wish::AfterAnswer | Wish::AtOnce => Wish::AtOnce,
            };
        });
    }

    /// Whether an end was asked for.
    pub fn is_asked(&self) -> bool {
        *self.wish.borrow() != Wish::None
    }

    /// The outcome of work that leaves nothing half done when it is dropped;
    /// `None` when an end was asked for first.
    pub async fn unless_asked<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.unless(Wish::AfterAnswer, work).await
    }

    /// The outcome of work that is better waited for; `None` when an end at
    /// once was asked for first.
    pub async fn unless_at_once<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.unless(Wish::AtOnce, work).await
    }

    async fn unless<T>(&self, least: Wish, work: impl Future<Output = T>) -> Option<T> {
        let mut wish = self.wish.subscribe();
        let asked = wish.wait_for(|wish| *wish >= least);
        tokio::select! {
            biased;
            done = work => Some(done),
            // The sender lives as long as this.
            _ = asked => None,
        }
    }
}
