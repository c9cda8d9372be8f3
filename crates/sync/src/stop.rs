//! Ending a push before all of it is sent.

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
}

impl Stop {
    /// A push begins: earlier wishes were not about it.
    pub fn begin(&self) {
        self.wish.send_replace(Wish::None);
    }

    /// Asks for an end; asked again, for one at once.
    pub fn ask(&self) {
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
